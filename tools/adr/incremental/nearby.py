"""A graph of kept records, which finds the relations that lead to a few records without looking at those of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from adr.citing import cites
from adr.graph import Edge, Graph
from adr.incremental.kept import KeptRecord
from adr.record import Entry, Unreadable

_FEW = 100
"""Questions after which it is quicker to look at all relations at once."""


class KeptGraph(Graph):
    """A graph as any other, quick where little is asked of it."""

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the id they point at."""
        if self._telling:
            return _Few(lambda id_: self.around(id_).incoming.get(id_, ()), lambda: self._whole.incoming)
        return self._whole.incoming

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the path of the record that they start from."""
        if self._telling:
            return _Few(self._outgoing_of, lambda: self._whole.outgoing)
        return self._whole.outgoing

    def _outgoing_of(self, path: str) -> tuple[Edge, ...]:
        entry = self.by_path.get(path)
        return self.around(entry.id).outgoing.get(path, ()) if entry else ()

    @cached_property
    def _telling(self) -> bool:
        return all(isinstance(entry, Unreadable) or _tells(entry) for entry in self.entries)

    @cached_property
    def _whole(self) -> Graph:
        return Graph(self.entries, self.kinds, self.exists)

    @cached_property
    def _cited(self) -> frozenset[str]:
        """The ids that other records link to or mention as they are."""
        named = ((r, r.cites if isinstance(r, KeptRecord) else cites(r)) for r in self.records)
        return frozenset(id_ for record, names in named for id_ in self._cited_by(record, names))

    @cached_property
    def leading(self) -> Mapping[str, list[KeptRecord]]:
        """By id: the records whose relations name it."""
        found: dict[str, list[KeptRecord]] = defaultdict(list)
        for record in self.records:
            if isinstance(record, KeptRecord):
                for id_ in record.leads:
                    found[id_].append(record)
        return found

    def around(self, id_: str) -> Graph:
        """Return the part of the graph in which all relations that lead to an id are, whichever side writes them."""
        entries: dict[str, Entry] = {entry.path: entry for entry in self.by_id.get(id_, ())}
        for entry in tuple(entries.values()):
            for other in entry.leads if isinstance(entry, KeptRecord) else ():
                entries |= {named.path: named for named in self.by_id.get(other, ())}
        entries |= {record.path: record for record in self.leading.get(id_, ())}
        return Graph(entries.values(), self.kinds, self.exists)


class _Few(Mapping[str, tuple[Edge, ...]]):
    """Groups of edges: `one` finds those of one group; where many are asked for, `every` finds all."""

    def __init__(
        self, one: Callable[[str], tuple[Edge, ...]], every: Callable[[], Mapping[str, tuple[Edge, ...]]]
    ) -> None:
        self._one, self._every = one, every
        self._known: dict[str, tuple[Edge, ...]] = {}

    @cached_property
    def _all(self) -> Mapping[str, tuple[Edge, ...]]:
        return self._every()

    def __getitem__(self, key: str) -> tuple[Edge, ...]:
        if len(self._known) > _FEW or "_all" in self.__dict__:
            return self._all[key]
        if key not in self._known:
            self._known[key] = self._one(key)
        if not self._known[key]:
            raise KeyError(key)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def _tells(entry: Entry) -> bool:
    """Tell whether a record says what its relations name, which no other file's name changes."""
    return isinstance(entry, KeptRecord) and entry.dialect == "native"
