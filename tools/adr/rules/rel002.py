"""REL002: relations that the kind does not have, or that point at the wrong kind."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Step, alike, did_you_mean, suggestion
from adr.graph import Edge
from adr.kind import ANY
from adr.record import Record
from adr.rule import Context, rule

_FIX = {
    "safe": "A relation that the kind has but for its case, or for `_` in place of `-`, is renamed.",
    "unsafe": "Any other relation gets the nearest name; a relation to the record itself goes.",
}


@rule("REL002", "misplaced-relations", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A relation is one that the record's kind has, and its target is of a kind that it may point at.

    ## What it checks
    The names under `relations` and the kinds of their targets, against `x-relations` of the kind's schema. No record
    points at itself.

    ## Why it matters
    Typed relations answer questions: what mitigates this risk, what did this incident teach? A relation of the wrong
    type gives a wrong answer.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    relations:
      learned-form: [ADR-0002]
    ---
    ```
    ```markdown title="adrs/ADR-0002-store-orders.md"
    ---
    id: ADR-0002
    kind: decision
    title: Store orders
    status: draft
    date: 2026-03-01
    owner: m.okafor
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    relations:
      depends-on: [ADR-0002]
    ---
    ```
    ```markdown title="adrs/ADR-0002-store-orders.md"
    ---
    id: ADR-0002
    kind: decision
    title: Store orders
    status: draft
    date: 2026-03-01
    owner: m.okafor
    ---
    ```

    ## Options
    None. A project adds relations to a kind with a folder in `.adr/kinds`.
    """
    graph, kind = context.graph, record.kind
    unknown: set[str] = set()
    for edge in graph.edges_of(record):
        if edge.name in graph.inverses:
            continue
        relation = kind.relations.get(edge.name)
        if relation is None:
            if edge.name not in unknown:
                unknown.add(edge.name)
                help_ = did_you_mean(edge.name, kind.relations)
                yield context.at(
                    edge.source,
                    edge.keys[:2],
                    f"a {kind.name} has no relation `{edge.name}`",
                    help_,
                    key=True,
                    fix=_renamed(edge, suggestion(help_)),
                )
            continue
        if edge.target == edge.source.id:
            if not relation.acyclic:
                step = Step("unrelate", record.path, edge.keys[:2], edge.written)
                yield context.at(
                    edge.source,
                    edge.keys,
                    f"`{edge.name}` points at the record itself",
                    "remove it",
                    fix=Fix(f"Remove `{edge.name}: {edge.written}`", (step,)),
                )
            continue
        entries = graph.by_id.get(edge.target, ())
        if entries and ANY not in relation.targets and entries[0].kind.name not in relation.targets:
            yield context.at(
                edge.source,
                edge.keys,
                f"`{edge.name}` cannot point at {edge.target}, a {entries[0].kind.name}",
                f"it points at: {', '.join(relation.targets)}",
            )


def _renamed(edge: Edge, near: str | None) -> Fix | None:
    """Return what gives a relation the nearest name that the kind has."""
    if near is None:
        return None
    step = Step("key", edge.source.path, edge.keys[:2], new=near)
    return Fix(f"Rename `{edge.name}` to `{near}`", (step,), safe=alike(edge.name, near))
