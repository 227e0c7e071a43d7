"""Pages that lead to records by what connects them: where they stand, and the HTML that their rows share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from adr.page import View
from adr.record import Entry, Record

EXPLORE = "explore/index.md"
OPTIONS = "options/index.md"
FAILURES = "failures/index.md"
TRIGGERS = "playbooks/by-trigger.md"
SYSTEMS = "systems/index.md"
GRAPH = "graph/index.md"

ROWS = 200
"""The most rows that a page has."""


def place(view: View, path: str) -> str:
    """Return where one of these pages is staged: at `path`, unless a register or a record is there already."""
    taken = {where.register for where in view.project.places}
    taken |= {view.record_path(entry) for entry in view.graph.entries}
    while path in taken:
        path = f"explore/{path}"
    return path


def graph_link(view: View, id_: str, at: str = "") -> str:
    """Return the address, from the site's root, of the graph around a record; `at` is where the graph is staged."""
    return f"{view.url(at or place(view, GRAPH))}?from={quote(id_, safe='')}"


@dataclass(frozen=True, slots=True)
class Rows:
    """Writes HTML for the page staged at `path`; handing rows to templates as data costs ten times that."""

    view: View
    path: str

    def to(self, target: str, fragment: str = "") -> str:
        """Return the address of a staged page as an attribute."""
        return escape(self.view.link(self.path, target) + (f"#{quote(fragment)}" if fragment else ""))

    def reference(self, entry: Entry, fragment: str = "") -> str:
        """Return a link to a record: its id and title."""
        title = entry.title if isinstance(entry, Record) else "cannot be read"
        return (
            f'<a class="adr-ref" href="{self.to(self.view.record_path(entry), fragment)}">'
            f'<span class="adr-id">{escape(entry.id)}</span> '
            f'<span class="adr-ref__title" dir="auto">{escape(title)}</span></a>'
        )

    def status(self, entry: Entry) -> str:
        """Return a record's status as a badge."""
        name = (entry.status or "no status") if isinstance(entry, Record) else "unreadable"
        phase = entry.phase if isinstance(entry, Record) else "unknown"
        return f'<span class="adr-status adr-status--{escape(phase)}" dir="auto">{escape(name)}</span>'

    def person(self, handle: str | None) -> str:
        """Return a link to a person; empty for nobody."""
        if not handle:
            return ""
        who = self.view.person(handle)
        depth = self.view.url(self.path).removeprefix("./").count("/")
        return f'<a class="adr-person" dir="auto" href="{"../" * depth}{escape(who["url"])}">{escape(who["name"])}</a>'


def day(text: object) -> str:
    """Return a day as HTML; empty for none."""
    shown = escape(str(text)) if text else ""
    return f'<time datetime="{shown}">{shown}</time>' if shown else ""


def row(cells: Sequence[str], words: str = "", labels: Sequence[str] = ()) -> str:
    """Return a table's row, the first cell its head.

    `words` is what a filter finds it by, besides its text; `labels` say on narrow screens what each further cell is.
    """
    attribute = f' data-words="{escape(words)}"' if words else ""
    names = [f' data-label="{label}"' for label in labels] or [""] * (len(cells) - 1)
    further = "".join(f"<td{name}>{cell}</td>" for name, cell in zip(names, cells[1:], strict=True))
    return f'<tr{attribute}><th scope="row">{cells[0]}</th>{further}</tr>\n'


def chunked(paths: str, weights: Iterable[int], most: int = ROWS) -> Iterator[tuple[str, slice]]:
    """Yield pages for things that take so many rows each: where a page is staged, and which of the things it shows.

    The first is at `paths`, the others beside it.
    """
    start, total, end, number = 0, 0, 0, 1
    for end, weight in enumerate(weights, 1):
        if total and total + weight > most:
            yield _numbered(paths, number), slice(start, end - 1)
            start, total, number = end - 1, 0, number + 1
        total += weight
    yield _numbered(paths, number), slice(start, end)


def _numbered(path: str, number: int) -> str:
    folder, name = posixpath.split(path.removesuffix(".md"))
    if number == 1:
        return path
    return posixpath.join(folder, f"page-{number}.md" if name == "index" else f"{name}-{number}.md")
