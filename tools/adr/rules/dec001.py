"""DEC001: decisions accepted by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, field_findings, rule


@rule("DEC001", "unaccountable-decisions", kinds=("decision",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """An accepted decision says who took it, when it is looked at again, and what it takes to turn back.

    ## What it checks
    From `accepted` on: at least one of `decision-makers`, `review-by`, and `reversibility`.

    ## Why it matters
    A decision that nobody took cannot be asked about; one without a date is never looked at again.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: low
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: low
    decision-makers: [m.okafor]
    review-by: 2027-03-02
    reversibility: costly
    ---
    ```

    ## Options
    None.
    """
    yield from field_findings(record, context)
