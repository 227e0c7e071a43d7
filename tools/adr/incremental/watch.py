"""A rule's context and graph, watched: what a rule asks is noted, so that one knows when its answer may change.

A fact is a letter and what it is about: ``i`` which files have an id, ``e`` what the file at a path says, ``x`` whether
a path exists, ``t`` which relations lead to an id, ``a`` whose earlier name something is; and without more, ``n`` which
files and ids there are, ``r`` which relations, ``h`` what listings show of records, and ``*`` anything at all. ``c``
is which bodies mention an id, and ``d`` which link to a path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, TypeVar

from adr.graph import Edge, Graph, Headline
from adr.kind import Kind, Relation
from adr.project import Project
from adr.record import Entry, Record
from adr.rule import Context

_V = TypeVar("_V")
_Note = Callable[[str], None]

ANYTHING, NAMES, RELATIONS, HEADLINES = "*", "n", "r", "h"

EVERYTHING = "!"
"""No fact, but a mark among changed ones: any other may have changed too."""


class NotYetError(Exception):
    """A rule asked for something that is not known yet."""


@dataclass(slots=True)
class Notes:
    """What was asked: facts about other files, and parts of the context."""

    facts: set[str]
    parts: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Watched(Context):
    """A context that notes which of its parts are asked for; `withheld` are those that are not known yet."""

    notes: Notes = field(default_factory=lambda: Notes(set()))
    withheld: frozenset[str] = frozenset()

    def option(self, name: str) -> Any:
        """Return one of the rule's options, on which the rule depends anyway."""
        project: Project = Context.__dict__["project"].__get__(self)
        return project.rule_settings(self.rule.code).get(name, self.rule.options[name])


PARTS = frozenset(part.name for part in fields(Context)) - {"rule", "severity", "weights"}
"""The parts of a context on which only those rules depend that ask for them."""


def _noting(name: str) -> property:
    """Return a part of a watched context: where a context has it, but with every question noted."""
    slot = Context.__dict__[name]

    def get(self: Watched) -> Any:
        if name in self.withheld:
            raise NotYetError
        self.notes.parts.add(name)
        return slot.__get__(self)

    return property(get, slot.__set__)


for _name in PARTS:
    setattr(Watched, _name, _noting(_name))


def watched(context: Context, notes: Notes, graph: Graph | None, withheld: frozenset[str] = frozenset()) -> Watched:
    """Return a context that notes what is asked of it, with another graph where there is one."""
    parts = {part.name: getattr(context, part.name) for part in fields(Context)}
    return Watched(**{**parts, "graph": graph or context.graph}, notes=notes, withheld=withheld)


class _Answers(Mapping[str, _V]):
    """A mapping that has every question noted: `one` notes that about a key and its value."""

    def __init__(self, answers: Mapping[str, _V], one: Callable[[str, _V | None], None], note: _Note) -> None:
        self._answers, self._one, self._note = answers, one, note

    def __getitem__(self, key: str) -> _V:
        found = self._answers.get(key)
        self._one(key, found)
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        self._note(ANYTHING)
        return iter(self._answers)

    def __len__(self) -> int:
        self._note(ANYTHING)
        return len(self._answers)


class _Ids(_Answers[tuple[Entry, ...]]):
    """Entries by id: whether there is one, and which ids there are, is less to ask than what it says."""

    def __contains__(self, key: object) -> bool:
        self._note(f"i{key}")
        return key in self._answers

    def __iter__(self) -> Iterator[str]:
        self._note(NAMES)
        return iter(self._answers)


_PARTLY = frozenset(
    [
        *("kinds", "relations", "inverses", "exists", "by_id", "by_path", "aliases", "get", "incoming"),
        *("edges_of", "arrows", "successors", "partial_successors", "current", "destination"),
        *("outgoing", "headlines", "is_cited", "has_other_names"),
    ]
)
"""What a graph can be asked without the answer depending on all that it holds; how is below, or follows from it."""


