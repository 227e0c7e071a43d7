"""Records to rows that a query can narrow. Which fields are facets is said by the kinds' schemas, as `x-facets`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adr.graph import Graph
from adr.kind import Kind
from adr.query import STATUS, Row, fold
from adr.record import Entry, Record, items

KIND = "kind"
"""The facet that the register of all kinds has besides."""

_DATES = ("date", "date-time")
_YEAR = 4


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to narrow a register by.

    Attributes:
        name: What it is called in addresses.
        title: What readers see.
        field: The field that holds its values, dots leading into it; a date counts by its year.
        to: Instead of a field, a kind: the records of that kind that a record points at.
        order: The values in their own order, where they have one.
        latest: Whether the greatest value comes first.
    """

    name: str
    title: str
    field: str = ""
    to: str = ""
    order: tuple[str, ...] = ()
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet that some row has: how many have it, and how readers know it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Table:
    """Rows with their facets. `values` are those of each facet, in their order; `entries` belong to the rows."""

    facets: tuple[Facet, ...]
    values: Mapping[str, tuple[Value, ...]]
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the facets."""
        return tuple(facet.name for facet in self.facets)


def facets_of(kind: Kind) -> tuple[Facet, ...]:
    """Return a kind's facets: those that every kind has, then its own; of two with one name the last."""
    stated = [*kind.envelope.get("x-facets", ()), *kind.raw.get("x-facets", ())]
    found = {}
    for entry in stated:
        about = entry if isinstance(entry, dict) else {"name": entry, "field": entry}
        facet = _facet(kind, about)
        found[facet.name] = facet
    return tuple(found.values())


def table(graph: Graph, entries: Sequence[Entry], label: Callable[[str, str], str], *, mixed: bool = False) -> Table:
    """Return the rows of entries. `label` says what readers call a facet's value; `mixed` adds the kind as a facet."""
    kinds = dict.fromkeys(entry.kind for entry in entries)
    by_kind = {kind: facets_of(kind) for kind in kinds}
    facets: dict[str, Facet] = {}
    if mixed:
        facets[KIND] = Facet(KIND, "Kind", order=tuple(graph.kinds))
    for facet in (facet for each in by_kind.values() for facet in each):
        known = facets.setdefault(facet.name, facet)
        order = tuple(dict.fromkeys((*known.order, *facet.order)))
        facets[facet.name] = Facet(facet.name, known.title, order=order, latest=facet.latest)
    held = [_held(graph, entry, by_kind[entry.kind]) for entry in entries]
    values = {name: _values(facet, [row.get(name, ()) for row in held], label) for name, facet in facets.items()}
    places = {name: {value.value: i for i, value in enumerate(found)} for name, found in values.items()}
    rows = tuple(_row(entry, row, places, label) for entry, row in zip(entries, held, strict=True))
    return Table(tuple(facets.values()), values, rows, tuple(entries))


def _facet(kind: Kind, about: Mapping[str, str]) -> Facet:
    name, field = about["name"], about.get("field", "")
    title = about.get("title") or (kind.label(name) if name == field else name.replace("-", " ").capitalize())
    schema = kind.schema_at(field.split(".")) if field else {}
    dated = schema.get("format") in _DATES
    choice = schema.get("items", schema).get("enum", ())
    return Facet(name, title, field, about.get("to", ""), tuple(map(str, choice)), latest=dated)


def _held(graph: Graph, entry: Entry, facets: Iterable[Facet]) -> dict[str, tuple[str, ...]]:
    """Return the values that an entry has, by facet."""
    if not isinstance(entry, Record):
        return {KIND: (entry.kind.name,), STATUS: ("unreadable",)}
    found: dict[str, tuple[str, ...]] = {KIND: (entry.kind.name,)}
    for facet in facets:
        values = _pointed(graph, entry, facet.to) if facet.to else _written(entry.fields, facet)
        if kept := tuple(dict.fromkeys(value for value in values if value)):
            found[facet.name] = kept
    return {STATUS: ("no status",), **found}


def _written(fields: Mapping[str, Any], facet: Facet) -> Iterator[str]:
    value: Any = fields
    for step in facet.field.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    for item in items(value):
        if isinstance(item, bool):
            yield "yes" if item else "no"
        elif isinstance(item, str | int):
            text = str(item).strip()
            year = text[:_YEAR]
            if not facet.latest:
                yield text
            elif year.isdecimal() and text[_YEAR : _YEAR + 1] == "-":
                yield year


def _pointed(graph: Graph, record: Record, kind: str) -> Iterator[str]:
    """Yield the ids of the records of a kind that a record points at, or that point at it."""
    for edge in graph.outgoing.get(record.path, ()):
        target = graph.get(edge.target)
        if target and target.kind.name == kind:
            yield target.id
    for edge in graph.incoming.get(record.id, ()):
        if edge.source.kind.name == kind:
            yield edge.source.id


def _values(facet: Facet, held: Iterable[Sequence[str]], label: Callable[[str, str], str]) -> tuple[Value, ...]:
    """Return the values that there are, in the facet's own order, then by label."""
    counts = Counter(value for values in held for value in values)
    order = {value: i for i, value in enumerate(facet.order)}
    found = [Value(value, label(facet.name, value), count) for value, count in counts.items()]
    found.sort(key=lambda value: (fold(value.label), value.value), reverse=facet.latest)
    return tuple(sorted(found, key=lambda value: order.get(value.value, len(order))))


def _row(
    entry: Entry,
    held: Mapping[str, tuple[str, ...]],
    places: Mapping[str, Mapping[str, int]],
    label: Callable[[str, str], str],
) -> Row:
    ranks = {name: places[name][held[name][0]] for name in (KIND, STATUS, "owner") if name in held and name in places}
    values = {name: held[name] for name in places if name in held}
    title = entry.title if isinstance(entry, Record) else entry.path.rsplit("/", 1)[-1]
    date = entry.date or "" if isinstance(entry, Record) else ""
    phase = entry.phase if isinstance(entry, Record) else "unknown"
    owners = [text for owner in held.get("owner", ()) for text in (owner, label("owner", owner))]
    words = fold("\n".join([entry.id, title, *held.get("tag", ()), *owners]))
    return Row(entry.id, title, date, phase, values, ranks, words)
