"""Records to typed edges, inverses, chains of supersession and backlinks."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from adr.dialect import number_of, stem
from adr.finding import CannotRunError, Location, did_you_mean
from adr.kind import Kind, Relation
from adr.record import Entry, Record, Unreadable, relations_in, target_of

if TYPE_CHECKING:
    from adr.markdown import Link

_OURS = re.compile(r"[A-Z]{3}-\d{4}")
_CITATIONS = 100
"""How often one record may cite another, so that each of its sentences is kept."""

_NUMBER = re.compile(r"[A-Z]{2,6}-(\d{1,6})$")


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation as stored on `source`: its name, the target as written, and its parts."""

    source: Record
    name: str
    index: int
    written: str
    target: str
    fragment: str
    version: str

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The place of the target in the source's front matter."""
        return ("relations", self.name, self.index)


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of `source` that links to or mentions a record, and its place."""

    source: Record
    sentence: str
    location: Location


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link in a body leads. ``path`` is from the project's root, or empty for the page itself."""

    path: str
    fragment: str
    record: Record | None
    outside: bool


class Graph:
    """All entries and what connects them. `exists` tells whether a path from the root names a file."""

    def __init__(
        self,
        entries: Iterable[Entry],
        kinds: Mapping[str, Kind],
        exists: Callable[[str], bool],
        others: Sequence[str] = (),
    ) -> None:
        self.entries: tuple[Entry, ...] = tuple(sorted(entries, key=lambda entry: entry.path))
        self.kinds = kinds
        self.exists = exists
        self.others = tuple(others)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The entries that could be read, by path."""
        return tuple(entry for entry in self.entries if isinstance(entry, Record))

    @cached_property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """The entries that could not be read, by path."""
        return tuple(entry for entry in self.entries if isinstance(entry, Unreadable))

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Entry, ...]]:
        """Every entry that has or claims an id; more than one where the id clashes."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.id].append(entry)
        return {id_: tuple(entries) for id_, entries in found.items()}

    @cached_property
    def aliases(self) -> Mapping[str, Record]:
        """The record that had each id or file name before; what is an id now is no alias."""
        return {alias: r for r in reversed(self.records) for alias in r.aliases if alias not in self.by_id}

    @cached_property
    def by_path(self) -> Mapping[str, Entry]:
        """Every entry by its path."""
        return {entry.path: entry for entry in self.entries}

    def get(self, id_: str) -> Record | None:
        """Return the first readable record with that id."""
        return next((entry for entry in self.by_id.get(id_, ()) if isinstance(entry, Record)), None)

    def known_as(self, id_: str) -> Record | None:
        """Return the first readable record that has an id, or had it."""
        return self.get(id_) or self.aliases.get(id_)

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return all entries of a kind, by path."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """Every relation that some kind stores, by name. Equal names agree on their inverse."""
        return {name: relation for kind in self.kinds.values() for name, relation in kind.relations.items()}

    @cached_property
    def inverses(self) -> Mapping[str, str]:
        """From a relation's inverse to the relation, symmetric ones left out."""
        return {r.inverse: r.name for r in self.relations.values() if r.inverse != r.name}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every relation as written, whatever it is worth, by path."""
        return tuple(edge for record in self.records for edge in self.edges_of(record))

    def edges_of(self, record: Record) -> tuple[Edge, ...]:
        """Return the relations that a record writes, whatever they are worth."""
        return tuple(map(self._resolved, _edges(record)))

    def arrows(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the ids from and to which a relation leads, as written, by path."""
        return tuple((edge.source.id, edge.target) for edge in self.edges if edge.name == name)

    def _resolved(self, edge: Edge) -> Edge:
        """Return an edge to a file of another folder, whose dialect makes another id of its name, with that id."""
        if edge.source.dialect == "native" or edge.target in self.by_id:
            return edge
        found = self._by_stem.get(edge.target, ())
        return replace(edge, target=found[0].id) if len(found) == 1 else edge

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[stem(entry.path)].append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the path of the record that they start from."""
        return _group(self._turned, lambda edge: edge.source.path)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the id they point at."""
        return _group(self._turned, lambda edge: edge.target)

    @cached_property
    def _turned(self) -> tuple[Edge, ...]:
        """Every relation from the side on which it belongs; one that is written from the other side is turned round."""
        straight = [edge for edge in self.edges if edge.name not in self.inverses]
        known = {(edge.source.id, edge.name, edge.target) for edge in straight}
        for edge in self.edges:
            name = self.inverses.get(edge.name)
            source = self.get(edge.target) if name else None
            if name and source and (source.id, name, edge.source.id) not in known:
                straight.append(Edge(source, name, edge.index, edge.source.id, edge.source.id, "", ""))
        return tuple(straight)

    def successors(self, record: Record) -> tuple[Record, ...]:
        """Return the records that say they supersede `record` as a whole, by path."""
        edges = self.incoming.get(record.id, ())
        return tuple(e.source for e in edges if e.name == "supersedes" and not e.fragment)

    def partial_successors(self, record: Record) -> tuple[Edge, ...]:
        """Return the edges by which other records supersede a part of `record`, a heading of it, by path."""
        return tuple(e for e in self.incoming.get(record.id, ()) if e.name == "supersedes" and e.fragment)

    def current(self, record: Record) -> tuple[Record, ...]:
        """Return what is in force instead of `record`: the ends of its chain of supersession in force."""
        found: list[Record] = []
        seen, pending = {record.path}, list(self.successors(record))
        while pending:
            following = pending.pop(0)
            if following.path in seen:
                continue
            seen.add(following.path)
            if following.phase == "in-force":
                found.append(following)
            pending.extend(self.successors(following))
        return tuple(found)

    @cached_property
    def _other_names(self) -> Mapping[str, str]:
        """Ids that are not of our own form, and what records were called before, to the id of the record."""
        names = {alias: record.id for alias, record in self.aliases.items()}
        names |= {id_: id_ for id_ in self.by_id if not _OURS.fullmatch(id_)}
        return {name: id_ for name, id_ in names.items() if "-" in name and any(c.isdigit() for c in name)}

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Citation, ...]]:
        """By id: every sentence of another record's body that links to or mentions the record."""
        found: dict[str, dict[tuple[str, str], Citation]] = defaultdict(dict)
        for record in self.records:
            document = record.document
            places = [(mention.id, mention.start) for mention in document.mentions if mention.id in self.by_id]
            if names := self._other_names:
                places += [(names[mention.id], mention.start) for mention in document.mentions_of(names)]
            for link in document.links:
                target = self.destination(record, link).record
                if target is not None:
                    places.append((target.id, link.start))
            cited: Counter[str] = Counter()
            for id_, start in sorted(places, key=lambda place: place[1]):
                cited[id_] += 1
                if id_ != record.id and cited[id_] <= _CITATIONS:
                    sentence = document.sentence(start)
                    found[id_].setdefault((record.path, sentence), Citation(record, sentence, record.in_body(start)))
        return {id_: tuple(citations.values()) for id_, citations in found.items()}

    def destination(self, record: Record, link: Link) -> Destination:
        """Return where a link in `record`'s body leads, without asking whether anything is there."""
        from urllib.parse import unquote, urlsplit

        try:
            parts = urlsplit(link.target)
        except ValueError:
            return Destination("", "", None, outside=True)
        if parts.scheme or parts.netloc:
            return Destination("", "", None, outside=True)
        fragment = unquote(parts.fragment)
        if not parts.path:
            return Destination("", fragment, None, outside=False)
        base = "" if parts.path.startswith("/") else posixpath.dirname(record.path)
        path = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
        entry = self.by_path.get(path)
        return Destination(path, fragment, entry if isinstance(entry, Record) else None, outside=False)


