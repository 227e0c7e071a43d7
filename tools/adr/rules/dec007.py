"""DEC007: unnamed trade offs."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule


@rule(
    "DEC007",
    "unnamed-trade-offs",
    severity=Severity.INFO,
    kinds=("decision",),
    options={"impacts": ["low", "medium", "high", "critical"]},
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A decision names the tension that it settles.

    ## What it checks
    `trade-offs` of decisions that are proposed or in force. What is missing is mentioned, and fails nothing.

    ## Why it matters
    Who looks for every decision that gave up latency for accuracy finds only those that say so.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: high
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
    impact: high
    trade-offs: [cost-vs-portability]
    ---
    ```

    ## Options
    `impacts`: impacts of which it is asked for (`["low", "medium", "high", "critical"]`).
    """
    asked = record.fields.get("impact") in context.option("impacts")
    if asked and record.phase in ("open", "in-force") and not record.fields.get("trade-offs"):
        yield context.at(record, ["status"], f"{record.id} names no trade-off", "add `trade-offs: […]`, or `[other]`")
