"""Counts per rule."""

from __future__ import annotations

from dataclasses import replace

from adr.output import Report
from adr.outputs.statistics import render


def test_rules_are_counted_the_most_findings_first_and_what_is_not_shown_is_named(report: Report) -> None:
    more = replace(report, findings=[*report.findings, *[report.findings[1]] * 9])
    assert render(more).splitlines() == [
        "10  ENV007  warning  unknown-people",
        " 1  ENV001  info     unreadable-records",
        " 1  ENV004  error    unknown-values",
        "2 records checked, 1 of them unreadable: 1 error, 10 warnings, 1 note",
        "hidden by per-path-ignores: 2 findings: ENV008 (2)",
        "not run: 1 rule: REL001",
    ]


def test_where_nothing_is_left_out_one_line_is_all() -> None:
    assert render(Report([], 3, 0)) == "3 records checked: nothing to report"


def test_each_waived_finding_is_told_with_its_waiver(waived: Report) -> None:
    told = [line for line in render(waived).splitlines() if line.startswith("waived: ")]
    first = "adrs/ADR-0001.md:12:9 ENV004 until 2026-06-01, approved by j.lind on 2026-03-02: until the move is over"
    assert told[0] == f"waived: {first}"
    assert len(told) == 2
    assert "\x1b" not in told[1]


def test_what_was_not_checked_comes_last(uncompared: Report) -> None:
    assert render(uncompared).split("\n")[-2:] == [
        "not checked: ENV014, HIS001: no branch is called `x\ufffd`",
        "  help: `git fetch origin x`, 100%",
    ]
