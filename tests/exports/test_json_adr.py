"""JSON-ADR 1.0.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import ryaml

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export

SCHEMA = ryaml.loads((Path(__file__).parent / "json-adr-1.0.0.yaml").read_text(encoding="utf-8"))

BODY = """
# Use PostgreSQL

A word before.

## Context and Problem Statement

Where do we store orders?

### Numbers

Four.

## Decision Drivers

* Cost
* Speed of
  writing

## Considered Options

* PostgreSQL
* SQLite

## Decision Outcome

Chosen option: "PostgreSQL".

### Consequences

* Good, because reports join.
* Bad, because there is a server.

### Confirmation

By a test.

## Pros and Cons of the Options

### SQLite

* Good, because it is one file.
* Bad, because one writes at a time.

## Notes

One.

## Notes

Two.
"""


def parsed(text: str) -> list[dict[str, Any]]:
    document = json.loads(text)
    jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True).validate(document)
    assert document["version"] == "1.0.0"
    return list(document["adrs"])


def test_the_sample_is_valid_and_complete(sample: Export) -> None:
    adrs = {adr["number"]: adr for adr in parsed(sample("json-adr", "decision").files[""])}
    assert sorted(adrs) == list(range(1, 15))
    gateway = adrs[10]
    assert gateway["deciders"] == ["a.nakamura", "p.serrano"]
    assert {"type": "supersedes", "target": 4} in gateway["links"]
    assert {"type": "superseded-by", "target": 10} in adrs[4]["links"]
    assert "- learned-from: LRN-0003" in gateway["custom_sections"]["Relations"]
    assert gateway["context"].startswith("[The shared library](ADR-0004-")
    assert gateway["considered_options"][0] == {"name": "Self-hosted gateway"}


def test_sections_are_taken_apart_and_no_prose_is_lost(export: Export, record: Write) -> None:
    (adr,) = parsed(export("json-adr", {"adrs/ADR-0001-x.md": record(body=BODY)}).files[""])
    assert adr["context"] == "Where do we store orders?\n\n### Numbers\n\nFour."
    assert adr["decision_drivers"] == ["Cost", "Speed of writing"]
    assert adr["decision"] == 'Chosen option: "PostgreSQL".'
    assert adr["consequences"] == {"positive": ["reports join."], "negative": ["there is a server."]}
    assert adr["confirmation"] == "By a test."
    assert adr["considered_options"] == [
        {"name": "PostgreSQL"},
        {"name": "SQLite", "pros": ["it is one file."], "cons": ["one writes at a time."]},
    ]
    assert adr["custom_sections"]["Introduction"] == "A word before."
    assert (adr["custom_sections"]["Notes"], adr["custom_sections"]["Notes (2)"]) == ("One.", "Two.")
    assert "one file" in adr["custom_sections"]["Pros and Cons of the Options"]


def test_consequences_that_say_more_than_good_and_bad_stay_in_one_piece(export: Export, record: Write) -> None:
    for text in ("* Good, because a.\n* It depends.", "* Good, because a.\n\nAnd more.", "* Neutral, because a."):
        files = {"adrs/ADR-0001-x.md": record(body=f"## Consequences\n\n{text}\n")}
        (adr,) = parsed(export("json-adr", files).files[""])
        assert adr["consequences"] == [text]


def test_what_the_format_cannot_hold_is_named(export: Export, record: Write) -> None:
    files = {
        "adrs/ADR-0001-x.md": record(date="2024-02-31"),
        "adrs/ADR-0002-x.md": record("ADR-0002", status=None),
        "adrs/ADR-0003-x.md": record("ADR-0003", impact="high", relations="{amends: ['ADR-0004#part'], x: [ADR-0009]}"),
        "adrs/ADR-0004-x.md": record("ADR-0004"),
    }
    made = export("json-adr", files)
    third, fourth = parsed(made.files[""])
    assert third["links"] == [{"type": "amends", "target": 4, "description": "of its part `part`"}]
    assert third["custom_sections"] == {"Relations": "- x: ADR-0009"}
    assert fourth["links"] == [{"type": "amended-by in part", "target": 3}]
    assert [note.split()[0] for note in made.notes] == ["adrs/ADR-0001-x.md", "adrs/ADR-0002-x.md"]
    assert made.lost == {"impact": 1, "owner": 2}


def test_numbers_begin_at_one(export: Export, record: Write) -> None:
    made = export("json-adr", {"adrs/ADR-0000-x.md": record("ADR-0000"), "adrs/ADR-0001-y.md": record()})
    assert [adr["number"] for adr in parsed(made.files[""])] == [2, 1]
    assert made.notes == ("adrs/ADR-0000-x.md gets the number 2: json-adr begins at 1",)
