"""DEC006: unpriced lock in."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule


@rule(
    "DEC006",
    "unpriced-lock-in",
    severity=Severity.WARNING,
    kinds=("decision",),
    options={"tags": ["vendor", "vendor-choice", "procurement"]},
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A decision for a vendor says what binds us to it.

    ## What it checks
    A decision past draft that has the tag `vendor`, or another that settings name, has a `lock-in` with the vendor,
    how portable the solution is and what it would cost to leave.

    ## Why it matters
    What it takes to leave is cheap to write down on the day of the choice, and dear to find out on the day of
    leaving.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    tags: [vendor]
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
    tags: [vendor]
    lock-in: {vendor: Acme, portability: adapter}
    ---
    ```

    ## Options
    `tags`: tags that mark the choice of a vendor (`["vendor", "vendor-choice", "procurement"]`).
    """
    marked = [tag for tag in record.tags if tag in context.option("tags")]
    if record.settled and marked and not record.fields.get("lock-in"):
        message = f"{record.id} has the tag `{marked[0]}` and does not say what binds us"
        yield context.at(record, ["tags"], message, "add `lock-in: {vendor: …, portability: …, exit-cost: …}`")
