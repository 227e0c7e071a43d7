"""A graph of kept records, which finds the relations that lead to a few records without looking at those of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

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
        if all(isinstance(e, Unreadable) or _tells(e) for e in self.entries):
            return _Incoming(self)
        return self.all_incoming

    @property
    def all_incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """What `incoming` is an abridgement of."""
        return Graph(self.entries, self.kinds, self.exists).incoming

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


class _Incoming(Mapping[str, tuple[Edge, ...]]):
    """The edges that lead to each id: those of one id are looked for, those of many are all found at once."""

    def __init__(self, graph: KeptGraph) -> None:
        self._graph = graph
        self._known: dict[str, tuple[Edge, ...]] = {}

    @cached_property
    def _all(self) -> Mapping[str, tuple[Edge, ...]]:
        return self._graph.all_incoming

    def __getitem__(self, id_: str) -> tuple[Edge, ...]:
        if len(self._known) > _FEW or "_all" in self.__dict__:
            return self._all[id_]
        if id_ not in self._known:
            self._known[id_] = self._graph.around(id_).incoming.get(id_, ())
        if not self._known[id_]:
            raise KeyError(id_)
        return self._known[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def _tells(entry: Entry) -> bool:
    """Tell whether a record says what its relations name, which no other file's name changes."""
    return isinstance(entry, KeptRecord) and entry.dialect == "native"
