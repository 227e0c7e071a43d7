"""``adr init`` as adr-tools has it, with ``ADR_PROFILE=adr-tools``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run

PROFILE = {"ADR_PROFILE": "adr-tools"}


def test_the_usual_folder_needs_no_file_that_names_it(tmp_path: Path, run: Run) -> None:
    done = run("init", **PROFILE)
    assert (done.code, done.out, done.err) == (0, "doc/adr/0001-record-architecture-decisions.md\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["doc"]
    text = (tmp_path / done.out.strip()).read_text()
    assert text.startswith("# 1. Record architecture decisions\n\nDate: 1992-01-12\n\n## Status\n\nAccepted\n")


@pytest.mark.parametrize("folder", ["records", "a/b c"])
def test_another_folder_is_remembered(tmp_path: Path, run: Run, folder: str) -> None:
    assert run("init", folder, **PROFILE).out == f"{folder}/0001-record-architecture-decisions.md\n"
    assert (tmp_path / ".adr-dir").read_bytes() == f"{folder}\n".encode()
    assert run("new", "Use it").out == f"{folder}/0002-use-it.md\n"
    assert run("list").out == f"{folder}/0001-record-architecture-decisions.md\n{folder}/0002-use-it.md\n"


def test_the_first_record_can_have_another_text_and_no_editor_is_opened(tmp_path: Path, run: Run) -> None:
    (tmp_path / "first.md").write_text("# NUMBER. Of DATE\n")
    done = run("init", ADR_INIT_TEMPLATE="first.md", ADR_TEMPLATE="none.md", VISUAL="false", **PROFILE)
    assert (tmp_path / done.out.strip()).read_text() == "# 1. Of 1992-01-12\n"


def test_a_second_time_adds_a_record(adr_tools: Path, run: Run) -> None:
    assert run("init", **PROFILE).out == "doc/adr/0003-record-architecture-decisions.md\n"
    assert (adr_tools / "0003-record-architecture-decisions.md").read_text().startswith("# 3. Record")


def test_a_folder_outside_is_refused_before_anything_is_made(tmp_path: Path, run: Run) -> None:
    here = tmp_path / "here"
    here.mkdir()
    done = run("init", "../there", at=here, **PROFILE)
    assert done.code == 1
    assert done.err == f"adr: `../there`, where the records are said to be, is not in {here}\n"
    assert [path.name for path in tmp_path.rglob("*")] == ["here"]
