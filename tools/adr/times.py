"""What pages about time share: where they are, what they show of an event, and lists of at most 200 rows a page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from adr.due import Due, due
from adr.history import address_of
from adr.lives import REMOVED, RENAMED, RETIRED, Event, History, Life, by_dates
from adr.page import Page, View
from adr.record import Record, is_date

ROWS = 200
"""The most rows that a page has."""

SOON = 60
"""Days within which something is due soon."""

_VIEWS = {"health": "Health", "timeline": "Timeline", "changes": "Changes", "as-of": "As of a date"}


def place(view: View, name: str) -> str:
    """Return the folder of the view called `name`; another where a kind keeps its records there."""
    taken = {entry.site_folder.partition("/")[0] for entry in view.project.places}
    return f"view-{name}" if name in taken else name


def tabs(view: View, here: str) -> list[dict[str, Any]]:
    """Return the links between the views over time, of which `here` is one."""
    found = [
        {"title": title, "url": view.url(f"{place(view, name)}/index.md"), "here": name == here}
        for name, title in _VIEWS.items()
    ]
    if any(record.waivers for record in view.graph.records):
        found.append({"title": "Waivers", "url": view.url("waivers.md"), "here": here == "waivers"})
    return found


def history(view: View) -> History:
    """Return what is known of the time before: from git, else from the records' own dates."""
    return view.built.history or by_dates(view.graph)


def today(view: View) -> str:
    """Return the day of the site; where it has none, the last day that a record names."""
    if is_date(view.built.as_of):
        return view.built.as_of
    return max((r.date for r in view.graph.records if r.date and is_date(r.date)), default="")


def after(day: str, days: int) -> str:
    """Return the day so many days after another one; the last day there is, where there is none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return "9999-12-31"


def reference(view: View, life: Life) -> dict[str, Any]:
    """Return what a list shows of a record as it is called now; one that is gone has no page."""
    entry = view.graph.by_path.get(life.path)
    if entry is None:
        return {"id": life.id, "title": life.title, "kind": life.kind.name, "url": ""}
    return {"id": life.id, "title": life.title, "kind": life.kind.name, "url": view.url(view.record_path(entry))}


def row(view: View, event: Event) -> dict[str, Any]:
    """Return what a list shows of an event."""
    words = {RENAMED: "renamed", REMOVED: "removed"}.get(event.what) or event.after or "new"
    before = event.before if event.what != RENAMED else ""
    path = f"{view.built.prefix}{event.life.path}"
    linked = event.commit and view.built.repository and event.life.path
    return {
        **reference(view, event.life),
        "day": event.day,
        "words": words,
        "before": before if before != words else "",
        "phase": event.phase if event.what != REMOVED else "retired",
        "status": event.after if event.what not in (RENAMED, REMOVED) else "",
        "commit": event.commit,
        "source": address_of(view.built.repository, event.commit, path) if linked else "",
        "retired": event.what == RETIRED,
    }


def task(view: View, item: Due) -> dict[str, Any]:
    """Return what a list shows of something that is due."""
    return {
        **view.reference(item.record),
        "what": item.what,
        "about": item.title if item.what in ("action", "waiver") else "",
        "by": item.by,
        "overdue": item.by < today(view),
        "who": view.person(item.owner) if item.owner else None,
        "priority": item.priority,
    }


def tasks(view: View) -> tuple[Due, ...]:
    """Return what is overdue or due soon, the earliest first."""
    try:
        until = date.fromisoformat(after(today(view), SOON))
    except ValueError:
        return ()
    return due(view.graph, until)


def chunked(page: Page, view: View, rows: Sequence[Mapping[str, Any]]) -> Iterator[Page]:
    """Make a page of its first 200 rows, and one more of each 200 that follow; all link to each other."""
    chunks = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)] or [[]]
    stem = page.path.removesuffix(".md").removesuffix("/index")
    names = [page.path, *(posixpath.join(stem, "more", f"{n}.md") for n in range(2, len(chunks) + 1))]
    for number, chunk in enumerate(chunks):
        links = [{"number": n + 1, "url": view.url(name), "here": n == number} for n, name in enumerate(names)]
        data = {**page.data, "rows": chunk, "found": len(rows), "pages": links}
        menu = page.menu if number == 0 else None
        yield Page(names[number], page.title, page.template, data, page.blocks, searchable=False, menu=menu)


def rate(part: int, whole: int) -> str:
    """Return a part of a whole in words; a percentage only of five or more, since fewer say nothing."""
    return f"{part} of {whole}" + (f" ({round(100 * part / whole)} %)" if whole >= 5 else "")  # noqa: PLR2004


def by_month(rows: Sequence[Mapping[str, Any]], key: str = "day") -> list[dict[str, Any]]:
    """Return rows in groups of one month each, in their order."""
    groups: list[dict[str, Any]] = []
    for found in rows:
        month = str(found[key])[:7]
        if not groups or groups[-1]["month"] != month:
            groups.append({"month": month, "title": month_name(month), "rows": []})
        groups[-1]["rows"].append(found)
    return groups


def month_name(month: str) -> str:
    """Return a month such as ``2026-03`` in words."""
    return date.fromisoformat(f"{month}-01").strftime("%B %Y") if is_date(f"{month}-01") else month


def is_failure(record: Record) -> bool:
    """Tell whether a record tells of something that failed."""
    return record.kind.name == "learning" and record.phase != "draft"
