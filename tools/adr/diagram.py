"""The graph, or the part of it around a record, as nodes and links for drawing. ``diagrams/`` has a file per format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from adr import discovery
from adr.graph import Graph
from adr.record import Record


@dataclass(frozen=True, slots=True)
class Node:
    """A record, or an id that no readable record has: its kind and title are empty and its phase is ``unknown``."""

    id: str
    kind: str
    title: str
    status: str
    phase: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as it is stored, from the id of a record to another, or to a part of it."""

    source: str
    relation: str
    target: str
    part: str = ""

    @property
    def label(self) -> str:
        """The relation in words, with the part of the target that it is about."""
        return f"{self.relation} #{self.part}" if self.part else self.relation


@dataclass(frozen=True, slots=True)
class Diagram:
    """What is drawn: nodes by id, and the links between them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


Renderer = Callable[[Diagram], str]


def names() -> tuple[str, ...]:
    """Return the names of all formats, without loading any."""
    return discovery.names("diagrams")


def renderer(name: str) -> Renderer:
    """Return the function that renders the format called `name`, which is one of `names()`."""
    found: Renderer = discovery.load("diagrams", name, "render")
    return found


def diagram(
    graph: Graph,
    start: Record | None = None,
    hops: int | None = None,
    relations: Collection[str] = (),
    kinds: Collection[str] = (),
) -> Diagram:
    """Return the whole graph, or what is at most `hops` relations away from `start`, either way.

    Only `relations` (by their stored or their inverse name) and records of `kinds` are kept, where any are named; the
    start is always there.
    """
    named = {graph.inverses.get(name, name) for name in relations}
    nodes = {record.id: _node(graph, record.id) for record in graph.records}
    links = _links(graph, named)
    for link in links:
        nodes.setdefault(link.target, _node(graph, link.target))
    if kinds:
        nodes = {id_: node for id_, node in nodes.items() if node.kind in kinds or (start and id_ == start.id)}
        links = {link: None for link in links if link.source in nodes and link.target in nodes}
    if start is not None:
        near = _near(start.id, links, hops)
        nodes = {id_: node for id_, node in nodes.items() if id_ in near}
        links = {link: None for link in links if link.source in near and link.target in near}
    return Diagram(tuple(nodes[id_] for id_ in sorted(nodes)), tuple(links))


def _links(graph: Graph, relations: Collection[str]) -> dict[Link, None]:
    """Return each link once; what was renumbered has its id of today."""
    found: dict[Link, None] = {}
    for edges in graph.outgoing.values():
        for edge in edges:
            if not relations or edge.name in relations:
                renamed = graph.aliases.get(edge.target)
                target = renamed.id if renamed else edge.target
                part = edge.fragment if edge.name == "supersedes" else ""  # elsewhere all of it is as good
                found[Link(edge.source.id, edge.name, target, part)] = None
    return found


def _near(start: str, links: Collection[Link], hops: int | None) -> dict[str, int]:
    """Return how many links each id is away from `start`, up to `hops`."""
    beside: dict[str, list[str]] = defaultdict(list)
    for link in links:
        beside[link.source].append(link.target)
        beside[link.target].append(link.source)
    found, pending = {start: 0}, [start]
    for id_ in pending:
        for other in beside[id_] if hops is None or found[id_] < hops else ():
            if other not in found:
                found[other] = found[id_] + 1
                pending.append(other)
    return found


def _node(graph: Graph, id_: str) -> Node:
    record = graph.get(id_)
    if record is None:
        return Node(id_, "", "", "", "unknown")
    return Node(id_, record.kind.name, record.title, record.status or "", record.phase)
