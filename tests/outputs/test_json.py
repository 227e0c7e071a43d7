"""Findings for programs."""

from __future__ import annotations

import json

import jsonschema_rs

from adr.output import Report
from adr.outputs.json import render
from adr.schemas import output_schema


def test_findings_are_an_array_of_the_documented_shape(report: Report) -> None:
    found = json.loads(render(report))
    jsonschema_rs.validate(output_schema("check"), found)
    assert [(f["code"], f["severity"], f["line"]) for f in found] == [
        ("ENV004", "error", 12),
        ("ENV007", "warning", 13),
        ("ENV001", "info", 1),
    ]
    assert "größe" in render(report)


def test_without_findings_the_array_is_empty() -> None:
    assert json.loads(render(Report([], 3, 0))) == []


def test_what_is_waived_stands_at_the_end_with_its_waiver(waived: Report) -> None:
    found = json.loads(render(waived))
    jsonschema_rs.validate(output_schema("check"), found)
    assert [(row["code"], row["waived"] and row["waived"]["reason"]) for row in found[:3]] == [
        ("ENV007", None),
        ("ENV001", None),
        ("ENV004", "until the move is over"),
    ]
    assert [row["waived"]["lines"] for row in found[2:]] == [None, [3, 3]]


def test_what_was_not_checked_is_the_last_item(uncompared: Report) -> None:
    (item,) = json.loads(render(uncompared))
    jsonschema_rs.validate(output_schema("check"), [item])
    (skipped,) = item["not_checked"]
    assert skipped["rules"] == ["ENV014", "HIS001"]
    assert (skipped["reason"], skipped["help"]) == ("no branch is called `x\x1b`", "`git fetch origin x`, 100%")
