"""REL007: unconnected records."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule


@rule(
    "REL007",
    "unconnected-records",
    severity=Severity.WARNING,
    options={"days": 30, "kinds": ["decision", "playbook", "policy", "slo", "contract"]},
    timed=True,
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A record is connected to others some time after it was written.

    ## What it checks
    Decisions, playbooks, policies, objectives and contracts that are not retired, so many days after their date: they
    have a relation, of their own or of another record to them, or another cites them.

    ## Why it matters
    Nobody comes across a record that nothing leads to.

    ## Bad
    ```text title="as of 2026-05-01"
    ```
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

    ## Good
    ```text title="as of 2026-03-20"
    ```
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

    ## Options
    `days`: days after which it is asked for (30); `kinds`: of which kinds (`["decision", "playbook", "policy", "slo",
    "contract"]`).
    """
    age = context.days_since(record.date) if record.kind.name in context.option("kinds") else None
    if age is None or age <= context.option("days") or record.phase == "retired":
        return
    graph = context.graph
    if not (graph.outgoing.get(record.path) or graph.incoming.get(record.id) or graph.is_cited(record)):
        message = f"{record.id} has no relation {age} days after its date"
        yield context.at(record, ["date"], message, f"`adr link {record.id} RELATION ID`")
