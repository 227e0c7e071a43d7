"""``adr diff``: what differs between two records, or one record at two moments."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def filled(base: Base, record: Write, tmp_path: Path) -> None:
    """Fill a repository with a record that was moved on and renamed since the tag v1."""
    base({"adrs/ADR-0001-a.md": record(body="# T\n\n## Why\n\nOne.\n"), "adrs/ADR-0002-b.md": record("ADR-0002")})
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    git(tmp_path, "tag", "v1")
    (tmp_path / "adrs/ADR-0001-a.md").unlink()
    base({"adrs/ADR-0001-z.md": record(status="proposed", body="# T\n\n## Why\n\nTwo.\n")})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "two")


def test_two_records_are_compared(adr: Command) -> None:
    done = adr("diff", "ADR-0002", "ADR-0001")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "id: ADR-0002 -> ADR-0001",
        "status: draft -> proposed",
        "",
        "T (added)",
        "",
        "Why (added)",
        "@@ -0,0 +1 @@",
        "+Two.",
    ]


@pytest.mark.parametrize("more", [[], ["--to", "HEAD"]])
def test_a_record_is_compared_with_what_it_was(adr: Command, more: list[str]) -> None:
    done = adr("diff", "ADR-0001", "--at", "v1", *more)
    assert done.out.splitlines() == [
        "status: draft -> proposed",
        "",
        "Why (changed)",
        "@@ -1 +1 @@",
        "-One.",
        "+Two.",
    ]


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("diff", "ADR-0001", "--at", "v1", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "diff").out), found)
    assert (found["before"]["path"], found["after"]["path"]) == ("adrs/ADR-0001-a.md", "adrs/ADR-0001-z.md")


def test_no_difference_is_said_on_standard_error(adr: Command) -> None:
    done = adr("diff", "ADR-0002", "--at", "v1")
    assert (done.code, done.out, done.err) == (0, "", "nothing differs\n")


@pytest.mark.parametrize(
    "line", ["ADR-0001", "ADR-0001 ADR-0002 --at v1", "ADR-0001 --to v1", "ADR-0001 ADR-0002 --to v1", "a b c"]
)
def test_other_than_two_records_or_one_at_two_refs_is_refused(adr: Command, line: str) -> None:
    done = adr("diff", *line.split())
    assert (done.code, done.out) == (2, "")
    assert "name two records" in done.err


def test_an_unknown_ref_is_refused_in_gits_words(adr: Command) -> None:
    done = adr("diff", "ADR-0001", "--at", "v9")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: `v9` is no commit: fatal:")


def test_a_record_is_found_under_the_number_that_it_had_then(adr: Command) -> None:
    assert adr("renumber", "ADR-0002", "ADR-0009").code == 0
    done = adr("diff", "ADR-0009", "--at", "v1")
    assert done.code == 0
    assert "id: ADR-0002 -> ADR-0009" in done.out
    assert adr("show", "ADR-0009", "--at", "v1").out.startswith("ADR-0002")