class WatchedGraph(Graph):
    """A graph that notes what is asked of it. What it does not know how to note in part, it notes as anything."""

    def __init__(self, graph: Graph, notes: Notes) -> None:
        self._graph, self._notes = graph, notes

    def _note(self, fact: str) -> None:
        self._notes.facts.add(fact)

    @property
    def kinds(self) -> Mapping[str, Kind]:  # type: ignore[override]
        """The kinds, on which whoever asks for the graph depends anyway."""
        return self._graph.kinds

    @property
    def relations(self) -> Mapping[str, Relation]:
        """Every relation that some kind stores, by name."""
        return self._graph.relations

    @property
    def inverses(self) -> Mapping[str, str]:
        """From a relation's inverse to the relation."""
        return self._graph.inverses

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """What a listing shows of each record, by path."""
        self._note(HEADLINES)
        return self._graph.headlines

    def exists(self, path: str) -> bool:
        """Tell whether a path from the root names a file."""
        self._note(f"x{path}")
        return self._graph.exists(path)

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Entry, ...]]:
        """Every entry that has or claims an id."""

        def note(id_: str, entries: tuple[Entry, ...] | None) -> None:
            self._note(f"i{id_}")
            for entry in entries or ():
                self._note(f"e{entry.path}")

        return _Ids(self._graph.by_id, note, self._note)

    @cached_property
    def by_path(self) -> Mapping[str, Entry]:
        """Every entry by its path."""
        return _Answers(self._graph.by_path, lambda path, _: self._note(f"e{path}"), self._note)

    @cached_property
    def aliases(self) -> Mapping[str, Record]:
        """The record that had each id or file name before."""

        def note(alias: str, record: Record | None) -> None:
            self._notes.facts.update((f"a{alias}", f"i{alias}", *([f"e{record.path}"] if record else ())))

        return _Answers(self._graph.aliases, note, self._note)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the id they point at."""
        return _Answers(self._graph.incoming, lambda id_, edges: self._note_edges(id_, edges or ()), self._note)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the path of the record that they start from."""

        def note(path: str, edges: tuple[Edge, ...] | None) -> None:
            entry = self.by_path.get(path)
            if entry is not None:
                self._note_edges(entry.id, edges or ())
                self._notes.facts.update(f"e{other.path}" for other in self.by_id[entry.id])

        return _Answers(self._graph.outgoing, note, self._note)

    def _note_edges(self, id_: str, edges: Iterable[Edge]) -> None:
        """Note what the edges at an id depend on: who leads there, and, for those written from this side, to whom."""
        self._note(f"t{id_}")
        if self._mixed:
            self._note(NAMES)
        for edge in edges:
            self._note(f"e{edge.source.path}")
        for entry in self._graph.by_id.get(id_, ()):
            if isinstance(entry, Record):
                turned = (e for e in self._graph.edges_of(entry) if e.name in self._graph.inverses)
                self._notes.facts.update(f"i{edge.target}" for edge in turned)

    def is_cited(self, record: Record) -> bool:
        """Tell whether another record's body links to or mentions `record`."""
        if self.has_other_names(record):
            self._note(ANYTHING)
        self._note(f"c{record.id}")
        self._notes.facts.update(f"d{entry.path}" for entry in self.by_id.get(record.id, ()))
        return self._graph.is_cited(record)

    @cached_property
    def _mixed(self) -> bool:
        """Whether some records name others by their files, so that a new file may change what they mean."""
        return any(record.dialect != "native" for record in self._graph.records)

    def edges_of(self, record: Record) -> tuple[Edge, ...]:
        """Return the relations that a record writes."""
        if record.dialect != "native":
            self._note(NAMES)
        return self._graph.edges_of(record)

    def arrows(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the ids from and to which a relation leads."""
        self._note(RELATIONS)
        if self._mixed:
            self._note(NAMES)
        return self._graph.arrows(name)


def _anything(name: str) -> property:
    """Return what a watched graph answers in a graph's place, noted as a question about anything."""

    def get(self: WatchedGraph) -> Any:
        self._note(ANYTHING)
        return getattr(self._graph, name)

    return property(get)


for _name in {"entries", "others", *filter(lambda name: not name.startswith("_"), dir(Graph))} - _PARTLY:
    setattr(WatchedGraph, _name, _anything(_name))
