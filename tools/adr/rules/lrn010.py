"""LRN010: unnoticed recurrences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adr.finding import Finding, Severity
from adr.graph import Graph
from adr.record import Record, is_date
from adr.rule import Context, rule


@rule("LRN010", "unnoticed-recurrences", severity=Severity.WARNING, scope="graph", options={"days": 180})
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """A failure of the same class in the same place, soon after one that was closed, is said to be the same again.

    ## What it checks
    Learnings with a `failure-class` that an earlier, closed one has too, so many days or fewer before, and that are
    connected to one record as that one is. The later one says `recurrence-of` the earlier.

    ## Why it matters
    What comes back was not mended. Who sees two separate incidents mends the wrong thing twice.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: closed
    date: 2026-03-02
    owner: m.okafor
    failure-class: change
    relations:
      relates-to: [ADR-0001]
    ---
    ```
    ```markdown title="learnings/LRN-0002-y.md"
    ---
    id: LRN-0002
    kind: learning
    title: The feed stopped again
    status: published
    date: 2026-05-02
    owner: m.okafor
    failure-class: change
    relations:
      relates-to: [ADR-0001]
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: closed
    date: 2026-03-02
    owner: m.okafor
    failure-class: change
    relations:
      relates-to: [ADR-0001]
    ---
    ```
    ```markdown title="learnings/LRN-0002-y.md"
    ---
    id: LRN-0002
    kind: learning
    title: The feed stopped again
    status: published
    date: 2026-05-02
    owner: m.okafor
    failure-class: change
    relations:
      relates-to: [ADR-0001]
      recurrence-of: [LRN-0001]
    ---
    ```

    ## Options
    `days`: how far apart two of them may be (180).
    """
    learnings = [r for r in graph.records if r.kind.name == "learning" and is_date(r.date)]
    closed: dict[str, list[Record]] = {}
    for record in learnings:
        if record.status == "closed":
            closed.setdefault(_class(record), []).append(record)
    for record in learnings:
        for other in closed.get(_class(record), ()) if _class(record) and record.phase != "retired" else ():
            apart = (date.fromisoformat(str(record.date)) - date.fromisoformat(str(other.date))).days
            if other is record or not 0 < apart <= context.option("days"):
                continue
            edges = graph.outgoing.get(record.path, ())
            told = any(edge.name == "recurrence-of" and edge.target == other.id for edge in edges)
            places = {e.target for e in edges} & {e.target for e in graph.outgoing.get(other.path, ())}
            if places and not told:
                place = min(places)
                message = f"{record.id} is of the class of {other.id}, closed {apart} days before, and of {place} too"
                yield context.at(record, ["failure-class"], message, f"`adr link {record.id} recurrence-of {other.id}`")


def _class(record: Record) -> str:
    found = record.fields.get("failure-class")
    return found if isinstance(found, str) else ""
