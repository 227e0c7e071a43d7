"""A record to the tree of what it rests on, or of what rests on it, along the typed relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from adr.graph import Edge, Graph
from adr.record import Record

Direction = Literal["up", "down"]
"""Up to what a record rests on: the relations it stores. Down to what rests on it: those that others store."""


@dataclass(frozen=True, slots=True)
class Step:
    """A record, or an id that no record has, and how the walk came to it.

    Attributes:
        level: How many relations away from the start, along this way.
        id: The record's id.
        relation: Name of the relation that led here, the inverse one on the way down; empty for the start.
        part: The part or version that the relation names, as written, such as ``#A1``; empty for the whole.
        title: None where no readable record has the id.
        status: As written; None where there is none.
        phase: What the status means; ``unknown`` where no readable record has the id.
        repeated: Whether the steps from here are told at another place of the tree.
    """

    level: int
    id: str
    relation: str
    part: str
    title: str | None
    status: str | None
    phase: str
    repeated: bool


_Link = tuple[str, str, str]
"""The id at the other end of a relation, the relation's name, and the part of the target."""


def trace(graph: Graph, record: Record, direction: Direction, depth: int | None = None) -> tuple[Step, ...]:
    """Return the tree from `record`, at most `depth` levels deep, each step followed by those below it.

    What lies below a record is told once, where it is nearest to the start: so circles end, and the tree is no longer
    than the graph has relations.
    """
    links: dict[str, tuple[_Link, ...]] = {}
    home = {record.id: ("", 0)}
    order = [(record.id, 0)]
    for id_, level in order:
        links[id_] = tuple(_links(graph, id_, direction)) if depth is None or level < depth else ()
        for place, (following, _, _) in enumerate(links[id_]):
            if following not in home:
                home[following] = (id_, place)
                order.append((following, level + 1))
    steps: list[Step] = []
    pending: list[tuple[int, _Link, bool]] = [(0, (record.id, "", ""), False)]
    while pending:
        level, (id_, relation, part), elsewhere = pending.pop()
        found, repeated = graph.get(id_), elsewhere and bool(links[id_])
        title, status = (found.title, found.status) if found else (None, None)
        phase = found.phase if found else "unknown"
        steps.append(Step(level, id_, relation, part, title, status, phase, repeated))
        if not elsewhere:
            below = [(level + 1, link, home[link[0]] != (id_, place)) for place, link in enumerate(links[id_])]
            pending += reversed(below)
    return tuple(steps)


def outline(steps: Sequence[Step]) -> Iterator[tuple[Step, str]]:
    """Yield each step with the line that tells it, indented by two spaces a level."""
    for step in steps:
        name = step.id if step.title is None else f"{step.id}  {step.title}"
        status = "no such record" if step.title is None else step.status or "no status"
        way = f"{step.relation}{f' {step.part}' if step.part else ''}: " if step.relation else ""
        yield step, f"{'  ' * step.level}{way}{name}  [{status}]{' (shown elsewhere)' if step.repeated else ''}"


def _links(graph: Graph, id_: str, direction: Direction) -> Iterator[_Link]:
    """Yield what the relations of a record lead to; what was renumbered is found by its old id too."""
    record = graph.get(id_)
    if direction == "up":
        for edge in graph.outgoing.get(record.path, ()) if record else ():
            renamed = graph.aliases.get(edge.target)
            yield renamed.id if renamed else edge.target, edge.name, _part(edge)
        return
    for name in dict.fromkeys((id_, *(record.aliases if record else ()))):
        for edge in graph.incoming.get(name, ()):
            relation = graph.relations.get(edge.name)
            yield edge.source.id, relation.inverse if relation else edge.name, _part(edge)


def _part(edge: Edge) -> str:
    return edge.written[len(edge.target) :]
