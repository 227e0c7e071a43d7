"""The first page: what there is, what changed, what is due, what failed lately, and where to start."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from adr.page import Page, View
from adr.record import Record, is_date
from adr.times import SOON, after, history, is_failure, place, row, task, tasks, today

_LATEST = 8
_FEW = 5

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,300}\)")


def pages(view: View) -> Iterator[Page]:
    """Make the home page."""
    records = sorted(view.graph.records, key=lambda r: (r.date or "", r.id), reverse=True)
    due = tasks(view)
    day = today(view)
    events = [event for event in history(view).events if event.day <= day or not day]
    waiting = [record for record in records if record.phase == "open"]
    failures = sorted((r for r in records if is_failure(r)), key=_occurred, reverse=True)
    data = {
        "name": view.project.name,
        "kinds": [_kind(view, name) for name in view.graph.kinds],
        "latest": [row(view, event) for event in events[:_LATEST]],
        "changes": view.url(f"{place(view, 'changes')}/index.md"),
        "due": [task(view, item) for item in due[:_LATEST]],
        "due_total": len(due),
        "due_days": SOON,
        "due_url": view.url(f"{place(view, 'health')}/due.md"),
        "failures": [_failure(view, record) for record in failures[:_FEW]],
        "proposed": [view.reference(record) for record in waiting[:_LATEST]],
        "waiting": len(waiting),
        "start": _start(view, records),
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


def _occurred(record: Record) -> str:
    stated = str(record.fields.get("occurred-at") or "")[:10]
    return stated if is_date(stated) else record.date or ""


def _failure(view: View, record: Record) -> dict[str, Any]:
    about = [record.fields.get(name) for name in ("severity", "type")]
    return {
        **view.reference(record),
        "day": _occurred(record),
        "about": [text for text in about if isinstance(text, str)],
    }


def _start(view: View, records: list[Record]) -> list[dict[str, Any]]:
    """Return where a new reader starts: what settings name, else decisions of weight, playbooks and the docs."""
    named = [str(name) for name in view.project.site.get("start", ())]
    if named:
        return [found for name in named if (found := _named(view, name))]
    recent = after(today(view), -3650) if today(view) else ""
    weighty = [r for r in records if r.phase == "in-force" and r.fields.get("impact") in ("high", "critical")]
    playbooks = [r for r in records if r.phase == "in-force" and r.kind.name == "playbook"]
    chosen = [r for r in weighty if (r.date or "") >= recent][:_FEW] + playbooks[:3]
    guides = [f"{view.project.docs}/{name}" for name in ("index.md", "README.md", "tutorial.md")]
    docs = [about for path in guides if (about := _named(view, path))]
    return docs[:1] + [{**view.reference(record), "about": _plain(view.summary(record))} for record in chosen]


def _named(view: View, name: str) -> dict[str, Any] | None:
    """Return what the home page shows of a record or page that is called `name`; None where it is no such thing."""
    if record := view.graph.known_as(name):
        return {**view.reference(record), "about": _plain(view.summary(record))}
    path = view.staged.get(name.strip("/"), "")
    if not path.endswith(".md") or path == "index.md":
        return None
    words = name.rsplit("/", 1)[-1].removesuffix(".md").replace("-", " ").capitalize()
    return {"id": "", "title": words, "url": view.url(path), "about": ""}


def _plain(text: str) -> str:
    """Return words of Markdown without the marks of links and code."""
    return re.sub(r"[\[`*]", "", _LINK.sub(r"\1", text))
