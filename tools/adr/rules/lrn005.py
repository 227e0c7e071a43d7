"""LRN005: unpublished incidents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from adr.finding import Finding, Severity
from adr.record import Record, instant
from adr.rule import Context, rule

_SATURDAY = 5


@rule(
    "LRN005", "unpublished-incidents", severity=Severity.WARNING, kinds=("learning",), options={"days": 10}, timed=True
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """What a grave incident taught is published within days.

    ## What it checks
    Incidents of SEV1 and SEV2 that are not published: working days since `occurred-at`, counted from the day of the
    check.

    ## Why it matters
    A fortnight later the people who were there remember another incident.

    ## Bad
    ```text title="as of 2026-04-01"
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: draft
    date: 2026-03-02
    owner: m.okafor
    type: incident
    severity: SEV1
    occurred-at: 2026-03-01T10:00:00Z
    ---
    ```

    ## Good
    ```text title="as of 2026-03-05"
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: draft
    date: 2026-03-02
    owner: m.okafor
    type: incident
    severity: SEV1
    occurred-at: 2026-03-01T10:00:00Z
    ---
    ```

    ## Options
    `days`: working days within which it is published (10).
    """
    if record.fields.get("severity") not in ("SEV1", "SEV2") or record.phase in ("in-force", "retired"):
        return
    began = instant(record.fields.get("occurred-at"))
    if began is None:
        return
    days = sum(
        (began.date() + timedelta(n)).weekday() < _SATURDAY for n in range(1, (context.today - began.date()).days + 1)
    )
    if days > context.option("days"):
        message = f"{record.id} is `{record.status}` {days} working days after a {record.fields['severity']}"
        yield context.at(record, ["status"], message, "publish it, with what is known")
