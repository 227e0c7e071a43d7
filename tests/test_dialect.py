"""Dialects are found by discovery, each under its file's name."""

from __future__ import annotations

from pathlib import Path

from adr.dialect import dialect, names
from adr.rule import all_rules


def test_every_file_is_a_dialect_of_its_name() -> None:
    folder = Path(__file__).parents[1] / "tools/adr/dialects"
    assert set(names()) == {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {dialect(name).name for name in names()} == set(names())


def test_a_dialect_exempts_from_rules_that_exist() -> None:
    codes = {rule.code for rule in all_rules()}
    for name in names():
        assert dialect(name).exempt <= codes
