"""One line per finding."""

from __future__ import annotations

from adr.output import Report
from adr.outputs.concise import render

EXPECTED = """\
adrs/ADR-0001.md:12:9: ENV004 no `größe`
adrs/ADR-0001.md:13:1: ENV007 warning: gone
adrs/ADR-0002.md:1:1: ENV001 info: CRLF
2 records checked, 1 of them unreadable: 1 error, 1 warning, 1 note"""


def test_each_finding_is_one_line_and_the_last_one_counts(report: Report) -> None:
    assert render(report) == EXPECTED


def test_no_finding_makes_two_lines_or_colours_the_terminal(hostile: Report) -> None:
    text = render(hostile)
    assert text.count("\n") == len(hostile.findings)
    assert "\x1b" not in text


def test_what_is_waived_is_in_the_count_only(waived: Report) -> None:
    assert [line.split()[1] for line in render(waived).splitlines()[:-1]] == ["ENV007", "ENV001"]
    assert render(waived).endswith(", 2 waived")


def test_what_was_not_checked_has_a_line_of_its_own(uncompared: Report) -> None:
    assert render(uncompared).split("\n") == [
        "1 record checked: nothing to report",
        "not checked: ENV014, HIS001: no branch is called `x\ufffd`; `git fetch origin x`, 100%",
    ]
