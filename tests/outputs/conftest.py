"""One report that every output format is tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from adr.catalogue import load_kinds
from adr.comparison import changes
from adr.due import due
from adr.finding import Finding, Location, Severity
from adr.graph import Graph
from adr.output import Report
from adr.record import Entry, read
from adr.rule import Unchecked, all_rules
from adr.waiver import Waived, Waiver

KINDS = load_kinds()
EVIL = (
    "<img src=x onerror=y> [a](http://e.org) @team #1 | `b` *c* %0A ::error::z ##[z] {0} &amp; </failure>]]> \x1b[31m"
)
"""What a record may say so that an output becomes something else."""


def entry(path: str, text: str) -> Entry:
    return read(path, text, KINDS["decision"], "native")


def record(id_: str, status: str, title: str = "Use PostgreSQL", more: str = "") -> Entry:
    head = f"id: {id_}\nkind: decision\ntitle: {title}\nstatus: {status}\ndate: 2026-03-02\n{more}"
    return entry(f"adrs/{id_}.md", f"---\n{head}---\n\n# {title}\n\n## Context\n\n{status}\n")


@pytest.fixture
def report() -> Report:
    """Return a report with a finding of each severity, letters that are not ASCII, and a tab."""
    return Report(
        [
            Finding(Location("adrs/ADR-0001.md", 12, 9), "ENV004", "no `größe`", help="try", excerpt="status:\t größe"),
            Finding(Location("adrs/ADR-0001.md", 13), "ENV007", "gone", Severity.WARNING, excerpt="owner: x"),
            Finding(Location("adrs/ADR-0002.md"), "ENV001", "CRLF", Severity.INFO, "nothing to do"),
        ],
        records=1,
        unreadable=1,
        entries=[record("ADR-0001", "draft"), entry("adrs/ADR-0002.md", "broken")],
        rules=[rule for rule in all_rules() if rule.code.startswith("ENV")],
        left_out=["REL001"],
        hidden={"per-path-ignores": {"ENV008": 2}, "nothing": {}},
    )


@pytest.fixture
def waived(report: Report) -> Report:
    """Return the report with one of its errors waived, and a hostile one in a record of which nothing else is found."""
    found = [report.findings[0], Finding(Location("adrs/ADR-0003.md", 3), "REL008", EVIL)]
    waivers = [
        Waiver(
            "ENV004", "until the move is over", "j.lind", "2026-03-02", "2026-06-01", "adrs/ADR-0001.md", 8, 5, ("x",)
        ),
        Waiver("REL008", EVIL, "j.lind", "2026-03-02", "2026-06-02", "adrs/ADR-0003.md", 2, 1, (), 3, 3),
    ]
    return replace(
        report,
        findings=report.findings[1:],
        waived=list(map(Waived, found, waivers)),
        entries=[*report.entries, record("ADR-0003", "draft"), record("ADR-0004", "draft")],
        records=3,
    )


@pytest.fixture
def hostile() -> Report:
    """Return a report of a project below its repository's root, whose paths, messages and titles are not meant well."""
    path = f"adrs/ä b%2,:#{EVIL[:20]}\udcff\n::error::.md"
    place, twice = Location(path, 3, 2), Location("adrs/ADR-0001.md", 1, 1)
    found = [
        Finding(twice, "REL001", "the same", related=(place,)),
        Finding(Location("adrs/ADR-0001.md", 9, 1), "REL001", "the same"),
        Finding(place, "ENV004", EVIL, help=f"a\n{EVIL}", excerpt=EVIL),
    ]
    before = Graph(
        [record("ADR-0001", "accepted"), record("ADR-0002", "draft"), record("ADR-0003", "draft")],
        KINDS,
        lambda _: False,
    )
    title = f'"{EVIL[:-5]}"'.replace("\\", "")
    after = Graph(
        [
            record("ADR-0001", "superseded"),
            record("ADR-0002", "draft", title),
            record("ADR-0004", "accepted", title, "review-by: 2026-02-01\nowner: '@team'\n"),
        ],
        KINDS,
        lambda _: False,
    )
    return Report(
        found,
        records=3,
        unreadable=0,
        entries=after.entries,
        rules=all_rules(),
        prefix="hand book/",
        rule_pages="https://example.org/rules/",
        base="origin/main",
        changes=lambda: changes(before, after),
        due=lambda: due(after),
        today=date(2026, 3, 2),
    )


@pytest.fixture
def uncompared() -> Report:
    """Return a report of a check that was to compare with a branch, and could not."""
    skipped = Unchecked(("ENV014", "HIS001"), "no branch is called `x\x1b`", "`git fetch origin x`, 100%")
    return Report([], records=1, unreadable=0, rules=[all_rules()[0]], not_checked=[skipped])
