"""A register's rows as HTML, made once and set into every page that shows them.

A record is on some ten pages: in three orders, and with each of its values. Handing rows to the engine's templates as
data costs ten times as much as all the rest of those pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from adr.facets import KIND, Table
from adr.page import View
from adr.query import STATUS, Row

_BASE = "\0"
"""Stands for the way from a page to the site's root."""

_LONG_ID = 12


@dataclass(frozen=True)
class TableRows:
    """The rows of a table. `address` says where a facet's value has a page; `mixed` shows the kind."""

    view: View
    table: Table
    address: Callable[[str, str], str]
    mixed: bool

    def html(self, rows: Iterable[Row], page: str) -> str:
        """Return table rows as the page staged at `page` shows them."""
        depth = self.view.url(page).removeprefix("./").count("/")
        return "".join(self._html[id(row)] for row in rows).replace(_BASE, "../" * depth or "./")

    @cached_property
    def _html(self) -> dict[int, str]:
        entries = zip(self.table.rows, self.table.entries, strict=True)
        return {id(row): self._row(row, self.view.url(self.view.record_path(entry))) for row, entry in entries}

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {(name, value.value): value.label for name, found in self.table.values.items() for value in found}

    def _row(self, row: Row, url: str) -> str:
        id_, title = _text(row.id), _text(row.title)
        long = " adr-id--long" if len(row.id) > _LONG_ID else ""
        tags = "".join(self._link("tag", tag, self.address("tag", tag)) for tag in row.values.get("tag", ()))
        head = f'<a class="adr-ref__title" dir="auto" href="{_BASE}{_text(url)}"><span class="adr-hidden">{id_} </span>'
        head += f"{title}</a>" + (f'<span class="adr-tags">{tags}</span>' if tags else "")
        status = _text(self._first(STATUS, row))
        owners = "".join(
            self._link("owner", owner, self.view.person(owner)["url"]) for owner in row.values.get("owner", ())
        )
        date = f'<time datetime="{_text(row.date)}">{_text(row.date)}</time>' if row.date else ""
        cells = [
            f'<td class="adr-register__id"><span class="adr-id{long}">{id_}</span></td>',
            f'<th scope="row" class="adr-register__title">{head}</th>',
            f"<td>{_text(self._first(KIND, row))}</td>" if self.mixed else "",
            f'<td><span class="adr-status adr-status--{_text(row.phase)}" dir="auto">{status}</span></td>',
            f'<td>{owners}</td><td class="adr-date">{date}</td>',
        ]
        return f'<tr data-phase="{_text(row.phase)}">{"".join(cells)}</tr>\n'

    def _first(self, name: str, row: Row) -> str:
        values: Sequence[str] = row.values.get(name, ())
        return self._labels[name, values[0]] if values else ""

    def _link(self, name: str, value: str, url: str) -> str:
        label, classes = self._labels[name, value], "adr-person" if name == "owner" else "adr-tag"
        return f'<a class="{classes}" dir="auto" href="{_BASE}{_text(url)}">{_text(label)}</a>'


def _text(value: str) -> str:
    return escape(value.replace(_BASE, "\ufffd"))
