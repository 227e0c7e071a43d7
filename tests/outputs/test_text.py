"""Findings for people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adr.output import Report
from adr.outputs.text import render

EXPECTED = """\
adrs/ADR-0001.md:12:9 ENV004 no `größe`
  12 | status:\t größe
     |        \t^
  help: try

adrs/ADR-0001.md:13:1 ENV007 warning: gone
  13 | owner: x
     | ^

adrs/ADR-0002.md:1:1 ENV001 info: CRLF
  help: nothing to do

2 records checked, 1 of them unreadable: 1 error, 1 warning, 1 note"""


def test_a_finding_shows_its_place_its_line_and_what_to_do(report: Report) -> None:
    assert render(report) == EXPECTED


def test_colour_is_around_the_code_only(report: Report) -> None:
    coloured = render(replace(report, colour=True))
    assert "\x1b[31;1mENV004\x1b[0m no `größe`" in coloured
    assert "\x1b[33;1mENV007\x1b[0m" in coloured
    assert "\x1b[34;1mENV001\x1b[0m" in coloured
    assert "\x1b" not in render(report)


@pytest.mark.parametrize(
    "records,unreadable,summary",
    [
        (0, 0, "0 records checked: nothing to report"),
        (1, 0, "1 record checked: nothing to report"),
        (2, 1, "3 records checked, 1 of them unreadable: nothing to report"),
    ],
)
def test_without_findings_one_line_says_so(records: int, unreadable: int, summary: str) -> None:
    assert render(Report([], records, unreadable)) == summary


def test_what_is_waived_is_counted_and_not_passed(waived: Report) -> None:
    text = render(waived)
    assert "ENV004" not in text
    assert text.splitlines()[-1] == "4 records checked, 1 of them unreadable: 1 warning, 1 note, 2 waived"
    alone = render(replace(waived, findings=[], unreadable=0))
    assert alone == "3 records checked: 2 waived"


def test_what_was_not_checked_has_a_line_of_its_own(uncompared: Report) -> None:
    assert render(uncompared).split("\n") == [
        "1 record checked: nothing to report",
        "not checked: ENV014, HIS001: no branch is called `x\ufffd`",
        "  help: `git fetch origin x`, 100%",
    ]
