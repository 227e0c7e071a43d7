"""``adr link`` as adr-tools has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adrtools.conftest import status

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def test_both_records_get_a_link_and_keep_their_status(adr_tools: Path, run: Run) -> None:
    done = run("link", "2", "Amends", "0001", "Amended by")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (
        status((adr_tools / "0002-use-mysql.md").read_text())
        == "Accepted\n\nAmends [1. Use SQLite](0001-use-sqlite.md)"
    )
    assert (
        status((adr_tools / "0001-use-sqlite.md").read_text())
        == "Accepted\n\nAmended by [2. Use MySQL](0002-use-mysql.md)"
    )


def test_records_are_named_by_the_path_that_new_prints_too(adr_tools: Path, run: Run) -> None:
    path = run("new", "Use it").out.strip()
    assert run("link", path, "Clarifies", "mysql", "Clarified by").code == 0
    assert "Clarified by [3. Use it]" in (adr_tools / "0002-use-mysql.md").read_text()


def test_a_record_can_be_linked_with_itself(adr_tools: Path, run: Run) -> None:
    run("link", "1", "Repeats", "1", "Repeated by")
    link = "[1. Use SQLite](0001-use-sqlite.md)"
    assert status((adr_tools / "0001-use-sqlite.md").read_text()) == f"Accepted\n\nRepeats {link}\n\nRepeated by {link}"


@pytest.mark.parametrize(
    "arguments,message",
    [
        ([], "adr-link: 1: SOURCE\n"),
        (["1"], "adr-link: 2: LINK\n"),
        (["1", "Amends"], "adr-link: 3: TARGET\n"),
        (["1", "Amends", "2", ""], "adr-link: 4: REVERSE-LINK\n"),
        (["1", "Amends", "99", "Amended by"], "adr: no record is `99`; the last is 2; nothing was written\n"),
        (["99", "Amends", "1", "Amended by"], "adr: no record is `99`; the last is 2; nothing was written\n"),
    ],
    ids=str,
)
def test_what_is_missing_is_named_and_nothing_is_written(
    adr_tools: Path, run: Run, arguments: list[str], message: str
) -> None:
    before = {path: path.read_bytes() for path in adr_tools.iterdir()}
    done = run("link", *arguments)
    assert (done.code, done.out, done.err) == (1, "", message)
    assert {path: path.read_bytes() for path in adr_tools.iterdir()} == before
