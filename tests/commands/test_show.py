"""``adr show``: one record with everything that is connected to it."""

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
            "adrs/ADR-0001-a.md": record(body="# Old\n\nText.\n", status="superseded", tags="[storage]"),
            "adrs/ADR-0002-b.md": record(
                "ADR-0002", "Instead of ADR-0001.\n", status="accepted", relations="{supersedes: [ADR-0001]}"
            ),
            "adrs/ADR-0003-c.md": "---\nid: [\n---\n",
        }
    )


def test_a_record_is_shown_with_its_header_relations_and_text(adr: Command) -> None:
    done = adr("show", "ADR-0001")
    assert done.code == 0
    assert done.out.startswith("ADR-0001  Use PostgreSQL\n\n")
    for line in (
        "status         superseded",
        "tags           storage",
        "in force       ADR-0002",
        "superseded-by  ADR-0002",
        "cited by       ADR-0002: Instead of ADR-0001.",
    ):
        assert line in done.out.splitlines()
    assert done.out.endswith("\n\n# Old\n\nText.\n")


@pytest.mark.parametrize("name", ["ADR-0001", "adr-0001", "adrs/ADR-0001-a.md"])
def test_a_record_is_found_by_id_in_any_case_and_by_path(adr: Command, name: str) -> None:
    assert json.loads(adr("show", name, "--json").out)["path"] == "adrs/ADR-0001-a.md"


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("show", "ADR-0001", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "show").out), found)
    assert found["inverse_relations"] == {"superseded-by": ["ADR-0002"]}
    assert found["fields"]["tags"] == ["storage"]


def test_an_unknown_record_is_refused_with_the_nearest(adr: Command) -> None:
    done = adr("show", "adr-001")
    assert (done.code, done.out) == (2, "")
    assert "no record is called `adr-001`; did you mean `ADR-0001`?" in done.err


def test_a_file_that_cannot_be_read_says_where_and_why(adr: Command) -> None:
    done = adr("show", "ADR-0003")
    assert (done.code, done.out) == (2, "")
    assert "adrs/ADR-0003-c.md:3:1 cannot be read: front matter is not valid YAML" in done.err
