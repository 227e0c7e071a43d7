"""``adr help`` as adr-tools has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.discovery import load, names

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run

pytestmark = pytest.mark.usefixtures("adr_tools")


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["new", "x"]], ids=str)
def test_the_commands_are_listed(run: Run, arguments: list[str]) -> None:
    done = run("help", *arguments)
    listed = [line.strip() for line in done.out.splitlines() if line.startswith("  ")]
    assert done.code == 0
    assert listed == ["config", "generate", "help", "init", "link", "list", "new", "upgrade-repository"]


@pytest.mark.parametrize(
    "arguments,first", [(["new"], "usage: adr new [-s"), (["upgrade-repository"], "usage: adr upgrade-repository")]
)
def test_a_command_is_described(run: Run, arguments: list[str], first: str) -> None:
    assert run("help", *arguments).out.startswith(first)


def test_reports_are_commands_below_generate(run: Run) -> None:
    assert run("help", "generate").out.endswith("\nSubcommands:\n  adr generate graph\n  adr generate toc\n")
    assert run("help", "generate", "toc").out.startswith("usage: adr generate toc [-i INTRO]")


def test_the_pager_is_adr_pager_or_pager(run: Run) -> None:
    assert run("help", "list", ADR_PAGER="wc -l", PAGER="false").out.strip() == "3"
    assert run("help", "list", ADR_PAGER="", PAGER="wc -l").out.strip() == "3"
    assert run("help", "list", PAGER="false").code == 1
    done = run("help", "list", PAGER="no-such-pager")
    assert (done.code, done.err) == (127, "adr-help: no-such-pager: command not found\n")


@pytest.mark.parametrize("folder", ["adrtools.commands", "adrtools.reports"])
def test_every_command_says_how_it_is_used(folder: str) -> None:
    for name in names(folder):
        assert load(folder, name, "HELP").startswith("usage: adr ")
