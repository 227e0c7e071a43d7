"""``adr trace``: what a record rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture(autouse=True)
def filled(base: Base, record: Write) -> None:
    """Fill the knowledge base with a decision, its successor and a file that cannot be read."""
    base(
        {
            "adrs/ADR-0001.md": record(status="superseded", title="Old"),
            "adrs/ADR-0002.md": record(
                "ADR-0002", status="accepted", title="New", relations="{supersedes: [ADR-0001], relates-to: [ADR-0003]}"
            ),
            "adrs/ADR-0003.md": "broken\n",
        }
    )


def test_the_tree_is_indented(adr: Command) -> None:
    done = adr("trace", "ADR-0002")
    assert (done.code, done.err) == (0, "adr: adrs/ADR-0003.md cannot be read; `adr check` says why\n")
    assert done.out.splitlines()[:2] == ["ADR-0002  New  [accepted]", "  supersedes: ADR-0001  Old  [superseded]"]


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("trace", "ADR-0002", "--depth", "1", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "trace").out), found)
    assert [(step["level"], step["id"]) for step in found][:2] == [(0, "ADR-0002"), (1, "ADR-0001")]


def test_a_file_that_cannot_be_read_says_why(adr: Command) -> None:
    done = adr("trace", "ADR-0003")
    assert (done.code, done.out) == (2, "")
    assert "cannot be read" in done.err
