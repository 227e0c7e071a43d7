"""The command as a whole: what it loads, what it does with what it does not know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adrtools.conftest import record, surroundings

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run, Started


@pytest.mark.parametrize("arguments", [["list"], ["generate", "toc"], ["generate", "graph"]], ids=" ".join)
def test_a_thousand_long_records_are_read(tmp_path: Path, run: Run, arguments: list[str]) -> None:
    folder = tmp_path / "doc/adr"
    folder.mkdir(parents=True)
    for number in range(1, 1001):
        text = record(number, f"Decision {number}", "Accepted\n\nAmends [1. x](0001-x.md)") + "Words.\n" * 200
        (folder / f"{number:04d}-decision-{number}.md").write_text(text)
    assert run(*arguments).out.count("decision-777.") == 1


@pytest.mark.parametrize("arguments", [["list"], ["generate", "toc"]], ids=" ".join)
def test_next_to_nothing_is_loaded(adr_tools: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "adr", *arguments]
    done = subprocess.run(command, cwd=adr_tools, env=surroundings(), capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert not loaded & {"click", "yaml", "ryaml", "pyromark", "pathlib", "subprocess", "adr.cli", "adr.write"}
    assert {name for name in loaded if name.startswith("adr")} <= {
        *("adr", "adr.adrtools", "adr.adrtools.profile", "adr.adrtools.layout", "adr.adrtools.main"),
        *("adr.adrtools.answer", "adr.adrtools.status", "adr.adrtools.commands", "adr.adrtools.commands.list"),
        *("adr.adrtools.commands.generate", "adr.adrtools.reports", "adr.adrtools.reports.toc"),
        *("adr.discovery", "adr.finding"),
    }


@pytest.mark.parametrize("arguments", [[], ["frobnicate"]], ids=["nothing", "unknown"])
def test_without_a_command_the_commands_are_listed(adr_tools: Path, run: Run, arguments: list[str]) -> None:
    done = run(*arguments, at=adr_tools)
    assert done.code == 1
    assert done.out.startswith("usage: adr help COMMAND [ARG] ...\nCOMMAND is one of: \n  config\n  generate\n")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(adr_tools: Path, run: Run, option: str) -> None:
    done = run("upgrade-repository", option, at=adr_tools)
    assert (done.code, done.out.splitlines()[0]) == (0, "usage: adr upgrade-repository")


def test_names_and_titles_that_are_not_utf_8_pass_as_they_are(adr_tools: Path, run: Run) -> None:
    (adr_tools / "0003-latin.md").write_bytes(b"# 3. Caf\xe9\n")
    assert "* [3. Caf\udce9](0003-latin.md)\n" in run("generate", "toc").out


def test_a_change_of_a_record_that_is_not_utf_8_is_refused(adr_tools: Path, run: Run) -> None:
    (adr_tools / "0003-latin.md").write_bytes(b"# 3. Caf\xe9\n\n## Status\n")
    done = run("link", "3", "Amends", "1", "Amended by")
    assert (done.code, done.err) == (1, "adr: doc/adr/0003-latin.md is not UTF-8; nothing was written\n")


def test_a_reader_that_leaves_early_is_no_failure(adr_tools: Path, start: Started) -> None:
    for number in range(3, 3000):
        (adr_tools / f"{number:04d}-{'x' * 90}.md").write_text("# x\n")
    with start("list") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"doc/adr/0001-use-sqlite.md\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
