"""Findings for programs that read line by line."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema_rs

from adr.output import Report
from adr.outputs.jsonl import render
from adr.schemas import output_schema


def test_each_line_is_a_finding_of_the_documented_shape(report: Report, hostile: Report) -> None:
    shape = output_schema("check")["items"]
    for some in (report, hostile):
        lines = [json.loads(line) for line in render(some).split("\n")]
        for line, found in zip(lines, some.findings, strict=True):
            if found.location.path.isascii():
                jsonschema_rs.validate(shape, line)
            assert (line["code"], line["message"]) == (found.code, found.message)


def test_without_findings_there_is_no_line() -> None:
    assert render(Report([], 3, 0)) == ""


def test_what_is_waived_has_lines_at_the_end(waived: Report) -> None:
    rows = [json.loads(line) for line in render(waived).splitlines()]
    jsonschema_rs.validate(output_schema("check"), rows)
    assert [row["waived"] is not None for row in rows] == [False, False, True, True]


def test_what_was_not_checked_is_the_last_line(uncompared: Report, report: Report) -> None:
    assert json.loads(render(uncompared))["not_checked"][0]["rules"] == ["ENV014", "HIS001"]
    lines = render(replace(report, not_checked=uncompared.not_checked)).split("\n")
    assert ["not_checked" in json.loads(line) for line in lines] == [False, False, False, True]
