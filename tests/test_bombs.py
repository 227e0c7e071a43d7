"""Records made to use up time and memory: each ends in findings, within bounds, in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benchmarks.bombs import BOMBS, HEAD, NAME, Cost, body, lay, run

MOST = 300
"""MiB of resident memory that a command may have."""

ENOUGH = 120
"""Seconds after which a command hangs; how long it takes is measured elsewhere, on a machine that does nothing else."""

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process used")


def bounded(cost: Cost) -> bool:
    """Tell whether a command came to an end of its own, without a word of an error of ours."""
    return cost.code in (0, 1, 2) and cost.memory <= MOST and "internal error" not in cost.out


@pytest.mark.parametrize("name", BOMBS)
def test_a_check_of_a_bomb_ends_in_findings(tmp_path: Path, name: str) -> None:
    lay(tmp_path / "project", BOMBS[name]())
    cost = run(tmp_path / "project", "check", limit=ENOUGH)
    assert cost.code in (0, 1), cost.out[-2_000:]
    assert cost.memory <= MOST
    assert "\n2 records checked" in cost.out


@pytest.mark.parametrize(
    "name",
    [
        "aliases of aliases",
        "a file of 50 MB",
        "100,000 keys",
        "nesting of 10,000 in brackets",
        "70,000 ids of another record",
    ],
)
@pytest.mark.parametrize("command", ["list", "show ADR-0002", "fmt --diff", "index --json", "build"])
def test_other_commands_get_over_it(tmp_path: Path, name: str, command: str) -> None:
    lay(tmp_path / "project", BOMBS[name]())
    cost = run(tmp_path / "project", *command.split(), limit=ENOUGH)
    assert bounded(cost), cost.out[-2_000:]


def test_what_a_check_uses_is_measured(tmp_path: Path) -> None:
    lay(tmp_path / "project", body("x"))
    cost = run(tmp_path / "project", "check")
    assert cost.code == 1
    assert NAME in cost.out
    assert 5 < cost.memory < MOST


def test_a_command_that_goes_on_is_killed(tmp_path: Path) -> None:
    lay(tmp_path / "project", f"---\n{HEAD}---\n")
    assert run(tmp_path / "project", "check", limit=0.01).code < 0


def test_a_rule_tells_a_thousand_findings_of_one_file_and_that_there_are_more(tmp_path: Path) -> None:
    lay(tmp_path / "project", body("ADR-0003 " * 1_200))
    told = run(tmp_path / "project", "check", "--select", "REL008").out
    assert told.count(" REL008 `ADR-0003` does not exist") == 1_001
    assert told.count("what REL008 finds below is not told") == 1
    lay(tmp_path / "other", body("ADR-0003 " * 1_000))
    assert "is not told" not in run(tmp_path / "other", "check", "--select", "REL008").out
