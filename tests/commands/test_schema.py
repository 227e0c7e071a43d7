"""``adr schema``: shapes for editors and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command

KINDS = ["decision", "learning", "playbook"]
OUTPUTS = ["check", "diff", "doctor", "due", "export", "export-row", "graph", "impact", "index", "kind", "list", "log"]
NAMES = [*KINDS, *OUTPUTS, "rule", "search", "settings", "show", "site-record", "site-records", "trace"]


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_printed_outside_a_base_too(adr: Command, name: str) -> None:
    done = adr("schema", name)
    assert done.code == 0
    jsonschema_rs.meta.validate(json.loads(done.out))


def test_without_a_name_all_are_listed(adr: Command) -> None:
    assert adr("schema").out.split() == NAMES


def test_a_projects_own_kind_and_fields_are_in_its_schema(base: Base, adr: Command) -> None:
    base(
        {
            ".adr/kinds/rfc/schema.yaml": "x-extends: decision\nx-prefix: RFC\nx-folder: rfcs\n",
            ".adr/kinds/decision/schema.yaml": "x-extends: decision\nproperties: {cost-centre: {type: string}}\n",
        }
    )
    assert "rfc" in adr("schema").out.split()
    assert json.loads(adr("schema", "rfc").out)["x-kind"] == "rfc"
    assert "cost-centre" in json.loads(adr("schema", "decision").out)["properties"]


def test_an_unknown_name_is_refused_with_the_nearest(adr: Command) -> None:
    done = adr("schema", "decisions")
    assert (done.code, done.out) == (2, "")
    assert "did you mean `decision`?" in done.err


def test_broken_settings_are_said_and_not_taken_for_none(base: Base, adr: Command) -> None:
    root = base({}).root
    (root / "adr.toml").write_text("nam = 3\n")
    done = adr("schema", "decision")
    assert done.code == 2
    assert "`nam`" in done.err
