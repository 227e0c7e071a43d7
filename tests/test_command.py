"""Commands are found by discovery, explain themselves, and run from anywhere in the project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from adr.cli import run
from adr.command import command, help_of, names, table

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.mark.parametrize("name", names())
def test_the_help_of_all_commands_is_read_without_loading_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = command(name)
    assert not known.hidden
    monkeypatch.setattr("adr.command.command", None)
    assert click.Command(name, help=help_of(name)).get_short_help_str(200) == known.get_short_help_str(200)


def test_help_that_is_not_in_the_file_is_asked_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adr.discovery.text", lambda *_: "")
    assert help_of("list") == command("list").help


@pytest.mark.parametrize("name", names())
def test_every_command_has_a_name_a_summary_and_an_example(adr: Command, name: str) -> None:
    found = command(name)
    assert found.name == name
    assert found.get_short_help_str(120).endswith(".")
    done = adr(name, "--help")
    assert done.code == 0
    assert f"adr {name}" in done.out
    assert "Example:" in done.out
    assert all(option.help for option in found.params if isinstance(option, click.Option))


def test_every_command_is_a_file_with_a_test(adr: Command) -> None:
    root = Path(__file__).parents[1]
    files = {path.stem for path in (root / "tools/adr/commands").glob("*.py")} - {"__init__"}
    assert set(names()) == files
    tests = {path.stem.removeprefix("test_") for path in (root / "tests").rglob("test_*.py")}
    assert files - {"build", "serve"} <= tests  # those two are tested with the site
    listed = adr("--help").out
    assert all(re.search(rf"^  {name} ", listed, re.MULTILINE) for name in names())


def test_an_unknown_command_is_refused_with_the_nearest(adr: Command) -> None:
    done = adr("chekc")
    assert (done.code, done.out) == (2, "")
    assert "no command is called `chekc`; did you mean `check`?" in done.err


def test_without_a_command_help_is_shown_outside_a_base(adr: Command) -> None:
    done = adr()
    assert (done.code, done.err) == (0, "")
    assert "Example:" in done.out


def test_help_needs_no_knowledge_base(tmp_path: Path, adr: Command) -> None:
    assert adr("check", "-h", at=tmp_path).code == 0


@pytest.mark.parametrize("line", ["list", "check", "show ADR-0001", "index", "new Something"])
def test_outside_a_base_every_command_says_how_to_begin(adr: Command, tmp_path: Path, line: str) -> None:
    done = adr(*line.split(), at=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"adr: no adr.toml in {tmp_path} or above it; `adr init` makes one\n"


def test_it_runs_as_if_started_in_another_folder(
    base: Base, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base({"adrs/ADR-0001.md": record()})
    monkeypatch.chdir(tmp_path.parent)
    assert run(["-C", tmp_path.name, "check", "adrs/ADR-0001.md"]) == 0
    monkeypatch.chdir(tmp_path / "adrs")
    assert run(["check", "ADR-0001.md"]) == 0
    monkeypatch.setenv("ADR_DIRECTORY", str(tmp_path))
    monkeypatch.chdir("/")
    assert run(["check", "adrs"]) == 0
    assert capsys.readouterr().out == "1 record checked: nothing to report\n" * 3


def test_columns_are_aligned_and_lines_do_not_end_in_spaces() -> None:
    assert table([("a", "bb", ""), ("ccc", "d", "e")]) == "a    bb\nccc  d   e"
    assert table([]) == ""


@pytest.mark.parametrize(
    "line,meant",
    [
        ("generate toc", "for `generate toc` there is `adr index`"),
        ("config", "ADR_PROFILE=adr-tools"),
        ("new -s 2 Title", "did you mean `--supersedes`?"),
        ("init doc/adr", "`adr init --folder doc/adr`"),
    ],
)
def test_what_adr_tools_has_names_what_there_is_here(adr: Command, tmp_path: Path, line: str, meant: str) -> None:
    done = adr(*line.split())
    assert (done.code, done.out) == (2, "")
    assert meant in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("line", ["check --as-of", "list --since", "list --as-of", "build --as-of", "init --as-of"])
@pytest.mark.parametrize(
    "day,why", [("2025-02-30", "is no day of the calendar"), ("soon", "is no date, such as 2026-03-02")]
)
def test_a_day_that_is_none_is_refused_in_words(base: Base, adr: Command, line: str, day: str, why: str) -> None:
    base({})
    done = adr(*line.split(), day)
    assert (done.code, done.out) == (2, "")
    assert f"`{day}` {why}\n" in done.err
