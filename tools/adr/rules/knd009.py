"""KND009: fields that name the wrong records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from adr.clause import Clause
from adr.finding import Finding, did_you_mean
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import absent, clauses, filled, items_at


@rule("KND009", "unfit-references")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The records that a field names exist, are mature enough, and name this one back.

    ## What it checks
    Fields under `x-references` of the kind, whose items are ids or, by `as`, parts of ids. Each record exists, and is
    of a kind under `to`; with `status-order`, its status stands in no group before that of this record's; with
    `reciprocal`, it names this record in that field.

    ## Why it matters
    A final text that builds on a draft changes whenever the draft does. A pair of which one side knows nothing is read
    from the wrong side half of the time.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-references:
      - {field: x-needs, status-order: [[draft, proposed], [accepted]]}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    x-needs: [ADR-0002]
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
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-references:
      - {field: x-needs, status-order: [[draft, proposed], [accepted]]}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    x-needs: [ADR-0002]
    ---
    ```
    ```markdown title="adrs/ADR-0002-use-redis.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    None.
    """
    for clause in clauses(record, "x-references"):
        if absent(record, clause.field):
            continue
        for item in items_at(record, clause):
            id_ = filled(clause.entry.get("as", "{}"), record, item.value) or str(item.value)
            for message, help_ in _faults(record, clause, id_, context.graph):
                yield context.place(record, item.location, message, clause.says or help_)


def _faults(record: Record, clause: Clause, id_: str, graph: Graph) -> Iterator[tuple[str, str]]:
    entry, name = clause.entry, clause.field
    found = graph.by_id.get(id_, ())
    if not found:
        if entry.get("exists", True):
            yield f"`{name}` names {id_}, which does not exist", did_you_mean(id_, graph.by_id)
        return
    if "to" in entry and found[0].kind.name not in entry["to"]:
        yield f"`{name}` names {id_}, a {found[0].kind.name}", f"it names: {', '.join(entry['to'])}"
    target = next((other for other in found if isinstance(other, Record)), None)
    if target is None:
        return
    groups = [list(group) for group in entry.get("status-order", ())]
    ranks = [next((n for n, group in enumerate(groups) if r.status in group), None) for r in (record, target)]
    if ranks[0] is not None and ranks[1] is not None and ranks[1] < ranks[0]:
        later = [status for group in groups[ranks[0] :] for status in group]
        yield f"{id_} is {target.status}, while this is {record.status}", f"`{name}` may name: {', '.join(later)}"
    if (back := entry.get("reciprocal")) and record.id not in _named(target, back, clause):
        yield f"{id_} does not name {record.id} in `{back}`", f"add it there, or remove it from `{name}`"


def _named(target: Record, name: str, clause: Clause) -> set[str | None]:
    """Return the ids that a field of another record names."""
    there = replace(clause, entry={**clause.entry, "field": name})
    return {filled(clause.entry.get("as", "{}"), target, item.value) for item in items_at(target, there)}
