"""REL004: relations that run in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from adr.finding import Finding
from adr.graph import Edge, Graph
from adr.rule import Context, rule


@rule("REL004", "circular-relations", scope="graph")
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """Relations that have an order, such as `supersedes`, do not run in a circle.

    ## What it checks
    Every relation that the kind's schema marks `acyclic`. A record that points at itself is a circle too.

    ## Why it matters
    If two decisions supersede each other, neither is in force, and no reader can tell.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-mysql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use MySQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    relations:
      supersedes: [ADR-0002]
    ---
    ```
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    relations:
      supersedes: [ADR-0001]
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-mysql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use MySQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    relations:
      supersedes: [ADR-0001]
    ---
    ```

    ## Options
    None.
    """
    for name, relation in graph.relations.items():
        if relation.acyclic:
            arrows = graph.arrows(name)
            if _circular(arrows):
                yield from _circle([e for e in graph.edges if e.name == name], context)


def _circular(arrows: Iterable[tuple[str, str]]) -> bool:
    """Tell whether some way along the arrows leads back to where it started."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for source, target in arrows:
        sorter.add(source, target)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def _circle(edges: list[Edge], context: Context) -> Iterator[Finding]:
    """Report one circle after the other, each without its first edge from then on."""
    while True:
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for edge in edges:
            sorter.add(edge.source.id, edge.target)
        try:
            sorter.prepare()
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
        else:
            return
        start = circle.index(min(circle))
        circle = circle[start:-1] + circle[: start + 1] if start else circle
        edge = next(e for e in edges if e.source.id == circle[0] and e.target == circle[1])
        message = f"`{edge.name}` runs in a circle: {' → '.join(circle)}"
        yield context.at(edge.source, edge.keys, message, "remove one of these relations")
        edges = [other for other in edges if (other.source.id, other.target) != (edge.source.id, edge.target)]
