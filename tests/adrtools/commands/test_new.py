"""``adr new`` as adr-tools has it."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adrtools.conftest import record, status

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def editor(folder: Path, name: str, code: int = 0) -> str:
    """Return a program that says what it was called with, and ends with `code`."""
    program = folder / name
    program.write_text(f'#!/bin/sh\necho {name} "$@"\nexit {code}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_a_title_of_several_words_needs_no_quotes(adr_tools: Path, run: Run) -> None:
    done = run("new", "Use", "PostgreSQL", "for orders")
    assert (done.code, done.out, done.err) == (0, "doc/adr/0003-use-postgresql-for-orders.md\n", "")
    lines = (adr_tools / "0003-use-postgresql-for-orders.md").read_text().splitlines()
    assert lines[:7] == ["# 3. Use PostgreSQL for orders", "", "Date: 1992-01-12", "", "## Status", "", "Accepted"]


def test_the_path_is_seen_from_where_the_command_runs(adr_tools: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "src").mkdir()
    assert run("new", "Use it", at=tmp_path / "src").out == "../doc/adr/0003-use-it.md\n"
    assert (adr_tools / "0003-use-it.md").is_file()


def test_the_first_record_makes_the_folder(tmp_path: Path, run: Run) -> None:
    assert run("new", "First", ADR_PROFILE="adr-tools").out == "doc/adr/0001-first.md\n"
    assert run("new", "Second").out == "doc/adr/0002-second.md\n"
    assert not (tmp_path / ".adr-dir").exists()


@pytest.mark.parametrize("highest,expected", [("0009-a.md", 10), ("0099-gap.md", 100), ("12-notes", 13)])
def test_the_number_is_one_above_the_highest(adr_tools: Path, run: Run, highest: str, expected: int) -> None:
    (adr_tools / highest).write_text("# x\n")
    assert run("new", "Next").out == f"doc/adr/{expected:04d}-next.md\n"


def test_the_superceded_record_is_no_longer_accepted(adr_tools: Path, run: Run) -> None:
    assert run("new", "-s", "2", "Use", "PostgreSQL").code == 0
    new, old = (adr_tools / name for name in ("0003-use-postgresql.md", "0002-use-mysql.md"))
    assert status(new.read_text()) == "Accepted\n\nSupercedes [2. Use MySQL](0002-use-mysql.md)"
    assert status(old.read_text()) == "Superceded by [3. Use PostgreSQL](0003-use-postgresql.md)"
    assert old.read_text() == record(2, "Use MySQL", "Superceded by [3. Use PostgreSQL](0003-use-postgresql.md)")


def test_several_records_can_be_superceded_and_linked(adr_tools: Path, run: Run) -> None:
    assert run("new", "-s1", "-s", "mysql", "-l", "1:Amends:Amended by:ignored", "--", "One", "store").code == 0
    assert status((adr_tools / "0003-one-store.md").read_text()).split("\n\n") == [
        "Accepted",
        "Supercedes [1. Use SQLite](0001-use-sqlite.md)",
        "Supercedes [2. Use MySQL](0002-use-mysql.md)",
        "Amends [1. Use SQLite](0001-use-sqlite.md)",
    ]
    assert status((adr_tools / "0001-use-sqlite.md").read_text()).split("\n\n") == [
        "Superceded by [3. One store](0003-one-store.md)",
        "Amended by [3. One store](0003-one-store.md)",
    ]


def test_the_number_and_not_a_digit_of_a_name_is_meant(adr_tools: Path, run: Run) -> None:
    (adr_tools / "0003-use-oracle.md").write_text(record(3, "Use Oracle"))
    (adr_tools / "0001-use-sqlite.md").rename(adr_tools / "0001-use-s3.md")
    run("new", "-s", "3", "Leave Oracle")
    assert status((adr_tools / "0003-use-oracle.md").read_text()).startswith("Superceded by")
    assert status((adr_tools / "0001-use-s3.md").read_text()) == "Accepted"


@pytest.mark.parametrize(
    "options,message",
    [
        (["-s", "99"], "adr: no record is `99`; the last is 2; nothing was written\n"),
        (["-s", "1", "-s", "99"], "adr: no record is `99`; the last is 2; nothing was written\n"),
        (["-s", "mongo"], "adr: no record is `mongo`; one of: 0001-use-sqlite.md, 0002-use-mysql.md; nothing was written\n"),  # noqa: E501 - a column
        (["-l", "99:Amends:Amended by"], "adr: no record is `99`; the last is 2; nothing was written\n"),
        (["-l", "1:Amends"], "adr-new: -l 1: expected TARGET:LINK:REVERSE-LINK; nothing was written\n"),
    ],
)  # fmt: skip
def test_a_target_that_is_not_there_changes_nothing(
    adr_tools: Path, run: Run, options: list[str], message: str
) -> None:
    before = {path.name: path.read_bytes() for path in adr_tools.iterdir()}
    done = run("new", *options, "Use", "PostgreSQL", VISUAL="false")
    assert (done.code, done.out, done.err) == (1, "", message)
    assert {path.name: path.read_bytes() for path in adr_tools.iterdir()} == before


@pytest.mark.usefixtures("adr_tools")
@pytest.mark.parametrize(
    "arguments,out,err",
    [
        ([], "ERROR: no title given\n", ""),
        (["-s", "1"], "ERROR: no title given\n", ""),
        (["-x", "A"], "", "adr-new: illegal option -- x\nNot implemented: ?\n"),
        (["-s"], "", "adr-new: option requires an argument -- s\nNot implemented: ?\n"),
        (["--supersedes", "1"], "", "adr-new: illegal option -- -\nNot implemented: ?\n"),
    ],
    ids=str,
)
def test_what_is_wrong_with_the_command_line(run: Run, arguments: list[str], out: str, err: str) -> None:
    done = run("new", *arguments)
    assert (done.code, done.out, done.err) == (1, out, err)


def test_options_end_where_the_title_begins(adr_tools: Path, run: Run) -> None:
    assert run("new", "Use", "-s", "2").out == "doc/adr/0003-use-s-2.md\n"
    assert status((adr_tools / "0002-use-mysql.md").read_text()) == "Accepted"


@pytest.mark.parametrize(
    "title", ["A | B & C \\1", "What? (really) [x] *", "Use $HOME/`date`", "UPDATE the DATE", "Zürich"]
)
def test_a_title_is_taken_as_it_stands(adr_tools: Path, run: Run, title: str) -> None:
    path = adr_tools.parent.parent / run("new", "-s", "2", title).out.strip()
    assert path.read_text().startswith(f"# 3. {title}\n\nDate: 1992-01-12\n")
    assert status((adr_tools / "0002-use-mysql.md").read_text()) == f"Superceded by [3. {title}]({path.name})"
    assert run("new", "-l", f"{path.name}:Amends:Amended by", "Further").code == 0
    assert "Amended by [4. Further](0004-further.md)\n" in path.read_text()


def test_line_ends_stay_as_they_are(adr_tools: Path, run: Run) -> None:
    old = adr_tools / "0002-use-mysql.md"
    old.write_bytes(record(2, "Use MySQL").replace("\n", "\r\n").encode())
    run("new", "-s", "2", "Use PostgreSQL")
    changed = record(2, "Use MySQL", "Superceded by [3. Use PostgreSQL](0003-use-postgresql.md)")
    assert old.read_bytes() == changed.replace("\n", "\r\n").encode()
    assert "Supercedes [2. Use MySQL](0002-use-mysql.md)\n" in (adr_tools / "0003-use-postgresql.md").read_text()


def test_a_record_without_a_status_section_is_named(adr_tools: Path, run: Run) -> None:
    (adr_tools / "0002-use-mysql.md").write_text("# 2. Use MySQL\n\nStatus: accepted\n")
    done = run("new", "-s", "2", "Use PostgreSQL")
    assert (done.code, done.out) == (0, "doc/adr/0003-use-postgresql.md\n")
    assert done.err == "adr: doc/adr/0002-use-mysql.md has no section `## Status`; no link was added there\n"


def test_the_project_s_template_comes_before_ours_and_the_environment_s_before_both(
    adr_tools: Path, tmp_path: Path, run: Run
) -> None:
    (adr_tools / "templates").mkdir()
    (adr_tools / "templates/template.md").write_text(
        "TITLE (NUMBER) of DATE is STATUS\n\n## Context\n\n## Status\n\n## X\n"
    )
    (tmp_path / "other.md").write_text("# other NUMBER\n")
    run("new", "-s", "1", "Mine")
    assert (adr_tools / "0003-mine.md").read_text() == (
        "Mine (3) of 1992-01-12 is Accepted\n\n## Context\n\n"
        "## Status\n\nSupercedes [1. Use SQLite](0001-use-sqlite.md)\n\n## X\n"
    )
    run("new", "Other", ADR_TEMPLATE="other.md")
    assert (adr_tools / "0004-other.md").read_text() == "# other 4\n"
    done = run("new", "None", ADR_TEMPLATE="none.md")
    assert done.code == 1
    assert done.err.startswith("adr: cannot read the template none.md")
    assert not list(adr_tools.glob("0005*"))


def test_a_template_outside_the_repository_is_not_read(adr_tools: Path, tmp_path: Path, run: Run) -> None:
    (adr_tools / "templates").mkdir()
    secret = tmp_path.parent / "secret"
    secret.write_text("secret\n")
    (adr_tools / "templates/template.md").symlink_to(secret)
    run("new", "Mine")
    assert "secret" not in (adr_tools / "0003-mine.md").read_text()


@pytest.mark.parametrize(
    "visual,other,expected",
    [
        ("visual", "editor", "visual"),
        ("", "editor", "editor"),
        (None, "editor", "editor"),
        ("", "", None),
        (None, None, None),
        ("visual --wait", None, "visual --wait"),
    ],
)
def test_visual_comes_before_editor_and_an_empty_one_is_none(
    adr_tools: Path, tmp_path: Path, run: Run, visual: str | None, other: str | None, expected: str | None
) -> None:
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    editor(tmp_path, "visual")
    editor(tmp_path, "editor")
    given = {name: value for name, value in (("VISUAL", visual), ("EDITOR", other)) if value is not None}
    done = run("new", "Use it", PATH=path, **given)
    printed = "doc/adr/0003-use-it.md\n"
    assert done.out == (f"{expected} {printed}" if expected else "") + printed
    assert (adr_tools / "0003-use-it.md").is_file()


@pytest.mark.parametrize(
    "name,code,err", [("no-such-editor", 127, "adr-new: no-such-editor: command not found\n"), ("false", 1, "")]
)
def test_the_exit_code_is_that_of_the_editor_and_the_record_stays(
    adr_tools: Path, run: Run, name: str, code: int, err: str
) -> None:
    done = run("new", "Use it", VISUAL=name)
    assert (done.code, done.out, done.err) == (code, "", err)
    assert (adr_tools / "0003-use-it.md").is_file()


def test_records_written_at_the_same_time_get_different_numbers(adr_tools: Path, run: Run) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda n: run("new", "-l", "1:Amends:Amended by", f"Parallel {n}"), range(16)))
    assert {(outcome.code, outcome.err) for outcome in done} == {(0, "")}
    assert sorted(path.name[:4] for path in adr_tools.iterdir()) == [f"{n:04d}" for n in range(1, 19)]
    assert (adr_tools / "0001-use-sqlite.md").read_text().count("Amended by") == 16
    assert not (adr_tools.parent.parent / ".adr").exists()


def test_the_date_is_today_unless_it_is_stated(adr_tools: Path, run: Run) -> None:
    run("new", "Use it", ADR_DATE="")
    date = (adr_tools / "0003-use-it.md").read_text().splitlines()[2]
    assert date.startswith("Date: 20")
