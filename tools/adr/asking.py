"""What somebody asks for on the command line, a query or ids, to records; what is in no register is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from adr.facets import KIND, Table, table
from adr.finding import CannotRunError, did_you_mean
from adr.graph import Graph, find_entry
from adr.people import Person
from adr.query import ORDERS, STATUS, Query, fold, parse, select
from adr.record import Entry

_OTHERS = ("words", "sort", "retired")
"""What a query says besides facets."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found.

    Attributes:
        entries: The records, and the files that cannot be read, in order.
        hidden: How many more a query would find if it asked for retired ones.
        later: Ids that were asked for by name, and that only the records of today have.
    """

    entries: tuple[Entry, ...]
    hidden: int = 0
    later: tuple[str, ...] = ()


def ask(graph: Graph, text: str, people: Mapping[str, Person], now: Callable[[], Graph]) -> Asked:
    """Return what a query such as ``kind=decision&tag=data``, or a list of ids with commas, finds in `graph`.

    `now` gives the records of today, for ids that `graph` has not. Raises CannotRunError for a facet or a value that
    there is not, with the nearest, and where nothing is found.
    """
    found = _query(graph, text, people) if "=" in text else _named(graph, text, now)
    if not found.entries and not found.later:
        retired = f"; {found.hidden} retired would: add `retired=1`" if found.hidden else ""
        raise CannotRunError(f"no record fits `{text}`{retired}")
    return found


def _named(graph: Graph, text: str, now: Callable[[], Graph]) -> Asked:
    entries: dict[str, Entry] = {}
    later: list[str] = []
    for name in re.findall(r"[^\s,]+", text):
        try:
            entry = find_entry(graph, name)
        except CannotRunError:
            known = find_entry(now(), name)
            names = [alias for alias in getattr(known, "aliases", ()) if alias in graph.by_id]
            if not names:
                later.append(known.id)
                continue
            entry = find_entry(graph, names[0])
        entries[entry.path] = entry
    return Asked(tuple(entries.values()), later=tuple(dict.fromkeys(later)))


def _query(graph: Graph, text: str, people: Mapping[str, Person]) -> Asked:
    def label(facet: str, value: str) -> str:
        return people[value].name if facet == "owner" and value in people else value

    rows = table(graph, graph.entries, label, mixed=True)
    _known(graph, rows, text)
    query = parse(text, rows.names)
    found = select(rows.rows, query, rows.names)
    entries = {id(row): entry for row, entry in zip(rows.rows, rows.entries, strict=True)}
    chosen = [entries[id(row)] for row in found.rows]
    if not _sorted(text, query):
        order = {name: place for place, name in enumerate(graph.kinds)}
        chosen.sort(key=lambda entry: (order.get(entry.kind.name, len(order)), _natural(entry.id), entry.path))
    return Asked(tuple(chosen), found.hidden)


def _known(graph: Graph, rows: Table, text: str) -> None:
    """Refuse what the query of an address would pass over: somebody who types it wants to know."""
    for name, value in parse_qsl(text.removeprefix("?"), keep_blank_values=True):
        if name not in rows.names and name not in _OTHERS:
            raise CannotRunError(f"no register is narrowed by `{name}`; {did_you_mean(name, (*rows.names, *_OTHERS))}")
        if name == "sort" and value.removeprefix("-") not in ORDERS:
            raise CannotRunError(f"nothing is sorted by `{value}`; {did_you_mean(value.removeprefix('-'), ORDERS)}")
        if name == "retired" and value not in ("0", "1"):
            raise CannotRunError(f"`retired={value}` is none of `retired=1` and `retired=0`")
        if name in rows.names:
            values = {known.value for known in rows.values[name]} | _possible(graph, rows, name)
            if value not in values:
                nearest = did_you_mean(value, values) if values else "no record has any"
                raise CannotRunError(f"no record has `{name}={value}`; {nearest}")


def _possible(graph: Graph, rows: Table, name: str) -> set[str]:
    """Return the values that a facet may have though no record has it."""
    if name == KIND:
        return set(graph.kinds)
    if name == STATUS:
        return {status for kind in graph.kinds.values() for status in kind.statuses}
    return {value for facet in rows.facets if facet.name == name for value in facet.order}


def _sorted(text: str, query: Query) -> bool:
    """Tell whether a query states its order."""
    return ("sort", query.sort) in parse_qsl(text.removeprefix("?"))


def _natural(id_: str) -> list[str]:
    """Return an id as it is sorted: numbers by value."""
    return [part.zfill(20) if part.isdecimal() else part for part in re.findall(r"\d+|\D+", fold(id_))]
