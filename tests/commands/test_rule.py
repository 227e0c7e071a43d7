"""``adr rule``: what a rule checks, printed from its documentation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs

from adr.rule import HEADINGS, all_rules

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command


def test_without_a_code_every_rule_is_one_line(adr: Command) -> None:
    done = adr("rule")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == [rule.code for rule in all_rules()]


def test_a_rule_is_printed_with_its_headings_in_any_case_of_its_code(adr: Command) -> None:
    done = adr("rule", "env003")
    assert done.out.startswith("# ENV003 unknown-keys\n\nSeverity: error\n\n")
    assert all(f"\n## {heading}\n" in done.out for heading in HEADINGS)


def test_it_needs_no_knowledge_base(adr: Command, tmp_path: Path) -> None:
    assert adr("rule", "ENV001", at=tmp_path).code == 0


def test_an_unknown_code_is_refused_with_the_nearest(adr: Command) -> None:
    done = adr("rule", "evn003")
    assert (done.code, done.out) == (2, "")
    assert "no rule has the code or the name `evn003`; did you mean `ENV003`?" in done.err


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    schema = json.loads(adr("schema", "rule").out)
    every, one = json.loads(adr("rule", "--json").out), json.loads(adr("rule", "DEC001", "--json").out)
    jsonschema_rs.validate(schema, every)
    jsonschema_rs.validate(schema, one)
    assert len(every) == len(all_rules())
    assert [(rule["code"], rule["kinds"]) for rule in one] == [("DEC001", ["decision"])]


def test_all_rules_a_family_and_a_name(adr: Command) -> None:
    assert adr("rule", "--all").out == adr("rule").out
    assert len(json.loads(adr("rule", "--all", "--json").out)) == len(all_rules())
    assert adr("rule", "unknown-keys").out == adr("rule", "ENV003").out
    family = [line.split()[0] for line in adr("rule", "env").out.splitlines()]
    assert family == [rule.code for rule in all_rules() if rule.code.startswith("ENV")]
    assert adr("rule", "--all", "ENV003").code == 2
    assert "did you mean `unknown-keys`?" in adr("rule", "unknown-key").err
