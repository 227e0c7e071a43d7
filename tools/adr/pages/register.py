"""A register per kind: what there is and what is in force, at most 200 rows a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from adr.html import Block, to_blocks
from adr.kind import Kind
from adr.page import Page, View
from adr.record import Entry, Record

ROWS = 200


def pages(view: View) -> Iterator[Page]:
    """Make the register of every kind, in as many pages as it takes, the newest records first."""
    for kind in view.graph.kinds.values():
        entries = sorted(view.graph.of_kind(kind), key=_newest, reverse=True)
        chunks = [entries[i : i + ROWS] for i in range(0, len(entries), ROWS)] or [[]]
        first = view.project.place(kind.name).register
        paths = [first, *(f"{first.removesuffix('.md')}-{n}.md" for n in range(2, len(chunks) + 1))]
        for number, chunk in enumerate(chunks):
            data = {
                "kind": {"name": kind.name, "title": kind.title, "plural": kind.plural},
                "total": len(entries),
                "statuses": _statuses(kind, entries),
                "rows": [view.reference(entry) for entry in chunk],
                "pages": [
                    {"number": n + 1, "url": view.url(path), "here": n == number} for n, path in enumerate(paths)
                ],
                "schema": f"schemas/{kind.name}.schema.json",
            }
            menu = 10 if number == 0 else None
            yield Page(
                paths[number], kind.plural, "register.html", data, _intro(view, kind), searchable=False, menu=menu
            )


def _newest(entry: Entry) -> tuple[str, str]:
    return (entry.date or "" if isinstance(entry, Record) else "", entry.id)


def _statuses(kind: Kind, entries: Sequence[Entry]) -> list[dict[str, object]]:
    """Return how many records have each status, in the order of a record's life."""
    counts = Counter(entry.status or "no status" if isinstance(entry, Record) else "unreadable" for entry in entries)
    order = [*kind.statuses, *sorted(set(counts) - set(kind.statuses))]
    return [{"name": name, "phase": kind.phase(name), "count": counts[name]} for name in order if counts[name]]


def _intro(view: View, kind: Kind) -> Sequence[Block]:
    """Return what the kind is for, in the words of its description's first paragraph."""
    paragraph = kind.description.strip().split("\n\n", 1)[0]
    return to_blocks(paragraph, view.resolver(view.project.place(kind.name).register), lambda _: None)
