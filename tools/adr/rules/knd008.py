"""KND008: values that two records of a kind share."""

from __future__ import annotations

import json
from collections.abc import Iterator

from adr.finding import Finding
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import absent, clauses, place_of, value_at


@rule("KND008", "repeated-values", scope="graph")
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """No two records of a kind share the values that belong to one alone.

    ## What it checks
    Fields under `x-unique` of the kind: no two records of the kind have the same values in all of them. A record that
    lacks one of the fields shares nothing.

    ## Why it matters
    What leads to one record leads to the right one. Two vendors with one customer number are paid once.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-unique:
      - {fields: [client, x-slot]}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    client: acme
    x-slot: 1
    ---
    ```
    ```markdown title="adrs/ADR-0002-use-redis.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    client: acme
    x-slot: 1
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-unique:
      - {fields: [client, x-slot]}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    client: acme
    x-slot: 1
    ---
    ```
    ```markdown title="adrs/ADR-0002-use-redis.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    client: acme
    x-slot: 2
    ---
    ```

    ## Options
    None.
    """
    if not any(kind.clauses["x-unique"] for kind in graph.kinds.values()):
        return
    seen: dict[str, Record] = {}
    for record in graph.records:
        for clause in clauses(record, "x-unique"):
            names = clause.entry["fields"]
            if any(absent(record, name) for name in names):
                continue
            values = [value_at(record, name) for name in names]
            other = seen.setdefault(json.dumps([record.kind.name, names, values], sort_keys=True), record)
            if other is not record:
                shown = ", ".join(f"`{name}: {value}`" for name, value in zip(names, values, strict=True))
                place, related = place_of(record, names[-1]), (place_of(other, names[-1]),)
                message = f"{shown} {'is that' if len(names) == 1 else 'are those'} of {other.id} too"
                help_ = clause.says or "give one of them another"
                yield context.place(record, place, message, help_, related=related)
