"""A comment on a pull request, read back by a CommonMark reader."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pyromark
from hypothesis import given, settings
from hypothesis import strategies as st

from adr.finding import Finding, Location
from adr.output import Report, rendered
from adr.outputs.markdown import render


def shown(report: Report) -> str:
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    found: str = pyromark.html(rendered("markdown", report), options=options)
    return found


def test_findings_are_a_table_errors_first(report: Report) -> None:
    text = render(replace(report, findings=report.findings[::-1]))
    assert text.startswith(
        "<!-- adr check -->\n\n**2 records checked, 1 of them unreadable: 1 error, 1 warning, 1 note**"
    )
    cells = re.findall(r"<td>(.*?)</td>", shown(report))
    assert cells[:4] == ["adrs/ADR-0001.md:12", "ENV004 error", "no <code>größe</code>", "try"]
    assert [line.split(" | ")[1] for line in text.splitlines()[-3:]] == [
        "ENV004 error",
        "ENV007 warning",
        "ENV001 info",
    ]


def test_without_anything_to_tell_there_is_one_line() -> None:
    assert render(Report([], 3, 0)) == "<!-- adr check -->\n\n**3 records checked: nothing to report**"


def test_what_is_new_changed_retired_removed_and_due_is_told(hostile: Report) -> None:
    html = shown(hostile)
    heads = re.findall(r"<h3>(.*?)</h3>", html)
    against = "against origin/main"
    assert heads == [
        f"New {against}",
        f"Changed {against}",
        f"Retired {against}",
        f"Removed {against}",
        "Findings",
        "Due",
    ]
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)]
    by_id = {row[0]: row for row in rows if row and row[0].startswith("ADR")}
    assert by_id["ADR-0004"][2] == "accepted"
    assert by_id["ADR-0001"][2:] == ["accepted → superseded", "status, Context"]
    assert by_id["ADR-0003"][2] == "draft"
    assert by_id["ADR-0002"][3].startswith("title")
    assert ["2026-02-01 <strong>overdue</strong>", "review", "ADR-0004"] in [row[:3] for row in rows]


def test_no_text_of_a_record_becomes_markup_a_link_or_a_mention(hostile: Report) -> None:
    html = shown(hostile)
    tags = set(re.findall(r"<(\w+)", html))
    assert tags == {"p", "strong", "h3", "table", "thead", "tbody", "tr", "th", "td", "a", "code"}
    assert set(re.findall(r'href="(.*?)"', html)) == {
        "https://example.org/rules/env004/",
        "https://example.org/rules/rel001/",
    }
    text = render(hostile)
    assert not re.search(r"[@#]\w", text)
    assert "http://e.org" not in text
    assert "&lt;img src=x onerror=y&gt;" in html


def test_what_has_no_room_is_counted(report: Report) -> None:
    more = replace(report, findings=list(report.findings) * 700)
    text = render(more)
    assert len(text) < 65_536
    rest = re.search(r"and (\d+) further rows, for which there is no room\.$", text)
    assert rest
    assert text.count("| ENV") + int(rest[1]) == 2100


@given(message=st.text(st.sampled_from("`|\\<>&@#[]()!*_~$: \n\tab1.:/"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_one_cell_that_shows_it(message: str) -> None:
    html = shown(Report([Finding(Location("a.md"), "ENV001", message, help="end")], 1, 0))
    (row,) = re.findall(r"<tbody>\s*<tr>(.*?)</tr>", html, re.DOTALL)
    cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
    assert cells[:2] == ["a.md:1", "ENV001 error"]
    assert cells[3:] == ["end"]
    read = unescape(re.sub("</?code>", "`", cells[2])).replace("\u200b", "")
    assert " ".join(read.split()) == " ".join(message.split()) or "`" in message
    assert set(re.findall(r"<(\w+)", cells[2])) <= {"code"}


def test_what_is_waived_is_a_table_of_its_own(waived: Report) -> None:
    text = render(waived)
    assert text.startswith(
        "<!-- adr check -->\n\n**4 records checked, 1 of them unreadable: 1 warning, 1 note, 2 waived**"
    )
    findings, listed = text.split("### Waived")
    assert "ENV004" not in findings
    first = "| adrs/ADR-0001.md:12 | ENV004 error | no `größe` | 2026-06-01 | j.lind | until the move is over |"
    assert first in listed
    assert len({row.replace(r"\|", "").count("|") for row in listed.strip().splitlines()}) == 1
    assert "<img" not in listed


def test_what_was_not_checked_is_said_before_everything_else(uncompared: Report) -> None:
    said = render(uncompared).split("\n\n")[2]
    assert said == "**Not checked**: ENV014, HIS001: no branch is called `x\ufffd`. `git fetch origin x`, 100%."
