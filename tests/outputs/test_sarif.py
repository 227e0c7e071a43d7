"""SARIF, against the schema that OASIS publishes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from sarif_kit.validate import validation_errors

from adr.finding import Location
from adr.output import Report
from adr.outputs.sarif import render


def run(report: Report) -> dict[str, Any]:
    log = json.loads(render(report))
    assert validation_errors(log) == []
    (found,) = log["runs"]
    return dict(found)


def test_the_schema_is_the_published_one_and_refuses_what_is_wrong(report: Report) -> None:
    log = json.loads(render(report))
    log["runs"][0]["results"][0]["level"] = "info"
    log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(validation_errors(log)) == 2


@pytest.mark.parametrize("name", ["report", "hostile"])
def test_any_report_is_valid(name: str, request: pytest.FixtureRequest) -> None:
    found = run(request.getfixturevalue(name))
    rules = found["tool"]["driver"]["rules"]
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["adrFinding/v1"] for result in found["results"]]
    assert len(set(prints)) == 3


def test_without_anything_it_is_valid_too() -> None:
    assert run(Report([], 0, 0))["results"] == []


def test_a_result_has_level_place_and_what_to_do(report: Report) -> None:
    first, second, third = run(report)["results"]
    assert [r["level"] for r in (first, second, third)] == ["error", "warning", "note"]
    assert first["message"]["text"] == "no `größe`\ntry"
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 12, "startColumn": 9, "snippet": {"text": "status:\t größe"}}
    assert place["artifactLocation"] == {"uri": "adrs/ADR-0001.md", "uriBaseId": "%SRCROOT%"}
    assert run(report)["columnKind"] == "unicodeCodePoints"


def test_rules_bring_their_documentation(report: Report, hostile: Report) -> None:
    rules = {rule["id"]: rule for rule in run(report)["tool"]["driver"]["rules"]}
    assert list(rules) == [rule.code for rule in report.rules]
    assert "## Why it matters" in rules["ENV004"]["help"]["markdown"]
    assert rules["ENV004"]["name"] == "UnknownValues"
    assert "helpUri" not in rules["ENV004"]
    linked = {rule["id"]: rule for rule in run(hostile)["tool"]["driver"]["rules"]}
    assert linked["ENV004"]["helpUri"] == "https://example.org/rules/env004/"


def test_paths_are_relative_uris_from_the_repositorys_root(hostile: Report) -> None:
    found = run(hostile)
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in found["results"]]
    for uri, finding in zip(uris, hostile.findings, strict=True):
        assert (urlsplit(uri).scheme, urlsplit(uri).query, urlsplit(uri).fragment) == ("", "", "")
        assert unquote(uri, errors="surrogateescape") == f"hand book/{finding.location.path}"
    (related,) = found["results"][0]["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 2}
    assert related["physicalLocation"]["artifactLocation"]["uri"] == uris[2]
    assert found["automationDetails"]["id"] == "adr-check/hand%20book/"


def test_a_message_links_nowhere_and_has_no_placeholder(hostile: Report) -> None:
    text = run(hostile)["results"][2]["message"]["text"]
    assert r"\[a](http://e.org)" in text
    assert "{{0}}" in text


def test_a_fingerprint_stays_when_the_line_moves(report: Report) -> None:
    moved = [replace(f, location=Location(f.location.path, f.location.line + 7)) for f in report.findings]
    prints = [
        [r["partialFingerprints"] for r in run(some)["results"]] for some in (report, replace(report, findings=moved))
    ]
    assert prints[0] == prints[1]


def test_what_is_waived_is_a_suppressed_result_and_the_others_are_said_not_to_be(waived: Report) -> None:
    found = run(waived)["results"]
    assert [(r["ruleId"], [s["kind"] for s in r["suppressions"]]) for r in found] == [
        ("ENV004", ["inSource"]),
        ("ENV007", []),
        ("ENV001", []),
        ("REL008", ["inSource"]),
    ]
    (told,) = found[0]["suppressions"]
    assert (told["status"], told["justification"]) == (
        "accepted",
        "until 2026-06-01, approved by j.lind on 2026-03-02: until the move is over",
    )
    assert told["location"]["physicalLocation"]["region"] == {"startLine": 8, "startColumn": 5}


def test_a_fingerprint_stays_when_a_finding_is_waived(report: Report, waived: Report) -> None:
    before, after = run(report)["results"], run(waived)["results"]
    assert before[0]["partialFingerprints"] == after[0]["partialFingerprints"]
    assert "suppressions" not in before[0]


def test_what_was_not_checked_is_in_the_log_of_the_run(uncompared: Report) -> None:
    (invocation,) = run(uncompared)["invocations"]
    assert invocation["executionSuccessful"] is True
    told = invocation["toolExecutionNotifications"]
    assert [one["associatedRule"]["id"] for one in told] == ["ENV014", "HIS001"]
    assert told[0]["level"] == "warning"
    assert told[0]["message"]["text"].startswith("ENV014 was not checked: no branch is called `x\ufffd`\n`git fetch")
