"""What the bodies of records say of other records: links and ids in running text."""

from __future__ import annotations

import posixpath
import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from adr.finding import Location
from adr.record import Entry, Record

if TYPE_CHECKING:
    from adr.markdown import Link

_OURS = re.compile(r"[A-Z]{3}-\d{4}")
_CITATIONS = 100
"""How often one record may cite another, so that each of its sentences is kept."""


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


class Citing(ABC):
    """What a graph can be asked about bodies."""

    @property
    @abstractmethod
    def records(self) -> tuple[Record, ...]:
        """The entries that could be read, by path."""

    @property
    @abstractmethod
    def by_id(self) -> Mapping[str, tuple[Entry, ...]]:
        """Every entry that has or claims an id."""

    @property
    @abstractmethod
    def by_path(self) -> Mapping[str, Entry]:
        """Every entry by its path."""

    @property
    @abstractmethod
    def aliases(self) -> Mapping[str, Record]:
        """The record that had each id or file name before."""

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

    def is_cited(self, record: Record) -> bool:
        """Tell whether another record's body links to or mentions `record`: whether it has backlinks."""
        if record.id in self._cited:
            return True
        return self.has_other_names(record) and record.id in self._cited_otherwise

    def has_other_names(self, record: Record) -> bool:
        """Tell whether a record can be mentioned by more than an id of our own form."""
        same = self.by_id.get(record.id, ())
        return not _OURS.fullmatch(record.id) or any(isinstance(other, Record) and other.aliases for other in same)

    @cached_property
    def _cited(self) -> frozenset[str]:
        """The ids that other records link to or mention as they are."""
        return frozenset(id_ for record in self.records for id_ in self._cited_by(record, cites(record)))

    def _cited_by(self, record: Record, names: Collection[str]) -> Iterator[str]:
        """Yield the ids of the other records that a record cites, from what `cites` says of it."""
        for name in names:
            if name[0] == "c":
                id_ = name[1:] if name[1:] in self.by_id else record.id
            else:
                entry = self.by_path.get(name[1:])
                id_ = entry.id if isinstance(entry, Record) else record.id
            if id_ != record.id:
                yield id_

    @cached_property
    def _cited_otherwise(self) -> frozenset[str]:
        """The ids of records that others mention by another name, or by an id that is not of our own form."""
        names = self._other_names
        found = ((names[m.id], record) for record in self.records for m in record.document.mentions_of(names))
        return frozenset(id_ for id_, record in found if id_ != record.id)

    def destination(self, record: Record, link: Link) -> Destination:
        """Return where a link in `record`'s body leads, without asking whether anything is there."""
        path, fragment, outside = destination_of(record.path, link.target)
        entry = self.by_path.get(path) if path else None
        return Destination(path, fragment, entry if isinstance(entry, Record) else None, outside)


def destination_of(path: str, target: str) -> tuple[str, str, bool]:
    """Return path and fragment that a link in the file at `path` leads to, and whether that is outside the project."""
    from urllib.parse import unquote, urlsplit

    try:
        parts = urlsplit(target)
    except ValueError:
        return "", "", True
    if parts.scheme or parts.netloc:
        return "", "", True
    fragment = unquote(parts.fragment)
    if not parts.path:
        return "", fragment, False
    base = "" if parts.path.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/"))), fragment, False


def cites(record: Record) -> frozenset[str]:
    """Return what a record's body names: ``c`` and an id that it mentions, ``d`` and a path that it links to."""
    document = record.document
    links = (destination_of(record.path, link.target)[0] for link in document.links)
    return frozenset([*(f"c{mention.id}" for mention in document.mentions), *(f"d{path}" for path in links if path)])
