"""What ``adr`` alone says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from adr.finding import Finding, Location, Severity
from adr.overview import lines, overview
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def test_it_says_what_is_here_and_what_needs_attention(base: Base, record: Write) -> None:
    project = base(
        {
            "adr.toml": 'name = "Handbook"\n',
            "adrs/ADR-0001.md": record(status="accepted", review_by="2026-05-01"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", review_by="2026-05-02"),
            "adrs/ADR-0003.md": record("ADR-0003", status="proposed"),
            "adrs/ADR-0004.md": record("ADR-0004", status="superseded"),
            "adrs/ADR-0005.md": "broken\n",
            "learnings/LRN-0001.md": record("LRN-0001", status="odd"),
        }
    )
    findings = [
        Finding(Location("adrs/ADR-0005.md"), "ENV001", "m"),
        Finding(Location("x"), "ENV002", "m", Severity.WARNING),
    ] * 2
    found = overview(project, read_graph(project), findings, date(2026, 5, 2))
    assert list(lines(found)) == [
        "Handbook\n",
        "  5 decisions: 2 in force, 1 open, 1 retired",
        "  1 learning: 1 no known status",
        "  0 playbooks",
        "\nneeds attention",
        "  2 errors, 2 warnings        adr check",
        "  1 file that cannot be read  adr check",
        "  overdue: 1 review           adr due --within P0D",
        "  1 record proposed           adr list --status proposed",
        "\nnext",
        '  write a record               adr new "TITLE"',
        "  find records by their words  adr search WORDS",
        "  read the site                adr serve",
    ]


def test_where_all_is_well_that_is_said(base: Base, record: Write, adr: Command) -> None:
    base({"adrs/ADR-0001.md": record(date=date.today().isoformat())})
    done = adr()
    assert (done.code, done.err) == (0, "")
    assert "\nnothing needs attention\n" in done.out


def test_findings_do_not_fail_it(base: Base, adr: Command) -> None:
    base({"adrs/ADR-0001.md": "broken\n"})
    done = adr()
    assert (done.code, done.err) == (0, "")
    assert "1 file that cannot be read  adr check" in done.out


def test_settings_that_cannot_be_used_are_said(base: Base, adr: Command) -> None:
    (base({}).root / "adr.toml").write_text("nmae = 1\n")
    done = adr()
    assert (done.code, done.out) == (2, "")
    assert "did you mean `name`?" in done.err


def test_what_the_baseline_has_needs_no_attention(base: Base, record: Write, adr: Command) -> None:
    today = date.today().isoformat()
    base({"adrs/ADR-0001.md": "broken\n", "adrs/ADR-0002.md": record("ADR-0002", status="odd", date=today)})
    assert "needs attention\n" in adr().out
    assert adr("check", "--update-baseline").code == 0
    assert "\nnothing needs attention\n" in adr().out


def test_what_is_waived_is_counted_with_the_command_that_lists_it(base: Base, record: Write) -> None:
    project = base({"adrs/ADR-0001-use-postgresql.md": record()})
    found = overview(project, read_graph(project), (), date(2026, 3, 20), waived=2)
    assert [(line.text, line.command) for line in found.attention] == [("2 findings waived", "adr check --statistics")]