def find_record(graph: Graph, name: str) -> Record:
    """Return the record with an id (in any case), at a path, or with a number that no other has.

    Raises CannotRunError with the nearest id.
    """
    entry = find_entry(graph, name)
    if isinstance(entry, Unreadable):
        raise CannotRunError(f"{entry.path}:{entry.line}:{entry.column} cannot be read: {entry.message}")
    return entry


def find_entry(graph: Graph, name: str) -> Entry:
    """Return the record, or the file that cannot be read, of that id, path or number.

    Raises CannotRunError for none, and for a number that several have.
    """
    entries = graph.by_id.get(name.upper()) or graph.by_id.get(name)
    entry = (
        entries[0] if entries else graph.by_path.get(name) or graph.aliases.get(name.upper()) or graph.aliases.get(name)
    )
    if entry is None and name.isdecimal():
        numbered = [other for other in graph.entries if _number(other) == int(name)]
        decisions = [other for other in numbered if other.kind.name == "decision"]
        numbered = decisions if len(decisions) == 1 else numbered
        entry = numbered[0] if numbered else None
        if len(numbered) > 1:
            ids = [other.id for other in numbered]
            names = ids if len(set(ids)) == len(ids) else [other.path for other in numbered]
            raise CannotRunError(f"`{name}` is the number of {' and '.join(names)}; name one of them")
    if entry is None:
        raise CannotRunError(f"no record is called `{name}`; {did_you_mean(name.upper(), graph.by_id)}")
    if entries and len(entries) > 1:
        raise CannotRunError(f"`{name}` is the id of {' and '.join(e.path for e in entries)}; name the path")
    return entry


def _number(entry: Entry) -> int | None:
    """Return the number of an entry: that at the end of its id, else that of its file; a date is none."""
    match = _NUMBER.match(entry.id)
    return int(match[1]) if match else number_of(entry.path)


def _edges(record: Record) -> Iterable[Edge]:
    for name, index, written in relations_in(record.fields):
        yield Edge(record, name, index, written, *target_of(written))


def _group(edges: Iterable[Edge], key: Callable[[Edge], str]) -> Mapping[str, tuple[Edge, ...]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[key(edge)].append(edge)
    return {name: tuple(group) for name, group in found.items()}
