"""``adr generate toc`` as adr-tools has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run

HEAD = "# Architecture Decision Records\n\n"
TABLE = "* [1. Use SQLite](0001-use-sqlite.md)\n* [2. Use MySQL](0002-use-mysql.md)\n"


def test_every_record_is_a_link(adr_tools: Path, run: Run) -> None:
    assert run("generate", "toc", at=adr_tools).out == HEAD + TABLE


def test_texts_stand_before_and_after_and_links_have_a_prefix(adr_tools: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "in tro.md").write_text("An intro.\n\nOf two paragraphs.\n")
    (tmp_path / "outro.md").write_text("An outro.\n")
    done = run("generate", "toc", "-i", "in tro.md", "-o", "outro.md", "-p", "http://example.com/")
    table = TABLE.replace("(", "(http://example.com/")
    assert done.out == f"{HEAD}An intro.\n\nOf two paragraphs.\n\n{table}\nAn outro.\n"
    assert run("generate", "toc", "-p", "x/", at=adr_tools).out == HEAD + TABLE.replace("(", "(x/")


def test_a_text_that_is_empty_or_not_there_is_left_out(adr_tools: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty.md").write_text("")
    assert run("generate", "toc", "-i", "empty.md", "-o", "none.md").out == HEAD + TABLE
    assert len(list(adr_tools.iterdir())) == 2


def test_an_unknown_option_is_refused(adr_tools: Path, run: Run) -> None:
    done = run("generate", "toc", "-x", at=adr_tools)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("getopt: ")


def test_a_folder_that_is_not_there_is_no_table(run: Run) -> None:
    done = run("generate", "toc", ADR_PROFILE="adr-tools")
    assert (done.code, done.out) == (1, "The doc/adr directory does not exist\n")
