"""``adr graph``: records and their relations as a drawing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture(autouse=True)
def filled(base: Base, record: Write) -> None:
    """Fill the knowledge base with two decisions, one apart, and a file that cannot be read."""
    base(
        {
            "adrs/ADR-0001.md": record(status="superseded"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", relations="{supersedes: [ADR-0001]}"),
            "adrs/ADR-0003.md": record("ADR-0003"),
            "adrs/ADR-0004.md": "broken\n",
        }
    )


@pytest.mark.parametrize("format_,start", [("mermaid", "flowchart LR\n"), ("dot", "digraph"), ("json", "{")])
def test_every_format_is_printed(adr: Command, format_: str, start: str) -> None:
    done = adr("graph", "--format", format_)
    assert (done.code, done.err) == (0, "adr: adrs/ADR-0004.md cannot be read; `adr check` says why\n")
    assert done.out.startswith(start)
    assert "ADR-0003" in done.out
    assert "ADR-0003" not in adr("graph", "adr-0001", "--format", format_).out


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("graph", "ADR-0002", "--hops", "1", "--relation", "superseded-by", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "graph").out), found)
    assert [node["id"] for node in found["nodes"]] == ["ADR-0001", "ADR-0002"]


@pytest.mark.parametrize(
    "options,hint",
    [
        (["--relation", "superceeds"], "did you mean `supersedes`?"),
        (["--kind", "decisions"], "did you mean `decision`?"),
        (["ADR-01"], "did you mean"),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest(adr: Command, options: list[str], hint: str) -> None:
    done = adr("graph", *options)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err
