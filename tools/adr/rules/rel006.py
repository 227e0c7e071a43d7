"""REL006: rests on the retired."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Severity, Step
from adr.record import Record
from adr.rule import Context, rule

_RESTS = ("implements", "depends-on", "governed-by", "mitigated-by", "uses", "consumes")


_FIX = {"unsafe": "Where one record is in force instead, the relation leads to it."}


@rule("REL006", "rests-on-the-retired", severity=Severity.WARNING, options={"relations": list(_RESTS)}, fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """What is in force does not rest on what is not.

    ## What it checks
    Relations by which a record in force relies on another: `implements`, `depends-on`, `governed-by`, `mitigated-by`,
    `uses`, `consumes`. Their target is not retired. What is in force in its place is named.

    ## Why it matters
    The playbook still runs, and carries out a decision that was turned down.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: rejected
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restart the feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    relations:
      implements: [ADR-0001]
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
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restart the feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    relations:
      implements: [ADR-0001]
    ---
    ```

    ## Options
    `relations`: relations that rest on their target.
    """
    if record.phase != "in-force":
        return
    graph = context.graph
    for edge in graph.edges_of(record):
        target = graph.get(edge.target) if edge.name in context.option("relations") else None
        if target is not None and target.phase == "retired":
            current = graph.current(target)
            now = ", ".join(following.id for following in current)
            message = f"{record.id} is in force and `{edge.name}` {target.id}, which is {target.status}"
            help_ = f"in force instead: {now}" if now else "look at it again, or take the relation out"
            fix = None
            if len(current) == 1 and not edge.fragment and not edge.version:
                fix = Fix(f"Change `{edge.target}` to `{now}`", (Step("value", record.path, edge.keys, new=now),))
            yield context.at(record, edge.keys, message, help_, fix=fix)
