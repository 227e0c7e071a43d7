"""The first page: what there is, what changed, what is due, what failed lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from adr.page import Page, View
from adr.record import Record

_LATEST = 8
_DUE_DAYS = 60


def pages(view: View) -> Iterator[Page]:
    """Make the home page."""
    records = sorted(view.graph.records, key=lambda r: (r.date or "", r.id), reverse=True)
    data = {
        "name": view.project.name,
        "kinds": [_kind(view, name) for name in view.graph.kinds],
        "latest": [view.reference(record) for record in records[:_LATEST]],
        "due": _due(view, records),
        "failures": [view.reference(r) for r in records if r.kind.name == "learning" and r.phase != "draft"][:5],
        "proposed": [view.reference(r) for r in records if r.phase == "open"][:_LATEST],
        "findings": len([f for f in view.findings if f.severity.value == "error"]),
        "unreadable": [view.reference(entry) for entry in view.graph.unreadable],
    }
    yield Page("index.md", view.project.name, "home.html", data, searchable=False, menu=0)


def _kind(view: View, name: str) -> dict[str, object]:
    kind = view.graph.kinds[name]
    entries = view.graph.of_kind(kind)
    phases = Counter(entry.phase if isinstance(entry, Record) else "unknown" for entry in entries)
    return {
        "name": name,
        "title": kind.title,
        "plural": kind.plural,
        "url": view.url(view.project.place(name).register),
        "total": len(entries),
        "in_force": phases["in-force"],
        "open": phases["open"] + phases["draft"],
        "retired": phases["retired"],
        "unknown": phases["unknown"],
    }


def _due(view: View, records: list[Record]) -> list[dict[str, object]]:
    """Return what is in force and whose review is due soon or overdue, the longest overdue first."""
    try:
        until = (date.fromisoformat(view.built.as_of) + timedelta(days=_DUE_DAYS)).isoformat()
    except ValueError:
        return []
    due = []
    for record in records:
        by = record.fields.get("review-by")
        if record.phase == "in-force" and isinstance(by, str) and by <= until:
            due.append({**view.reference(record), "by": by, "overdue": by < view.built.as_of})
    return sorted(due, key=lambda row: str(row["by"]))
