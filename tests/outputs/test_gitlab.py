"""A Code Quality report, against what GitLab's documentation and its parser ask for."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest

from adr.output import Report
from adr.outputs.gitlab import render

SHAPE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""


@pytest.mark.parametrize("name", ["report", "hostile"])
def test_each_finding_has_what_gitlab_asks_for(name: str, request: pytest.FixtureRequest) -> None:
    some: Report = request.getfixturevalue(name)
    found = json.loads(render(some).encode().replace(b"\\udcff", b"?"))
    jsonschema_rs.validate(SHAPE, found)
    assert len({one["fingerprint"] for one in found}) == len(some.findings) == 3


def test_severities_and_places_are_told_in_gitlabs_words(report: Report, hostile: Report) -> None:
    found = json.loads(render(report))
    assert [one["severity"] for one in found] == ["major", "minor", "info"]
    assert found[0]["location"] == {"path": "adrs/ADR-0001.md", "lines": {"begin": 12}}
    assert found[0]["description"] == "no `größe`; try"
    assert json.loads(render(hostile))[0]["location"]["path"] == "hand book/adrs/ADR-0001.md"


def test_without_findings_there_is_an_empty_list() -> None:
    assert json.loads(render(Report([], 3, 0))) == []


def test_what_is_waived_is_left_out(waived: Report) -> None:
    assert [entry["check_name"] for entry in json.loads(render(waived))] == ["ENV007", "ENV001"]


def test_what_was_not_checked_has_no_place(uncompared: Report) -> None:
    assert json.loads(render(uncompared)) == []
