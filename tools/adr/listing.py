"""A table of records to its pages: at most 200 rows each, in several orders, and one for each value of each facet."""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from adr import dataset
from adr.facets import KIND, Facet, Table, Value, table
from adr.html import Block
from adr.page import Asset, Page, View, facet_path, person_path, tag_path
from adr.query import NEWEST, STATUS, Query, Row, ordered, select
from adr.record import Entry, Record
from adr.table_rows import TableRows

ROWS = 200
"""The most rows that a page has."""

VALUES = 100
"""The most values of a facet that have pages of their own: those that most records have."""

_SHOWN = 6
_ORDERS = {"date": (NEWEST, "Newest first"), "id": ("id", "By id"), "title": ("title", "By title")}


@dataclass(frozen=True)
class Listing:
    """A register: a table of entries at `path`, and what its pages say of it.

    Attributes:
        shared: The facets whose values have pages already, and where; no others are made of them.
        about: What the template shows besides.
        parts: Registers of parts of the entries; what only one of them is narrowed by has its pages there.
    """

    view: View
    path: str
    title: str
    entries: Sequence[Entry]
    about: Mapping[str, Any]
    shared: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    parts: Sequence[Listing] = ()
    intro: Sequence[Block] = ()
    menu: int = 10
    mixed: bool = False

    def pages(self) -> Iterator[Page | Asset]:
        """Make all pages of the register, and its data for the browser."""
        script = posixpath.join(self._folder, "register-data.js")
        data = dataset.script(self.path, dataset.encoded(self.view, self._table))
        yield Asset(script, data)
        live = select(self._table.rows, Query(), self._table.names)
        retired = ordered(row for row in self._table.rows if row.phase == "retired")
        head = {
            "total": len(self.entries),
            "facets": [*self._panel(live.counts)],
            "orders": [self._order(name) for name in _ORDERS],
            "retired": {"count": len(retired), "url": self.view.url(self._retired)} if retired else None,
        }
        version = hashlib.sha256(data).hexdigest()[:10]
        start = {**head, "script": {"url": f"{self.view.url(script)}?v={version}", "name": self.path}, "order": "date"}
        pages = self._chunked(self.path, live.rows, start)
        yield replace(pages[0], blocks=self.intro, menu=self.menu)
        yield from pages[1:]
        if retired:
            yield from self._chunked(self._retired, retired, {**head, "order": "", "only_retired": True})
        for name in ("id", "title") if len(live.rows) > 1 else ():
            rows = ordered(live.rows, _ORDERS[name][0])
            yield from self._chunked(self._sorted[name], rows, {**head, "order": name})
        yield from self._facet_pages()

    def _facet_pages(self) -> Iterator[Page]:
        having: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self._table.rows:
            for name, values in row.values.items():
                for value in values:
                    having[name, value].append(row)
        facets = {facet.name: facet for facet in self._table.facets}
        for (name, text), path in self._own.items():
            rows = ordered(having[name, text])
            old = [row for row in rows if row.phase == "retired" and name != STATUS]
            rows = [*(row for row in rows if row not in old), *old] if old else rows
            label = self._label(name, text)
            about = {
                "facet": {"title": facets[name].title, "label": label},
                "query": urlencode({name: text}),
                "elsewhere": self._shared_page(name, text),
                "order": "date",
            }
            for page in self._chunked(path, rows, about, len(rows) - len(old)):
                yield replace(page, title=f"{self.title}: {facets[name].title} {label}")

    def _chunked(self, first: str, rows: Sequence[Row], data: Mapping[str, Any], live: int | None = None) -> list[Page]:
        """Return pages of at most `ROWS` rows; all but a register's first are for readers only, not for maps of it.

        With `live`, a facet's: the rows from there on are retired, and folded away.
        """
        chunks = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)] or [[]]
        stem = first.removesuffix(".md")
        paths = [first, *(self._free(f"{stem}-{n}.md") for n in range(2, len(chunks) + 1))]
        made = []
        template = "register.html" if live is None else "facet.html"
        parting = len(rows) if live is None else live
        for number, chunk in enumerate(chunks):
            live = max(parting - number * ROWS, 0)
            links = [{"number": n + 1, "url": self.view.url(p), "here": n == number} for n, p in enumerate(paths)]
            shown = {
                **self.about,
                **(data if number == 0 else {k: v for k, v in data.items() if k != "script"}),
                "register": {"title": self.title, "url": self.view.url(self.path), "mixed": self.mixed},
                "found": len(rows),
                "rows": self._rows.html(chunk[:live], paths[number]),
                "old": {"count": len(chunk[live:]), "rows": self._rows.html(chunk[live:], paths[number])},
                "pages": links,
                "unlisted": paths[number] != self.path,
            }
            made.append(Page(paths[number], self.title, template, shown, searchable=False))
        return made

    def _panel(self, counts: Mapping[str, Mapping[str, int]]) -> Iterator[dict[str, Any]]:
        """Yield each facet with the values that narrow the register, those with most records first."""
        for facet in self._table.facets:
            values = self._table.values[facet.name]
            found = [(value, counts[facet.name].get(value.value, 0)) for value in values]
            found = [(value, count) for value, count in found if count]
            if not found or (len(found) == 1 and found[0][1] == len(self.entries)):
                continue
            linked = [self._link(facet, *pair) for pair in _by_count(facet, found)]
            kept = [link for link in linked if link["url"]]
            shown = _SHOWN if len(kept) > _SHOWN + 1 else len(kept)
            yield {
                "name": facet.name,
                "title": facet.title,
                "links": kept[:shown],
                "more": kept[shown:],
                "left": len(linked) - len(kept),
            }

    def _link(self, facet: Facet, value: Value, count: int) -> dict[str, Any]:
        url = self._address(facet.name, value.value)
        return {"value": value.value, "label": value.label, "count": count, "url": url}

    def _order(self, name: str) -> dict[str, str]:
        path = self.path if name == "date" else self._sorted[name]
        return {"name": name, "label": _ORDERS[name][1], "url": self.view.url(path)}

    def _address(self, name: str, value: str) -> str:
        """Return where a facet's value has a page, from the site's root; empty where it has none."""
        if path := self._own.get((name, value)):
            return self.view.url(path)
        if part := self._parts.get(name):
            return part._address(name, value)  # noqa: SLF001 - one of our own
        return self._shared_page(name, value)

    def _shared_page(self, name: str, value: str) -> str:
        at = self.shared.get(name) or {"tag": tag_path, "owner": person_path}.get(name)
        return self.view.url(at(value)) if at else ""

    def _label(self, name: str, value: str) -> str:
        """Return what readers call a facet's value."""
        if name == "owner":
            return self.view.person(value)["name"]
        if name == KIND and value in self.view.graph.kinds:
            return self.view.graph.kinds[value].title
        known = self.view.graph.by_id.get(value, ()) if name != "tag" else ()
        return next((entry.title for entry in known if isinstance(entry, Record)), value)

    @cached_property
    def _table(self) -> Table:
        return table(self.view.graph, self.entries, self._label, mixed=self.mixed)

    @cached_property
    def _rows(self) -> TableRows:
        return TableRows(self.view, self._table, self._address, self.mixed)

    @property
    def _folder(self) -> str:
        return self.path.removesuffix(".md").removesuffix("index").rstrip("/")

    @cached_property
    def _taken(self) -> set[str]:
        """The paths, in lower case, that no further page may have."""
        registers = chain((self.path,), (place.register for place in self.view.project.places))
        records = (self.view.record_path(entry) for entry in self.view.graph.entries)
        return {path.lower() for path in chain(registers, records)}

    def _free(self, path: str) -> str:
        """Return a path that nothing has, and take it."""
        free, number = path, 1
        while free.lower() in self._taken:
            number += 1
            free = f"{path.removesuffix('.md')}-{number}.md"
        self._taken.add(free.lower())
        return free

    @cached_property
    def _retired(self) -> str:
        return self._free(posixpath.join(self._folder, "retired.md"))

    @cached_property
    def _sorted(self) -> Mapping[str, str]:
        return {name: self._free(posixpath.join(self._folder, "sort", f"{name}.md")) for name in ("id", "title")}

    @cached_property
    def _parts(self) -> Mapping[str, Listing]:
        """For each facet that only one part has, that part."""
        having = defaultdict(list)
        for part in self.parts:
            for name, values in part._table.values.items():  # noqa: SLF001 - one of our own
                if values:
                    having[name].append(part)
        return {name: parts[0] for name, parts in having.items() if len(parts) == 1}

    @cached_property
    def _own(self) -> Mapping[tuple[str, str], str]:
        """The paths of the pages of values, of each facet those that most records have."""
        return {
            (facet.name, value.value): self._free(facet_path(self._folder, facet.name, value.value))
            for facet in self._table.facets
            if facet.name not in self.shared and facet.name not in self._parts
            for value in sorted(self._table.values[facet.name], key=lambda value: -value.count)[:VALUES]
        }


def _by_count(facet: Facet, found: list[tuple[Value, int]]) -> list[tuple[Value, int]]:
    """Return values in the facet's own order; where it has none, those with most records first."""
    return found if facet.order or facet.latest else sorted(found, key=lambda pair: -pair[1])
