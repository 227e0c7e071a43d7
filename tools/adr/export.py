"""What an export is: one file of ``exports/`` that hands records over in the format of another tool."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from adr import discovery
from adr.dialect import Span
from adr.edit import Edit, apply
from adr.graph import Graph
from adr.links import cut, retarget
from adr.markdown import Link
from adr.naming import file_slug
from adr.people import Person
from adr.record import Entry, Record, Unreadable
from adr.report import row

_NUMBERED = re.compile(r"(?:[A-Za-z]+-)?0*(\d{1,4})$")


@dataclass(frozen=True)
class Request:
    """What is to be exported.

    Attributes:
        graph: All records, exported or not.
        entries: Those that are exported, by path.
        name: What the knowledge base is called.
        people: Who is known, by handle.
        output: The folder that files are written to, from the project's root; None outside the project or for a stream.
        raw: Whether cells that a spreadsheet would run as formulas stay as they are.
    """

    graph: Graph
    entries: tuple[Entry, ...]
    name: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    output: str | None = None
    raw: bool = False

    @cached_property
    def _chosen(self) -> Graph:
        return Graph(self.entries, self.graph.kinds, self.graph.exists)

    @property
    def records(self) -> tuple[Record, ...]:
        """The entries that could be read, by path."""
        return self._chosen.records

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """The entries that could not."""
        return self._chosen.unreadable

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """A number for each record by its path: its id's, and the next free one where that is none or taken."""
        found: dict[str, int] = {}
        taken: set[int] = set()
        for record in self.records:
            match = _NUMBERED.match(record.id)
            if match and int(match[1]) not in taken:
                found[record.path] = int(match[1])
                taken.add(int(match[1]))
        last = max(taken, default=0)
        for record in self.records:
            if record.path not in found:
                last += 1
                found[record.path] = last
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """A file name ``NNNN-title.md`` for each record by its path, in the words of the name that it has."""
        return {record.path: f"{self.numbers[record.path]:04d}-{_words(record)}.md" for record in self.records}

    @cached_property
    def by_name(self) -> Mapping[str, Record]:
        """Each record by the file name that it gets."""
        return {self.names[record.path]: record for record in self.records}

    def renumbered(self) -> list[str]:
        """Return a line for each record whose number is not its id's."""
        return [
            f"{record.path} gets the number {self.numbers[record.path]}: its id {record.id} gives none that is free"
            for record in self.records
            if not re.fullmatch(rf"(?:[A-Za-z]+-)?0*{self.numbers[record.path]}", record.id)
        ]

    def link_to(self, path: str) -> str | None:
        """Return the address of a path of the project in a file of the output; None where there is none."""
        if path in self.names:
            return self.names[path]
        return None if self.output is None else quote(posixpath.relpath(path, self.output or "."))

    def address(self, record: Record, target: str) -> str | None:
        """Return where a link of a record's body leads from the output; None where it stays as it is."""
        where = self.graph.destination(record, Link(target, "", image=False, start=0))
        if where.outside or not where.path:
            return None
        written, rest = cut(target)
        if where.path not in self.names and (target.startswith("/") or self.output is None):
            return None
        new = self.link_to(where.path)
        if new is None or unquote(new) == unquote(written):
            return None
        return new + ("/" if written.endswith("/") else "") + rest


@dataclass(frozen=True)
class Exported:
    """What an export made.

    Attributes:
        files: Paths below the output folder, and texts; a format of one document has one, without a name.
        lost: Fields that had no place in the format, and in how many records.
        notes: What else a reader has to know, a line each.
        left: How many records are not in it.
    """

    files: Mapping[str, str]
    lost: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        write: Makes the export; writes nothing itself.
        folder: Whether it is a folder of files, and not one document.
        series: Whether it knows one series of numbers, so that records of one kind are exported at a time.
        cells: Whether a spreadsheet opens it.
    """

    write: Callable[[Request], Exported]
    folder: bool = False
    series: bool = False
    cells: bool = False


def names() -> tuple[str, ...]:
    """Return the names of all formats, without loading any."""
    return tuple(name.replace("_", "-") for name in discovery.names("exports"))


def load(name: str) -> Format:
    """Return the format called `name`, which is one of `names()`."""
    found: Format = discovery.load("exports", name.replace("-", "_"), "EXPORT")
    return found


def about(record: Record) -> dict[str, Any]:
    """Return what every record has, whatever its fields: keys as in ``schemas/list.yaml``, and its dialect."""
    shown = row(record)
    known = ("id", "kind", "title", "status", "status_raw", "phase", "date", "path")
    return {**{name: shown[name] for name in known}, "dialect": record.dialect}


def unplaced(records: Iterable[Record], placed: Iterable[str]) -> Counter[str]:
    """Count the fields that are not among those a format has a place for; empty ones are not missed."""
    known = {"kind", *placed}
    return Counter(
        name
        for record in records
        for name, value in record.fields.items()
        if name not in known and value not in (None, "", [], {})
    )


def relinked(record: Record, new: Callable[[str], str | None], without: Sequence[Span] = ()) -> tuple[str, list[str]]:
    """Return a record's body with its links led elsewhere, and a line for each that could not be.

    Ranges of the body that it is to be `without` are taken out.
    """
    links, missed = retarget(record.document, new)
    edits = [e for e in links if not any(start <= e.start < end for start, end in without)]
    edits += [Edit(start, end, "") for start, end in without]
    notes = [f"{record.path}: the link to `{target}` was left as it is" for target in missed]
    return apply(record.reading.body, edits), notes


def relations(graph: Graph, record: Record) -> list[tuple[str, str, str]]:
    """Return a record's relations both ways: name as seen from here, id of the other record, and the part of it."""
    found: dict[tuple[str, str, str], None] = {}
    for edge in graph.outgoing.get(record.path, ()):
        found[edge.name, edge.target, edge.fragment] = None
    for edge in graph.incoming.get(record.id, ()):
        relation = graph.relations.get(edge.name)
        name = relation.inverse if relation else f"{edge.name} of"
        found[f"{name} in part" if edge.fragment else name, edge.source.id, ""] = None
    return list(found)


def _words(record: Record) -> str:
    """Return what a file name says after the number."""
    stem = posixpath.splitext(posixpath.basename(record.path))[0]
    match = re.fullmatch(rf"(?:{re.escape(record.id)}|\d{{4}})-([a-z0-9-]+)", stem)
    return match[1] if match else file_slug(record.title) or "record"
