"""REL001: relations that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, did_you_mean
from adr.graph import Edge, Graph
from adr.record import Record, items
from adr.rule import Context, rule


@rule("REL001", "dangling-relations")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The target of every relation exists, and so does the item or version that it names.

    ## What it checks
    Each id under `relations`. `ID#ITEM` names an item of a list in the target's front matter, by its `id`, or a heading
    of its text, by its anchor; `ID@VERSION` names the target's `version`. A file that exists but cannot be read counts
    as there.

    ## Why it matters
    A reader who follows a relation must arrive.

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
      amends: [ADR-0009]
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
      amends: [ADR-0009]
    ---
    ```
    ```markdown title="adrs/ADR-0009-store-orders-relationally.md"
    ---
    id: ADR-0009
    kind: decision
    title: Store orders relationally
    status: draft
    date: 2026-03-01
    owner: m.okafor
    ---
    ```

    ## Options
    None.
    """
    graph = context.graph
    for edge in graph.edges_of(record):
        if edge.target not in graph.by_id:
            yield context.at(
                edge.source,
                edge.keys,
                f"`{edge.name}` points at `{edge.target}`, which does not exist",
                _hint(graph, edge),
            )
            continue
        target = graph.get(edge.target)
        if target is None:
            continue
        if edge.fragment and edge.fragment not in (found := [*_item_ids(target), *target.document.anchors]):
            message = f"{target.id} has no item or heading `{edge.fragment}`"
            yield context.at(edge.source, edge.keys, message, did_you_mean(edge.fragment, found))
        if edge.version and edge.version != target.fields.get("version"):
            yield context.at(
                edge.source,
                edge.keys,
                f"{target.id} has no version `{edge.version}`",
                f"its version is `{target.fields['version']}`" if target.fields.get("version") else "it has no version",
            )


def _hint(graph: Graph, edge: Edge) -> str:
    if moved := graph.aliases.get(edge.target):
        return f"it is called {moved.id} now"
    prefix = edge.target[:4]
    if not re.fullmatch(r"[A-Z]{3}-\d{4}", edge.target):
        return did_you_mean(edge.target, graph.by_id) or "write the id of a record"
    same = [id_ for id_ in graph.by_id if id_.startswith(prefix)]
    return did_you_mean(edge.target, same) if same else f"no record has an id that starts with `{prefix}`"


def _item_ids(target: Record) -> list[str]:
    """Return the ids of all items of lists in a record's front matter."""
    return [
        str(item["id"])
        for value in target.fields.values()
        for item in items(value)
        if isinstance(item, dict) and "id" in item
    ]
