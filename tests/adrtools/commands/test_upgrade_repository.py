"""``adr upgrade-repository`` as adr-tools has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def test_dates_become_iso_8601_and_nothing_else_changes(adr_tools: Path, run: Run) -> None:
    old = adr_tools / "0003-old.md"
    old.write_bytes(b"# 3. Old\r\n\r\nDate: 12/01/1992\r\n\r\nDate: 1/2/1992, or Date: 03/04/1992 Date: 05/06/1992\r\n")
    untouched = (adr_tools / "0001-use-sqlite.md").stat().st_mtime_ns
    done = run("upgrade-repository")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert old.read_bytes() == (
        b"# 3. Old\r\n\r\nDate: 1992-01-12\r\n\r\nDate: 1/2/1992, or Date: 1992-04-03 Date: 05/06/1992\r\n"
    )
    assert (adr_tools / "0001-use-sqlite.md").stat().st_mtime_ns == untouched


def test_a_folder_that_is_not_there_is_named(run: Run) -> None:
    done = run("upgrade-repository", ADR_PROFILE="adr-tools")
    assert (done.code, done.out) == (1, "The doc/adr directory does not exist\n")
