"""Structurizr decisions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export

SCHEMA = {
    "type": "object",
    "required": ["name", "documentation"],
    "properties": {
        "name": {"type": "string"},
        "documentation": {
            "required": ["decisions"],
            "properties": {
                "decisions": {
                    "items": {
                        "required": ["id", "title", "content", "format", "links"],
                        "properties": {
                            "id": {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"},
                            "date": {"type": "string", "format": "date-time"},
                            "status": {"enum": ["Proposed", "Accepted", "Superseded", "Deprecated", "Rejected"]},
                            "title": {"type": "string"},
                            "content": {"type": "string"},
                            "format": {"enum": ["Markdown", "AsciiDoc"]},
                            "elementId": {"type": "string"},
                            "links": {
                                "items": {
                                    "required": ["id", "description"],
                                    "properties": {"id": {"type": "string"}, "description": {"type": "string"}},
                                    "additionalProperties": False,
                                }
                            },
                        },
                        "additionalProperties": False,
                    }
                }
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
"""The part of structurizr.yaml (github.com/structurizr/json) that is used, with the links of its Java library."""


def parsed(text: str) -> list[dict[str, Any]]:
    document = json.loads(text)
    jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True).validate(document)
    found: list[dict[str, Any]] = document["documentation"]["decisions"]
    return found


def test_the_sample_is_valid_and_links_both_ways(sample: Export) -> None:
    made = sample("structurizr", "decision")
    decisions = {decision["id"]: decision for decision in parsed(made.files[""])}
    assert len(decisions) == 14
    assert decisions["10"]["date"] == "2026-01-19T00:00:00Z"
    assert decisions["10"]["status"] == "Accepted"
    assert {"id": "4", "description": "supersedes"} in decisions["10"]["links"]
    assert {"id": "10", "description": "superseded by"} in decisions["4"]["links"]
    assert decisions["4"]["status"] == "Superseded"
    assert made.notes == ("the status `draft` is written as `Proposed` in 1 record",)


def test_links_of_the_text_lead_to_decisions_and_others_stay(sample: Export) -> None:
    decisions = {
        decision["id"]: decision["content"] for decision in parsed(sample("structurizr", "decision").files[""])
    }
    assert "[The shared library](#4) assumed" in decisions["10"]
    assert "](../learnings/LRN-0001-" in decisions["3"]


def test_what_the_format_cannot_hold_is_named(export: Export, record: Write) -> None:
    files = {
        "adrs/ADR-0001-x.md": record(date="soon", status="doing", relations="{amends: [LRN-0001]}"),
        "learnings/LRN-0001-x.md": record("LRN-0001"),
    }
    made = export("structurizr", files, "decision")
    (decision,) = parsed(made.files[""])
    assert "status" not in decision
    assert "date" not in decision
    assert made.lost == {"date": 1, "status": 1, "owner": 1, "relations: amends": 1}
