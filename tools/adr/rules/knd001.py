"""KND001: keys in another order than the kind's."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import clauses, place_of, written


@rule("KND001", "unordered-keys")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The keys of front matter stand in the order that the kind gives them.

    ## What it checks
    Kinds that list keys under `order` in `x-keys`. Those that are there follow each other as they are listed; others
    may stand anywhere.

    ## Why it matters
    Where a hundred files begin alike, a reader finds the status without looking for it, and a diff shows what changed.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-keys:
      - order: [id, kind, title, status, date, owner]
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    status: draft
    title: Use PostgreSQL
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-keys:
      - order: [id, kind, title, status, date, owner]
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    None.
    """
    for clause in clauses(record, "x-keys"):
        order = list(clause.entry.get("order", ()))
        keys = [key for key in written(record) if key in order]
        kept = _in_order([order.index(key) for key in keys])
        for at in (at for at in range(len(keys)) if at not in kept):
            rank = order.index(keys[at])
            above = [keys[k] for k in kept if k < at and order.index(keys[k]) > rank]
            below = [keys[k] for k in kept if k > at and order.index(keys[k]) < rank]
            where = f"below `{above[0]}`, which comes after" if above else f"above `{below[-1]}`, which comes before"
            message, help_ = f"`{keys[at]}` stands {where} it", f"the order is: {', '.join(order)}"
            yield context.place(record, place_of(record, keys[at], key=True), message, clause.says or help_)


def _in_order(ranks: list[int]) -> list[int]:
    """Return the places of the longest part of a list that is in order: the others are those to move."""
    best: list[list[int]] = []
    for at, rank in enumerate(ranks):
        before = max((run for run in best if ranks[run[-1]] < rank), key=len, default=[])
        best.append([*before, at])
    return max(best, key=len, default=[])
