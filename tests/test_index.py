"""The index as files: written where it differs, with everything around it kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from adr.finding import CannotRunError
from adr.index import BEGIN, END, index_changes
from adr.schemas import output_schema
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Files, Write


def texts(base: Base, files: Files) -> dict[str, str]:
    project = base(files)
    changes = index_changes(project, read_graph(project))
    return {c.path.relative_to(project.root).as_posix(): c.after or "" for c in changes}


def test_an_empty_project_gets_an_index_and_no_readme(base: Base) -> None:
    changes = texts(base, {})
    assert set(changes) == {"index.json"}
    jsonschema_rs.validate(output_schema("index"), json.loads(changes["index.json"]))


def test_a_readme_gets_a_table_of_all_entries(base: Base, record: Write) -> None:
    changes = texts(
        base,
        {
            "adrs/ADR-0001-a b.md": record(title='"a | b *c* <d>"', status="draft"),
            "adrs/2026/ADR-0002-x.md": record("ADR-0002", date=None, status=None),
            "adrs/ADR-0003-x.md": "broken\n",
        },
    )
    assert changes["adrs/README.md"] == (
        f"# Decisions\n\n{BEGIN}\n| Id | Title | Status | Date |\n| --- | --- | --- | --- |\n"
        "| [ADR-0002](2026/ADR-0002-x.md) | Use PostgreSQL |  |  |\n"
        "| [ADR-0001](ADR-0001-a%20b.md) | a \\| b \\*c\\* \\<d\\> | draft | 2026-03-02 |\n"
        "| [ADR-0003](ADR-0003-x.md) | *cannot be read* |  |  |\n"
        f"{END}\n"
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_around_the_markers_is_kept_to_the_byte(base: Base, record: Write, line_end: str) -> None:
    before = f"# Ours{line_end}{line_end}Intro.{line_end}{line_end}"
    after = f"{line_end}{line_end}Outro, no line end at the end"
    readme = f"{before}{BEGIN}{line_end}old{line_end}{END}{after}"
    new = texts(base, {"adrs/ADR-0001.md": record(), "adrs/README.md": readme.encode()})["adrs/README.md"]
    assert new.startswith(f"{before}{BEGIN}")
    assert new.endswith(f"{END}{after}")
    assert "old" not in new


def test_a_backslash_in_a_title_is_text(base: Base, record: Write) -> None:
    new = texts(base, {"adrs/ADR-0001.md": record(title=r"Use \1 and \g<0> paths"), "adrs/README.md": f"{BEGIN}{END}"})
    assert r"Use \\1 and \\g\<0\> paths" in new["adrs/README.md"]


def test_a_line_break_in_a_title_does_not_break_the_table(base: Base, record: Write) -> None:
    new = texts(base, {"adrs/ADR-0001.md": record(title=r'"one\ntwo"')})["adrs/README.md"]
    (line,) = [line for line in new.split("\n") if "ADR-0001" in line]
    assert line.startswith("| [ADR-0001]")
    assert line.endswith("| draft | 2026-03-02 |")


def test_a_readme_without_markers_keeps_its_text_and_gets_the_table_below(base: Base, record: Write) -> None:
    new = texts(base, {"adrs/ADR-0001.md": record(), "adrs/README.md": "# Ours\n\nIntro.\n\n\n"})["adrs/README.md"]
    assert new.startswith(f"# Ours\n\nIntro.\n\n{BEGIN}\n")


def test_once_written_nothing_is_left_to_change(base: Base, record: Write) -> None:
    files = {"adrs/ADR-0001.md": record(), "learnings/README.md": "Ours.\n"}
    assert texts(base, {**files, **texts(base, files)}) == {}


def test_settings_say_where_the_index_goes_but_not_outside(base: Base) -> None:
    assert set(texts(base, {"adr.toml": '[index]\njson = "build/i.json"\n'})) == {"build/i.json"}
    with pytest.raises(CannotRunError, match=r"index\.json leaves the project"):
        texts(base, {"adr.toml": '[index]\njson = "../i.json"\n'})


def test_a_readme_that_is_no_text_is_refused(base: Base, record: Write) -> None:
    with pytest.raises(CannotRunError, match="README"):
        texts(base, {"adrs/ADR-0001.md": record(), "adrs/README.md": b"\xff"})
