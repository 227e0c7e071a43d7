"""``adr doctor``: whether everything that the command needs is there and in order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def test_each_thing_is_a_line_and_what_to_do_stands_below(base: Base, record: Write, adr: Command) -> None:
    base({"adrs/ADR-0001.md": record()})
    done = adr("doctor")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("ok     adr ")
    index = next(number for number, line in enumerate(lines) if line.startswith("warn   people"))
    assert lines[index + 1].strip() == "write it, so that owners are checked"


def test_an_error_is_exit_code_one(adr: Command) -> None:
    done = adr("doctor")
    assert (done.code, done.err) == (1, "")
    assert "error  settings" in done.out


def test_json_has_the_shape_that_the_schema_command_prints(base: Base, adr: Command) -> None:
    base({})
    found = json.loads(adr("doctor", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "doctor").out), found)
    assert {"adr", "mkdocs", "git", "settings", "records"} <= {diagnosis["subject"] for diagnosis in found}
