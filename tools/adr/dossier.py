"""What a record's page tells beside the record: its past, what it is compared with, its code, how to cite it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from adr import forge
from adr.due import due_of
from adr.graph import Graph
from adr.history import address_of
from adr.page import View
from adr.record import Entry, Record, is_date, items
from adr.track import track

_NAMES_FILES = ("governs", "code", "x-governs", "x-code")
"""Fields that name files of the project, or patterns of them."""

_PLACES = 40
"""Files of code that a page lists."""

MOST = 3
"""Records that one is compared with."""


def dossier(view: View, record: Record) -> dict[str, Any]:
    """Return what a page tells beside a record's fields and text."""
    return {
        "reviews": reviews(view, record),
        "past": statuses(view, record),
        "track": track_record(view, record),
        "code": code(view, record),
        "cite": citation(view, record),
        "source": source_links(view, record),
    }


def statuses(view: View, entry: Entry) -> dict[str, Any] | None:
    """Return the statuses that a record had, the earliest first; None where git does not know it."""
    past = view.built.trail.pasts.get(entry.path)
    if past is None:
        return None
    repository = view.built.repository
    steps = [
        {
            "date": step.date,
            "status": step.status or "no status",
            "phase": entry.kind.phase(step.status),
            "commit": step.hash,
            "url": forge.commit_link(repository, step.hash) if step.hash else "",
        }
        for step in past.steps
    ]
    return {"steps": steps, "complete": past.complete}


def chain(graph: Graph, record: Record) -> tuple[tuple[Record, ...], ...]:
    """Return, for each record in force instead of `record`, the records on the way to it, itself the last."""
    ends = {end.path for end in graph.current(record)}
    ways: dict[str, tuple[Record, ...]] = {record.path: ()}
    pending = [record]
    while pending:
        here = pending.pop(0)
        for following in graph.successors(here):
            if following.path not in ways:
                ways[following.path] = (*ways[here.path], following)
                pending.append(following)
    return tuple(way for path, way in ways.items() if path in ends)


def counterparts(view: View, record: Record) -> Iterator[tuple[Record, str]]:
    """Yield the records that one is compared with, each with the anchor of the part that it supersedes, or nothing."""
    whole = view.graph.current(record)[:MOST] if record.phase != "in-force" else ()
    yield from ((other, "") for other in whole)
    parts = [(e.source, e.fragment) for e in view.graph.partial_successors(record) if e.source.phase == "in-force"]
    yield from (part for part in dict.fromkeys(parts[:MOST]) if part[0] not in whole)


def compared_path(view: View, record: Record) -> str:
    """Return where the page that compares a record with what is in force instead is staged; empty where it has none."""
    page = view.record_path(record)
    base = posixpath.dirname(page) if posixpath.basename(page) == "index.md" else page.removesuffix(".md")
    path = posixpath.join(base, "compared.md")
    return path if path not in view.staged.values() and any(counterparts(view, record)) else ""


def track_record(view: View, record: Record) -> dict[str, Any] | None:
    """Return what became of a decision or playbook, each figure with its records; None where there is nothing."""
    found = track(view.graph, record, view.built.as_of)
    if found is None or not (found.engagements or found.learnings or found.confirmed):
        return None
    return {
        "engagements": None if found.engagements is None else [view.reference(r) for r in found.engagements],
        "learnings": [view.reference(r) for r in found.learnings],
        "incidents": len(found.incidents),
        "since": record.date if is_date(record.date) else "",
        "confirmed": found.confirmed
        and {
            "on": found.confirmed.on,
            "how": found.confirmed.how,
            "by": None if found.confirmed.by is record else view.reference(found.confirmed.by),
        },
    }


