"""``adr init``: an empty folder to a knowledge base that is in order."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Command


@pytest.mark.parametrize("git", [True, False], ids=["in git", "outside git"])
def test_init_new_check_is_clean(adr: Command, tmp_path: Path, git: bool) -> None:  # noqa: FBT001 - a column
    if git:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    done = adr("init")
    assert (done.code, done.err) == (0, "")
    assert "wrote adr.toml" in done.out
    assert adr("new", "Use PostgreSQL").out == "adrs/ADR-0002-use-postgresql.md\n"
    assert adr("new", "playbook", "Restore the feed").code == 0
    assert adr("check", "--strict").out == "3 records checked: nothing to report\n"


def test_a_new_record_is_clean_for_an_owner_named_by_hand_too(adr: Command, tmp_path: Path) -> None:
    assert adr("init", "--owner", "platform-team", at=tmp_path).code == 0
    assert adr("new", "Use PostgreSQL").code == 0
    assert adr("check").out == "2 records checked: nothing to report\n"


def test_every_file_that_is_named_is_there_and_nothing_else(adr: Command, tmp_path: Path) -> None:
    done = adr("init", "--owner", "m.okafor", "--as-of", "2026-03-02")
    named = {line.removeprefix("wrote ") for line in done.out.splitlines() if line.startswith("wrote ")}
    assert named == {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    (decision,) = (tmp_path / "adrs").iterdir()
    assert "date: 2026-03-02\nowner: m.okafor\nreview-by: 2027-03-02\n" in decision.read_text()


def test_the_name_comes_from_the_folder_or_the_option(adr: Command, tmp_path: Path) -> None:
    (tmp_path / "our-handbook").mkdir()
    (tmp_path / "other").mkdir()
    adr("init", at=tmp_path / "our-handbook")
    adr("init", "--name", 'The "Lighthouse": it', at=tmp_path / "other")
    names = [tomllib.loads((tmp_path / f / "adr.toml").read_text())["name"] for f in ("our-handbook", "other")]
    assert names == ["Our handbook", 'The "Lighthouse": it']
    assert adr("check", "--strict", at=tmp_path / "other").code == 0


def test_a_second_time_is_refused_and_changes_nothing(adr: Command, tmp_path: Path) -> None:
    adr("init")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    done = adr("init")
    assert (done.code, done.out) == (2, "")
    assert "is already there" in done.err
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_files_that_are_there_are_left_as_they_are(adr: Command, tmp_path: Path) -> None:
    mine = {"mkdocs.yml": "mine\n", ".gitignore": "*.pyc\n", "governance/people.yml": "- {handle: m.okafor}\n"}
    for path, text in mine.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    done = adr("init")
    assert done.code == 0
    assert "mkdocs.yml" not in done.out
    assert {path: (tmp_path / path).read_text() for path in mine} == mine


def test_a_folder_where_a_file_should_be_leaves_nothing_half_done(adr: Command, tmp_path: Path) -> None:
    (tmp_path / "learnings").write_text("a file, not a folder\n")
    done = adr("init")
    assert done.code == 2
    assert done.err.startswith("adr: ")
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["learnings"]


def test_a_folder_that_does_not_exist_is_named(adr: Command, tmp_path: Path) -> None:
    done = adr("init", at=tmp_path / "new")
    assert done.code in (0, 2)
    assert (tmp_path / "new/adr.toml").is_file() == (done.code == 0)


RECORD = "# 1. Use X\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nWe need it.\n"


def taken_over(root: Path, files: dict[str, str], *, git: bool = True) -> None:
    for path, text in {"doc/adr/0001-use-x.md": RECORD, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    if git:
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)


@pytest.mark.parametrize("own", [{}, {".gitignore": "*.pyc\n"}], ids=["none", "one"])
def test_the_line_that_keeps_the_built_site_out_of_git_is_named_and_not_written(
    adr: Command, tmp_path: Path, own: dict[str, str]
) -> None:
    taken_over(tmp_path, own)
    done = adr("init")
    assert "with the line /site/ in .gitignore, git leaves the built site out\n" in done.out
    assert done.out.count("wrote ") == 1
    assert {p.name: p.read_text() for p in tmp_path.glob(".gitignore")} == own


@pytest.mark.parametrize("ignored", ["site/\n", None], ids=["ignored already", "outside git"])
def test_nothing_is_said_of_a_site_that_git_leaves_out(adr: Command, tmp_path: Path, ignored: str | None) -> None:
    taken_over(tmp_path, {".gitignore": ignored} if ignored else {}, git=ignored is not None)
    assert ".gitignore" not in adr("init").out
    assert (tmp_path / ".gitignore").exists() == (ignored is not None)


def test_the_name_is_that_of_another_tools_settings(adr: Command, tmp_path: Path) -> None:
    taken_over(tmp_path, {".log4brains.yml": "project:\n  name: Orders & more\n  adrFolder: doc/adr\n"}, git=False)
    assert adr("init").code == 0
    assert tomllib.loads((tmp_path / "adr.toml").read_text())["name"] == "Orders & more"
