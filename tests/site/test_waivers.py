"""The site says what is waived, until when, by whom and why; the comments themselves are shown nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from adr.project import find
from adr.site.engine_mkdocs import build

if TYPE_CHECKING:
    from tests.conftest import Base, Write

TERMS = 'reason: "moves & ends in <May>", approved-by: j.lind, approved-on: 2026-03-02, expires: 2026-06-01'
FILE = "adrs/ADR-0001-use-postgresql.md"


def text(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8").split("<article")[1]).split())


def test_a_record_and_the_register_say_how_each_waiver_stands(base: Base, record: Write, tmp_path: Path) -> None:
    own = TERMS.replace("j.lind", "m.okafor")
    body = f"\n<!-- adr: waive REL008, {TERMS} -->\nSee [it](x.md).\n\n<!-- adr: waive ENV004, {own} -->\nText.\n"
    base({FILE: record(body=body), "adrs/ADR-0002-y.md": record("ADR-0002", title="Use something else")})
    out = tmp_path / "site"
    build(find(tmp_path), out, as_of="2026-03-20", strict=True)
    page, register = text(out / FILE.removesuffix(".md") / "index.html"), text(out / "waivers" / "index.html")
    row = "REL008 {}in force 2026-06-01 j.lind on 2026-03-02 moves &amp; ends in &lt;May&gt;"
    assert row.format("line 11 ") in page
    assert row.format("line 11 ADR-0001 Use PostgreSQL ") in register
    assert "In force Rule Record" in register
    assert "Not in order Rule Record" in register
    assert "REL008 `" not in page
    assert "not exist" not in page
    assert "Waivers" not in text(out / "adrs" / "ADR-0002-y" / "index.html")
    assert "ADR-0001" in text(out / "people" / "j.lind" / "index.html")
    for file in out.rglob("*.html"):
        assert "adr: waive" not in file.read_text(encoding="utf-8")
    assert "adr: waive" not in (out / "search" / "text.js").read_text(encoding="utf-8")


def test_after_its_end_it_is_said_to_have_expired_and_the_finding_is_back(
    base: Base, record: Write, tmp_path: Path
) -> None:
    base({FILE: record(body=f"\n<!-- adr: waive REL008, {TERMS} -->\nSee [it](x.md).\n")})
    build(find(tmp_path), tmp_path / "site", as_of="2026-06-02")
    page = text(tmp_path / "site" / FILE.removesuffix(".md") / "index.html")
    assert "REL008 line 11 expired 2026-06-01" in page
    assert "x.md does not exist" in page
    assert "Expired Rule Record" in text(tmp_path / "site" / "waivers" / "index.html")


def test_without_waivers_there_is_no_register(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record()})
    build(find(tmp_path), tmp_path / "site", strict=True)
    assert not (tmp_path / "site" / "waivers").exists()
