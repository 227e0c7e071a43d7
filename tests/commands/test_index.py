"""``adr index``: the index as files, and whether they are up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def test_the_index_is_written_once_and_then_up_to_date(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": "broken"})
    stale = adr("index", "--check")
    assert (stale.code, stale.out) == (1, "stale index.json\nstale adrs/README.md\n")
    assert "adr index" in stale.err
    assert not (tmp_path / "index.json").exists()
    wrote = adr("index")
    assert (wrote.code, wrote.out) == (0, "wrote index.json\nwrote adrs/README.md\n")
    again = adr("index")
    assert (again.code, again.out) == (0, "")
    assert adr("index", "--check").code == 0


def test_a_changed_record_makes_it_stale(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record()})
    adr("index")
    base({"adrs/ADR-0001.md": record(title="Another title")})
    assert adr("index", "--check").code == 1


def test_text_around_the_markers_is_kept(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base(
        {"adrs/ADR-0001.md": record(), "adrs/README.md": "Before.\n\n<!-- adr:index -->\n<!-- /adr:index -->\n\nAfter."}
    )
    adr("index")
    text = (tmp_path / "adrs/README.md").read_text()
    assert text.startswith("Before.\n\n<!-- adr:index -->\n| Id |")
    assert text.endswith("<!-- /adr:index -->\n\nAfter.")
    assert "[ADR-0001](ADR-0001.md)" in text
    assert adr("index", "--check").code == 0


def test_json_is_what_the_file_holds_and_has_the_documented_shape(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001.md": record(tags="[größe]"), "adrs/ADR-0002.md": "broken"})
    printed = json.loads(adr("index", "--json").out)
    assert not (tmp_path / "index.json").exists()
    adr("index")
    assert json.loads((tmp_path / "index.json").read_text(encoding="utf-8")) == printed
    jsonschema_rs.validate(json.loads(adr("schema", "index").out), printed)
    assert printed["tags"] == {"größe": ["ADR-0001"]}


def test_a_readme_that_it_wrote_is_no_record(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record()})
    adr("index")
    assert adr("check").out == "1 record checked: nothing to report\n"


def test_the_index_of_another_day_is_printed_and_never_written(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record()})
    refused = adr("index", "--at", "HEAD")
    assert refused.code == 2
    assert "go with `--json`" in refused.err
