"""The state of the records: counts, what is due, what the check finds; every figure leads to the list behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adr.finding import Finding, Severity
from adr.page import Page, View
from adr.record import Entry, Record, is_date
from adr.times import SOON, after, chunked, place, rate, tabs, task, tasks, today
from adr.waiver import EXPIRED, IN_FORCE

_PHASES = {
    "in-force": "In force",
    "open": "Waiting",
    "draft": "Draft",
    "retired": "Retired",
    "unknown": "No known status",
}
_STALE_DAYS = 730
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class _List:
    """A list behind a figure: its name in the address, what it is called, what it means, and its rows."""

    name: str
    title: str
    says: str
    rows: Sequence[Mapping[str, Any]]
    form: str = "records"
    bad: bool = False


def pages(view: View) -> Iterator[Page]:
    """Make the dashboard and the lists that its figures are counted from."""
    folder = place(view, "health")
    counts = _by_phase(view)
    findings = _by_rule(view)
    due = _List("due", "Due", f"Overdue, or due within {SOON} days.", [task(view, item) for item in tasks(view)], "due")
    figures = [*_gaps(view)]
    made = [due, *(found for row in counts for found in row.values()), *findings.values(), *figures]
    overview = {"title": "Health", "url": view.url(f"{folder}/index.md")}
    for found in made:
        if found.rows or found is due:
            about = {"title": found.title, "says": found.says, "form": found.form, "over": overview}
            yield from chunked(Page(_path(folder, found), found.title, "listed.html", about), view, found.rows)
    data = {
        "tabs": tabs(view, "health"),
        "kinds": [_counts(view, folder, row, name) for name, row in zip(view.graph.kinds, counts, strict=True)],
        "phases": list(_PHASES.values()),
        "due": {"url": view.url(_path(folder, due)), "total": len(due.rows), "days": SOON, "people": _people(due.rows)},
        "findings": _rules(view, folder, findings),
        "figures": [
            {
                "title": found.title,
                "count": len(found.rows),
                "url": view.url(_path(folder, found)) if found.rows else "",
                "bad": found.bad and bool(found.rows),
            }
            for found in figures
        ],
        "waivers": _waivers(view),
        "rates": _rates(view, folder, due),
    }
    yield Page(f"{folder}/index.md", "Overview", "health.html", data, searchable=False, menu=50)


def _rules(view: View, folder: str, findings: Mapping[tuple[str, str], _List]) -> list[dict[str, Any]]:
    """Return what the table of findings shows."""
    return [
        {"code": code, "severity": severity, "count": len(found.rows), "url": view.url(_path(folder, found))}
        for (code, severity), found in findings.items()
    ]


def _path(folder: str, found: _List) -> str:
    return f"{folder}/{found.name}.md"


def _by_phase(view: View) -> list[dict[str, _List]]:
    """Return for each kind the lists of its records by phase."""
    rows = []
    for kind in view.graph.kinds.values():
        having: dict[str, list[Entry]] = defaultdict(list)
        for entry in view.graph.of_kind(kind):
            having[entry.phase if isinstance(entry, Record) else "unknown"].append(entry)
        rows.append(
            {
                phase: _List(
                    f"{kind.name}-{phase}",
                    f"{kind.plural}: {title[0].lower()}{title[1:]}",
                    f"Statuses: {', '.join(sorted({_status(entry) for entry in having[phase]}))}.",
                    [view.reference(entry) for entry in _newest(having[phase])],
                )
                for phase, title in _PHASES.items()
            }
        )
    return rows


def _status(entry: Entry) -> str:
    return (entry.status or "no status") if isinstance(entry, Record) else "unreadable"


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: ((e.date or "") if isinstance(e, Record) else "", e.id), reverse=True)


def _counts(view: View, folder: str, row: Mapping[str, _List], name: str) -> dict[str, Any]:
    kind = view.graph.kinds[name]
    cells = [
        {"count": len(found.rows), "url": view.url(_path(folder, found)) if found.rows else ""}
        for found in row.values()
    ]
    total = sum(len(found.rows) for found in row.values())
    return {"title": kind.plural, "url": view.url(view.project.place(name).register), "total": total, "cells": cells}


def _people(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how much is overdue and due soon, by who has to do it, most of what is overdue first."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        who = row["who"]
        person = found.setdefault(who["handle"] if who else "", {"who": who, "overdue": 0, "soon": 0})
        person["overdue" if row["overdue"] else "soon"] += 1
    return sorted(found.values(), key=lambda person: (-person["overdue"], -person["soon"]))


def _by_rule(view: View) -> dict[tuple[str, str], _List]:
    """Return the findings by rule and severity, errors first, and of those the most frequent."""
    having: dict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    for found in view.findings:
        having[found.code, found.severity].append(found)
    ordered = sorted(having.items(), key=lambda item: (_ORDER[item[0][1]], -len(item[1]), item[0][0]))
    return {
        (code, severity.value): _List(
            f"finding-{code.lower()}-{severity.value}",
            f"{code} ({severity.value})",
            "What `adr check` finds; `adr rule " + code + "` says why it matters and how to mend it.",
            [_finding(view, one) for one in found],
            "findings",
        )
        for (code, severity), found in ordered
    }


def _finding(view: View, found: Finding) -> dict[str, Any]:
    place_ = found.location
    entry = view.graph.by_path.get(place_.path)
    about = view.reference(entry) if entry else {"id": place_.path, "title": "", "url": ""}
    return {**about, "where": f"{place_.path}:{place_.line}", "message": found.message, "help": found.help}


def _gaps(view: View) -> Iterator[_List]:
    """Yield what records lack, or have had for too long."""
    records = view.graph.records
    unowned = [r for r in records if not r.owner and r.phase != "retired"]
    alone = [
        r
        for r in records
        if r.phase != "retired" and not view.graph.outgoing.get(r.path) and not view.graph.incoming.get(r.id)
    ]
    yield _List("no-owner", "Without owner", "Not retired, and nobody owns them.", _rows(view, unowned), bad=True)
    yield _List("no-relations", "Without relations", "Not retired; they relate to nothing, nor anything to them.",
                _rows(view, alone))  # fmt: skip
    yield _List("stale", "Stale decisions", "In force for more than two years without a change of status, and without "
                "a review that is still to come.", _rows(view, _stale(view)), bad=True)  # fmt: skip
    unread = [view.reference(entry) for entry in view.graph.unreadable]
    yield _List("unreadable", "Unreadable files", "Files in the folders of records that cannot be read as one.", unread,
                bad=True)  # fmt: skip


def _stale(view: View) -> list[Record]:
    day = today(view)
    before = after(day, -_STALE_DAYS)
    decisions = [r for r in view.graph.records if r.kind.name == "decision" and r.phase == "in-force"]
    return [
        r
        for r in decisions
        if day and is_date(r.date) and str(r.date) < before and str(r.fields.get("review-by") or "") <= day
    ]


def _rows(view: View, records: Sequence[Record]) -> list[dict[str, Any]]:
    return [view.reference(record) for record in _newest(records)]


def _waivers(view: View) -> dict[str, Any]:
    found = [waiver for record in view.graph.records for waiver in view.waivers(record)]
    active = [waiver for waiver in found if waiver["standing"] == IN_FORCE]
    soon = after(today(view), SOON)
    return {
        "total": len(found),
        "active": len(active),
        "ending": len([w for w in active if w["until"] and w["until"] <= soon]),
        "expired": len([w for w in found if w["standing"] == EXPIRED]),
        "url": view.url("waivers.md"),
        "days": SOON,
    }


def _rates(view: View, folder: str, due: _List) -> list[dict[str, str]]:
    """Return how many of those that should be so, are; each with the list of those that are not."""
    living = [r for r in view.graph.records if r.phase != "retired"]
    reviewed = [r for r in living if r.phase == "in-force" and is_date(r.fields.get("review-by"))]
    late = [r for r in reviewed if str(r.fields["review-by"]) < today(view)]
    unowned = [r for r in living if not r.owner]
    wrong = {f.location.path for f in view.findings if f.severity is Severity.ERROR}
    read = [r for r in view.graph.records if r.path not in wrong]
    return [
        {
            "words": f"{rate(len(living) - len(unowned), len(living))} have an owner",
            "url": view.url(f"{folder}/no-owner.md") if unowned else "",
        },
        {
            "words": f"{rate(len(reviewed) - len(late), len(reviewed))} that are to be reviewed are not overdue",
            "url": view.url(_path(folder, due)),
        },
        {
            "words": f"{rate(len(read), len(view.graph.records))} have no error",
            "url": f"{view.url(f'{folder}/index.md')}#findings" if wrong else "",
        },
    ]
