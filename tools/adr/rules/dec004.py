"""DEC004: stale decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adr.due import due_of
from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule


@rule("DEC004", "stale-decisions", severity=Severity.WARNING, kinds=("decision",), options={"grace": 90}, timed=True)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A decision in force is looked at again by the day that it names.

    ## What it checks
    `review-by` of decisions in force, counted from the day of the check (`--as-of`). Past it, the decision is
    stale: a warning. After the grace it is an error, unless settings say how much the rule matters. A change that is
    compared with its base is not stopped by days that passed: there it stays a warning.

    ## Why it matters
    A review date that nobody sees again is a promise that nobody keeps.

    ## Bad
    ```text title="as of 2027-04-01"
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    review-by: 2027-03-02
    ---
    ```

    ## Good
    ```text title="as of 2027-03-01"
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    review-by: 2027-03-02
    ---
    ```

    ## Options
    `grace`: days past `review-by` from which it is an error (90).
    """
    for item in due_of(record):
        late = (context.today - date.fromisoformat(item.by)).days
        if item.what == "review" and late > 0:
            message = f"{record.id} was to be looked at again by {item.by}, {late} days ago"
            pressing = late > context.option("grace") and context.base is None
            severity = Severity.ERROR if pressing else Severity.WARNING
            help_ = "confirm it with a new `review-by`, or supersede it"
            yield context.place(record, record.locate(item.keys), message, help_, severity=severity)
