"""Two records, or one at two moments, to what differs in fields and sections; two graphs, to records that differ."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adr.graph import Graph
from adr.record import Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs; None where it is absent. A mapping's entries are fields of their own: ``impact.users``."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that differs.

    Attributes:
        heading: The heading's text; empty for what stands above the first one.
        change: ``added``, ``removed`` or ``changed``.
        diff: The lines of a unified diff, each without its end.
    """

    heading: str
    change: str
    diff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two records."""

    fields: tuple[FieldChange, ...]
    sections: tuple[SectionChange, ...]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that differs between two graphs.

    Attributes:
        record: The record afterwards; where it is gone, before.
        what: ``new``, ``changed``, ``retired`` or ``removed``.
        before: The status before, None where there was none.
        parts: Names of the fields and headings of the sections that differ.
    """

    record: Record
    what: str
    before: str | None = None
    parts: tuple[str, ...] = ()


def changes(before: Graph, after: Graph) -> tuple[RecordChange, ...]:
    """Return the records that differ between two graphs, by id; a record with a new id is known by its aliases."""
    gone = {record.id: record for record in before.records}
    found = []
    for record in sorted(after.records, key=lambda record: (record.id, record.path)):
        old = next((gone.pop(id_) for id_ in (record.id, *record.aliases) if id_ in gone), None)
        if old is None:
            found.append(RecordChange(record, "new"))
        elif old.text != record.text:
            retired = record.phase == "retired" and old.phase != "retired"
            differs = compare(old, record)
            parts = (*(f.name for f in differs.fields), *(s.heading for s in differs.sections if s.heading))
            found.append(RecordChange(record, "retired" if retired else "changed", old.status, parts))
    unread = {entry.path for entry in after.unreadable}
    found += [RecordChange(old, "removed", old.status) for old in gone.values() if old.path not in unread]
    return tuple(found)


def compare(before: Record, after: Record) -> Comparison:
    """Return what differs, in the order of `after`; what it lacks comes last."""
    return Comparison(tuple(_fields(before, after)), tuple(_sections(before, after)))


def _fields(before: Record, after: Record) -> Iterator[FieldChange]:
    old, new = dict(_flat(before.fields)), dict(_flat(after.fields))
    for name in dict.fromkeys([*new, *old]):
        if old.get(name) != new.get(name):
            yield FieldChange(name, old.get(name), new.get(name))


def _flat(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        if isinstance(value, dict) and value:
            yield from ((f"{name}.{inner}", found) for inner, found in value.items())
        else:
            yield name, value


def _sections(before: Record, after: Record) -> Iterator[SectionChange]:
    old, new = texts(before), texts(after)
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            change = "changed" if key in old and key in new else "added" if key in new else "removed"
            lines = difflib.unified_diff(old.get(key, []), new.get(key, []), n=2, lineterm="")
            yield SectionChange(key[0], change, tuple(lines)[2:])


def texts(record: Record) -> dict[tuple[str, int], list[str]]:
    """Return the lines below each heading up to the next of any level; the second of two equal headings is another."""
    body = record.reading.body.encode()
    headings = record.document.headings
    ends = [*(heading.start for heading in headings), len(body)]
    parts = {("", 0): body[: ends[0]].decode().strip().splitlines()}
    seen: Counter[str] = Counter()
    for heading, end in zip(headings, ends[1:], strict=True):
        parts[heading.text, seen[heading.text]] = body[heading.end : end].decode().strip().splitlines()
        seen[heading.text] += 1
    return parts
