"""REL006: rests on the retired."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from adr.finding import Finding, Severity
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule

_RESTS = ("implements", "depends-on", "governed-by", "mitigated-by", "uses", "consumes")


@rule("REL006", "rests-on-the-retired", severity=Severity.WARNING, scope="graph", options={"relations": list(_RESTS)})
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
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
    for record, name, basis, keys in _rests(graph, context.option("relations")):
        if record.phase == "in-force" and basis.phase == "retired":
            now = ", ".join(other.id for other in graph.current(basis))
            message = f"{record.id} is in force and `{name}` {basis.id}, which is {basis.status}"
            help_ = f"in force instead: {now}" if now else "look at it again, or take the relation out"
            yield context.at(record, keys, message, help_)


def _rests(graph: Graph, names: Collection[str]) -> Iterator[tuple[Record, str, Record, Sequence[str | int]]]:
    """Yield what rests on what, by which relation, and where that is said, whichever of the two records says it."""
    for edge in graph.edges:
        relation = graph.relations.get(edge.name)
        told = edge.name in names
        if told or (relation and relation.inverse in names):
            target = graph.get(edge.target)
            if target and told:
                yield edge.source, edge.name, target, edge.keys
            elif target and relation:
                yield target, relation.inverse, edge.source, ["status"]
