"""``adr show``: one record with everything that is connected to it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture(autouse=True)
def filled(base: Base, record: Write) -> None:
    """Fill the knowledge base with a decision, its successor and a file that cannot be read."""
    base(
        {
            "adrs/ADR-0001-a.md": record(body="# Old\n\nText.\n", status="superseded", tags="[storage]"),
            "adrs/ADR-0002-b.md": record(
                "ADR-0002", "Instead of ADR-0001.\n", status="accepted", relations="{supersedes: [ADR-0001]}"
            ),
            "adrs/ADR-0003-c.md": "---\nid: [\n---\n",
        }
    )


def test_a_record_is_shown_with_its_header_relations_and_text(adr: Command) -> None:
    done = adr("show", "ADR-0001")
    assert done.code == 0
    assert done.out.startswith("ADR-0001  Use PostgreSQL\n\n")
    for line in (
        "status         superseded",
        "tags           storage",
        "in force       ADR-0002",
        "superseded-by  ADR-0002",
        "cited by       ADR-0002: Instead of ADR-0001.",
    ):
        assert line in done.out.splitlines()
    assert done.out.endswith("\n\n# Old\n\nText.\n")


@pytest.mark.parametrize("name", ["ADR-0001", "adr-0001", "adrs/ADR-0001-a.md"])
def test_a_record_is_found_by_id_in_any_case_and_by_path(adr: Command, name: str) -> None:
    assert json.loads(adr("show", name, "--json").out)["path"] == "adrs/ADR-0001-a.md"


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("show", "ADR-0001", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "show").out), found)
    assert found["inverse_relations"] == {"superseded-by": ["ADR-0002"]}
    assert found["fields"]["tags"] == ["storage"]


def test_an_unknown_record_is_refused_with_the_nearest(adr: Command) -> None:
    done = adr("show", "adr-001")
    assert (done.code, done.out) == (2, "")
    assert "no record is called `adr-001`; did you mean `ADR-0001`?" in done.err


def test_a_file_that_cannot_be_read_says_where_and_why(adr: Command) -> None:
    done = adr("show", "ADR-0003")
    assert (done.code, done.out) == (2, "")
    assert "adrs/ADR-0003-c.md:3:1 cannot be read: front matter is not valid YAML" in done.err


def test_raw_is_the_files_bytes(base: Base, record: Write, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + record("ADR-0004", "Gr\u00f6\u00dfe  \r\nno end").encode()
    base({"adrs/ADR-0004-d.md": data})
    done = subprocess.run(
        [sys.executable, "-m", "adr", "-C", str(tmp_path), "show", "ADR-0004", "--raw"], capture_output=True, check=True
    )
    assert done.stdout == data


def test_a_record_is_shown_as_it_was_at_a_ref(base: Base, record: Write, adr: Command, tmp_path: Path) -> None:
    for line in ("init", "add .", "commit -m one"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True, capture_output=True)
    base({"adrs/ADR-0001-a.md": record(status="deprecated")})
    assert json.loads(adr("show", "ADR-0001", "--at", "HEAD", "--json").out)["status"] == "superseded"
    assert json.loads(adr("show", "ADR-0001", "--json").out)["status"] == "deprecated"


def test_on_a_terminal_the_text_is_laid_out(tmp_path: Path) -> None:
    def shown(**more: str) -> bytes:
        main, end = pty.openpty()
        surroundings = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        command = [sys.executable, "-m", "adr", "-C", str(tmp_path), "show", "ADR-0001"]
        subprocess.run(command, stdout=end, env={**surroundings, **more}, check=True)
        os.close(end)
        return os.read(main, 10_000)

    assert b"\x1b[1;4mOld\x1b[0m" in shown()
    assert b"\x1b" not in shown(NO_COLOR="1")


def test_only_what_may_cite_is_parsed_and_no_citation_is_lost(base: Base, record: Write, adr: Command) -> None:
    base(
        {
            "adrs/ADR-0005-e.md": record("ADR-0005", "See [it](ADR%2D0001-a.md), escaped.\n"),
            "adrs/ADR-0006-f.md": record("ADR-0006", "See [it](ADR-0001\\-a.md), escaped.\n"),
            "adrs/ADR-0007-g.md": record("ADR-0007", "See [it](&#65;DR-0001-a.md), escaped.\n"),
            "adrs/ADR-0008-h.md": record("ADR-0008", "See [it](ADR-0001-a.md).\n"),
        }
    )
    cited = [citation["id"] for citation in json.loads(adr("show", "ADR-0001", "--json").out)["backlinks"]]
    assert cited == ["ADR-0002", "ADR-0005", "ADR-0006", "ADR-0007", "ADR-0008"]


def test_a_path_counts_from_where_the_command_runs(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001-x.md": record(), "docs/a.md": "x\n"})
    assert adr("show", "../adrs/ADR-0001-x.md", at=tmp_path / "docs").out.startswith("ADR-0001")
    assert adr("show", str(tmp_path / "adrs/ADR-0001-x.md"), at=tmp_path / "docs").code == 0


def test_the_bytes_of_a_file_that_cannot_be_read_are_shown_all_the_same(
    base: Base, adr: Command, tmp_path: Path
) -> None:
    data = b"---\nid: [\n---\ncaf\xe9\n"
    base({"adrs/ADR-0077-x.md": data})
    command = [sys.executable, "-m", "adr", "-C", str(tmp_path), "show", "ADR-0077", "--raw"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == data
    assert adr("log", "ADR-0077").code == 0
