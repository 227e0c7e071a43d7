"""``adr list`` as adr-tools has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def test_paths_are_seen_from_here(adr_tools: Path, tmp_path: Path, run: Run) -> None:
    assert run("list").out == "doc/adr/0001-use-sqlite.md\ndoc/adr/0002-use-mysql.md\n"
    assert run("list", at=tmp_path / "doc").out == "../doc/adr/0001-use-sqlite.md\n../doc/adr/0002-use-mysql.md\n"
    assert run("list", "ignored", at=adr_tools).out.startswith("../../doc/adr/0001-use-sqlite.md\n")


def test_a_folder_without_records_lists_none(tmp_path: Path, run: Run) -> None:
    (tmp_path / "doc/adr").mkdir(parents=True)
    done = run("list")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_folder_that_is_not_there_is_said_on_standard_output(tmp_path: Path, run: Run) -> None:
    (tmp_path / ".adr-dir").write_text("records\n")
    done = run("list")
    assert (done.code, done.out, done.err) == (1, "The records directory does not exist\n", "")
