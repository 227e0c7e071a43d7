"""REL003: relations written from the wrong end."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Step
from adr.graph import Edge, Graph
from adr.record import Record
from adr.rule import Context, rule

_FIX = {"safe": "The relation moves to the other record, on whose side it is counted already; not into other dialects."}


@rule("REL003", "inverse-relations", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A relation is stored on one side only; an inverse that is written agrees with the other side.

    ## What it checks
    Inverse names under `relations`, such as `superseded-by`. The program computes them. Where one is written although
    the other record says the same, it may stay; where the other record does not, that is an error.

    ## Why it matters
    What is written twice will disagree. Then a reader of one record believes what the other denies.

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
      superseded-by: [ADR-0002]
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
    graph = context.graph
    for edge in graph.edges_of(record):
        canonical = graph.inverses.get(edge.name)
        if canonical is not None and edge.target in graph.by_id and not _stored(graph, edge, canonical):
            yield context.at(
                edge.source,
                edge.keys,
                f"`{edge.name}: {edge.target}` is not what {edge.target} says",
                f"write `{canonical}: [{edge.source.id}]` in {edge.target} and remove this line: it is computed",
                fix=_moved(graph, edge, canonical),
            )


def _stored(graph: Graph, edge: Edge, name: str) -> bool:
    """Tell whether the target of an edge says the same from its side."""
    targets = (entry for entry in graph.by_id[edge.target] if isinstance(entry, Record))
    straight = ((e.name, e.target) for target in targets for e in graph.edges_of(target))
    return (name, edge.source.id) in straight


def _moved(graph: Graph, edge: Edge, name: str) -> Fix | None:
    """Return what writes a relation on the side where it belongs; `adr link` refuses what may not be written there."""
    target = graph.get(edge.target)
    if target is None or len(graph.by_id[edge.target]) > 1 or edge.fragment or edge.version:
        return None
    if target.dialect != "native":
        return None
    written = Step("relate", target.path, ("relations", name), new=edge.source.id)
    title = f"Write `{name}: {edge.source.id}` in {target.id}"
    removed = Step("unrelate", edge.source.path, edge.keys[:2], edge.written)
    return Fix(f"{title}, and take this line out", (written, removed), safe=True)
