"""REL006: rests on the retired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr.finding import Finding, Fix, Severity, Step
from adr.graph import Edge
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
    names = context.option("relations")
    for edge in context.graph.edges_of(record):
        basis = context.graph.get(edge.target) if edge.name in names else None
        if basis is not None and basis.phase == "retired":
            yield from _told(record, edge.name, basis, edge.keys, context, edge)
    for edge in context.graph.incoming.get(record.id, ()):
        relation = context.graph.relations.get(edge.name) if edge.name not in names else None
        if relation and relation.inverse in names and edge.source.phase == "retired":
            yield from _told(record, relation.inverse, edge.source, ["status"], context)


def _told(
    record: Record, name: str, basis: Record, keys: Sequence[str | int], context: Context, own: Edge | None = None
) -> Iterator[Finding]:
    """Report that a record rests on a retired one, by a relation that is its `own` or the other's."""
    current = context.graph.current(basis)
    now = ", ".join(following.id for following in current)
    message = f"{record.id} is in force and `{name}` {basis.id}, which is {basis.status}"
    help_ = f"in force instead: {now}" if now else "look at it again, or take the relation out"
    fix = None
    if own and len(current) == 1 and not own.fragment and not own.version:
        fix = Fix(f"Change `{own.target}` to `{now}`", (Step("value", record.path, own.keys, new=now),))
    yield context.at(record, keys, message, help_, fix=fix)