def reviews(view: View, record: Record) -> list[dict[str, Any]]:
    """Return what is to be looked at again by when: reviews and exercises, and how late they are as of the site."""
    found = [
        {"what": item.what, "by": item.by, **_lateness(item.by, view.built.as_of)}
        for item in due_of(record)
        if item.what in ("review", "exercise")
    ]
    by = record.fields.get("review-by")
    if not found and isinstance(by, str) and by and record.phase != "retired":
        found.append({"what": "review", "by": by, "state": "planned", "days": 0})
    return found


def _lateness(by: str, as_of: str) -> dict[str, Any]:
    if not is_date(as_of):
        return {"state": "planned", "days": 0}
    days = (date.fromisoformat(as_of) - date.fromisoformat(by)).days
    return {"state": "overdue" if days > 0 else "due" if days > -_SOON else "planned", "days": abs(days)}


_SOON = 30
"""Days before which a review is said to be due in so many days."""


def code(view: View, record: Record) -> dict[str, Any] | None:
    """Return the files that a record names, and the comments in code that cite it; None where there are none."""
    named = list(dict.fromkeys(_named(view.graph, record)))
    cited = view.built.trail.cited.get(record.id, ()) if len(view.graph.by_id.get(record.id, ())) == 1 else ()
    lines: dict[str, list[int]] = {}
    for path, line in cited:
        lines.setdefault(path, []).append(line)
    if not named and not lines:
        return None
    return {
        "named": [{"path": path, "url": _address(view, path)} for path in named[:_PLACES]],
        "cited": [
            {"path": path, "lines": [{"line": n, "url": _line(view, path, n)} for n in numbers]}
            for path, numbers in list(lines.items())[:_PLACES]
        ],
        "whole": view.built.trail.whole and max(len(named), len(lines)) <= _PLACES,
    }


def _named(graph: Graph, record: Record) -> Iterator[str]:
    for name in _NAMES_FILES:
        for value in items(record.fields.get(name)):
            if isinstance(value, str) and value:
                yield value.removeprefix("./")
    for link in record.document.links:
        path = graph.destination(record, link).path
        inside = path and not path.startswith("../") and path not in graph.by_path
        if inside and not link.image and not path.lower().endswith((".md", ".markdown")) and graph.exists(path):
            yield path


def _address(view: View, path: str) -> str:
    """Return where the repository has a file, or the folder in which a pattern begins; empty where nobody knows."""
    plain = path
    while any(sign in plain for sign in "*?[{"):
        plain = posixpath.dirname(plain)
    plain = posixpath.normpath(plain) if plain else ""
    if not view.built.repository or plain.startswith(("..", "/")) or not plain:
        return ""
    if plain == path and not view.graph.exists(path):
        return ""
    return address_of(view.built.repository, view.built.commit, view.built.prefix + plain)


def _line(view: View, path: str, line: int) -> str:
    address = _address(view, path)
    return f"{address}#{forge.line_anchor(view.built.repository, line)}" if address else ""


def source_links(view: View, entry: Entry) -> Mapping[str, str]:
    """Return where the repository has a record's editor, history and text."""
    built = view.built
    return forge.links(built.repository, built.commit, built.trail.branch, built.prefix + entry.path)


def citation(view: View, record: Record) -> dict[str, str]:
    """Return what names a record in another document: id, title, status as of the day, its lasting address."""
    site = view.built.site
    return {
        "status": record.status or "no status",
        "as_of": view.built.as_of,
        "address": f"{site}{view.permanent(record)}" if site else "",
    }


def neighbours(view: View) -> Mapping[str, Mapping[str, dict[str, Any]]]:
    """Return what comes before and after each record among those of its kind, in the order of ids, by path."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for kind in view.graph.kinds.values():
        entries = sorted(view.graph.of_kind(kind), key=lambda entry: (entry.id, entry.path))
        for before, after in pairwise(entries):
            found.setdefault(before.path, {})["next"] = _brief(view, after)
            found.setdefault(after.path, {})["previous"] = _brief(view, before)
    return found


def _brief(view: View, entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in view.reference(entry).items() if name in ("id", "title", "url")}
