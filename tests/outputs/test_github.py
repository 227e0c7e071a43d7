"""Workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import re
from dataclasses import replace

from adr.output import Report
from adr.outputs.github import render

EXPECTED = """\
::group::adrs/ADR-0001.md
::error file=adrs/ADR-0001.md,line=12,col=9,title=ENV004::no `größe`%0Ahelp: try
::warning file=adrs/ADR-0001.md,line=13,col=1,title=ENV007::gone
::endgroup::
::group::adrs/ADR-0002.md
::notice file=adrs/ADR-0002.md,line=1,col=1,title=ENV001::CRLF%0Ahelp: nothing to do
::endgroup::
2 records checked, 1 of them unreadable: 1 error, 1 warning, 1 note"""

COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>.*?))?::(?P<data>.*)$")
"""A command, as the runner finds it: the properties end at the first ``::``."""


def unescaped(text: str) -> str:
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_findings_are_annotations_in_a_group_for_each_file(report: Report) -> None:
    assert render(report) == EXPECTED


def test_no_record_writes_a_command_of_its_own(hostile: Report) -> None:
    lines = render(hostile).splitlines()
    assert [line for line in lines if not line.startswith("::")] == ["3 records checked: 3 errors"]
    commands = [match for line in lines if (match := COMMAND.match(line))]
    assert [c["name"] for c in commands] == ["group", "error", "error", "endgroup", "group", "error", "endgroup"]
    evil = hostile.findings[2]
    properties = dict(part.split("=", 1) for part in commands[5]["properties"].split(","))
    assert unescaped(properties["file"]) == f"hand book/{evil.location.path}"
    assert (properties["line"], properties["col"]) == ("3", "2")
    assert unescaped(commands[5]["data"]) == f"{evil.message}\nhelp: {evil.help}".replace("\x1b", "\ufffd")


def test_what_github_does_not_show_is_counted(report: Report) -> None:
    more = replace(report, findings=[report.findings[0]] * 12 + [report.findings[1]] * 10)
    assert render(more).endswith("of a step; 2 further findings in this log only")
    assert render(more).count("::error") == 12


def test_what_is_waived_is_no_annotation_but_counted(waived: Report) -> None:
    text = render(waived)
    assert text.count("title=") == 2
    assert text.splitlines()[-1].endswith(", 2 waived")


def test_what_was_not_checked_is_a_warning_beside_no_line(uncompared: Report) -> None:
    assert render(uncompared) == (
        "::warning title=Not checked::not checked: ENV014, HIS001: no branch is called `x\ufffd`; "
        "`git fetch origin x`, 100%25\n"
        "1 record checked: nothing to report"
    )
