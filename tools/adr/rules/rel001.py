"""REL001: relations that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, Fix, Step, alike, did_you_mean, suggestion
from adr.graph import Edge, Graph
from adr.record import Record, items
from adr.rule import Context, rule

_FIX = {
    "safe": "An id that a record had before, or one in another case or without its zeros, becomes that which it has.",
    "unsafe": "Any other id becomes the nearest there is that has the same number; the name of an item or a heading "
    "becomes the nearest.",
}


@rule("REL001", "dangling-relations", fix=_FIX)
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
            hint, moved = _hint(graph, edge), graph.aliases.get(edge.target)
            yield context.at(
                edge.source,
                edge.keys,
                f"`{edge.name}` points at `{edge.target}`, which does not exist",
                hint,
                fix=_led(graph, edge, moved.id if moved else suggestion(hint), moved=moved is not None),
            )
            continue
        target = graph.get(edge.target)
        if target is None:
            continue
        if edge.fragment and edge.fragment not in (found := _parts(target)):
            message = f"{target.id} has no item or heading `{edge.fragment}`"
            help_ = did_you_mean(edge.fragment, found)
            fix = _fix(edge, f"#{edge.fragment}", f"#{near}" if (near := suggestion(help_)) else None)
            yield context.at(edge.source, edge.keys, message, help_, fix=fix)
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
        return did_you_mean(edge.target, graph.by_id.keys() - {edge.source.id}) or "write the id of a record"
    same = [id_ for id_ in graph.by_id if id_.startswith(prefix) and id_ != edge.source.id]
    other = "other " if edge.source.id.startswith(prefix) else ""
    return did_you_mean(edge.target, same) if same else f"no {other}record has an id that starts with `{prefix}`"


def _led(graph: Graph, edge: Edge, id_: str | None, *, moved: bool) -> Fix | None:
    """Return what leads a relation to another record, where that has the item which the relation names."""
    target = graph.get(id_) if id_ and id_ != edge.source.id else None
    if target is None or (edge.fragment and not any(alike(edge.fragment, part) for part in _parts(target))):
        return None
    return _fix(edge, edge.target, id_, moved=moved)


def _parts(target: Record) -> list[str]:
    """Return the names of what a relation may name in a record: items and headings."""
    return [*_item_ids(target), *target.document.anchors]


def _fix(edge: Edge, old: str, new: str | None, *, moved: bool = False) -> Fix | None:
    """Return what writes another part in place of one of a relation's target."""
    written = edge.written.replace(old, new or "", 1)
    others = items((edge.source.fields.get("relations") or {}).get(edge.name))
    if new is None or written in others:
        return None
    step = Step("value", edge.source.path, edge.keys, new=written)
    return Fix(f"Change `{old.lstrip('#')}` to `{new.lstrip('#')}`", (step,), safe=moved or alike(old, new))


def _item_ids(target: Record) -> list[str]:
    """Return the ids of all items of lists in a record's front matter."""
    return [
        str(item["id"])
        for value in target.fields.values()
        for item in items(value)
        if isinstance(item, dict) and "id" in item
    ]
