from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping

import pytest
from PIL import Image
from tests.conftest import Write
from tests.publications.conftest import SITE, Publish

from adr.finding import CannotRunError

SETTINGS = f'name = "Handbook"\n[site]\ncards = true\nurl = "{SITE}"\n'


def cards(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith("cards/")}


def test_a_record_has_a_picture_that_its_page_names(publish: Publish, record: Write) -> None:
    files = publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record(title='"Für alle: £ 5 & é."')})
    ((path, data),) = cards(files).items()
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(image.convert("RGB").getcolors() or []) > 10
    head = json.loads(files["adrs/ADR-0001-x.md"].decode().split("\n")[1])["adr"]["head"]
    shown = next(link for link in head if link["rel"] == "image")
    assert (shown["whole"], shown["title"]) == (f"{SITE}{path}", "ADR-0001: Für alle: £ 5 & é.")


def test_it_is_drawn_again_only_where_its_words_change(publish: Publish, record: Write) -> None:
    first = publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record()})
    assert cards(publish({"adrs/ADR-0001-x.md": record()} | {"adr.toml": SETTINGS})) == cards(first)
    kept = publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record(body="\nMore.\n")}, kept=lambda _: b"kept")
    assert cards(kept) == dict.fromkeys(cards(first), b"kept")
    changed = publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record(title="Other")})
    assert not cards(changed).keys() & cards(first).keys()


@pytest.mark.parametrize("title", ["測試", "עברית", "a \U0001f4a5"])
def test_what_the_font_cannot_write_has_none(publish: Publish, record: Write, title: str) -> None:
    files = publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record(title=title)})
    assert cards(files) == {}
    assert "adrs/ADR-0001-x.md" in files


@pytest.mark.parametrize("title", ["x" * 5000, "word " * 500])
def test_a_title_of_any_length_is_drawn(publish: Publish, record: Write, title: str) -> None:
    assert len(cards(publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record(title=title)}))) == 1


def test_without_the_setting_there_are_none(publish: Publish, record: Write) -> None:
    assert cards(publish({"adrs/ADR-0001-x.md": record()})) == {}


def test_without_an_address_the_setting_is_refused(publish: Publish, record: Write) -> None:
    with pytest.raises(CannotRunError, match=r"adr.toml: `site.cards` needs `site.url`"):
        publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record()}, site="")


@pytest.mark.parametrize("module", ["PIL", "fontTools.ttLib"])
def test_without_the_extra_its_name_is_said(
    publish: Publish, record: Write, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CannotRunError, match=r"pip install 'adr-playbook\[cards\]'"):
        publish({"adr.toml": SETTINGS, "adrs/ADR-0001-x.md": record()})
