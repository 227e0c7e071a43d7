"""PLB003: unexercised playbooks."""

from __future__ import annotations

from collections.abc import Iterator

from adr.due import due_of
from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule


@rule("PLB003", "unexercised-playbooks", severity=Severity.WARNING, kinds=("playbook",), timed=True)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A playbook is walked through as often as it says.

    ## What it checks
    `last-exercised` and `exercise-interval` of playbooks that are active, counted from the day of the check.

    ## Why it matters
    A runbook that nobody has walked through since the move is a story about the old place.

    ## Bad
    ```text title="as of 2026-07-01"
    ```
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restart the feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    last-exercised: 2026-03-02
    exercise-interval: P90D
    ---
    ```

    ## Good
    ```text title="as of 2026-05-01"
    ```
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restart the feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    last-exercised: 2026-03-02
    exercise-interval: P90D
    ---
    ```

    ## Options
    None.
    """
    for item in due_of(record):
        if item.what == "exercise" and item.by < context.as_of:
            message = f"{record.id} was to be exercised by {item.by}"
            yield context.at(record, item.keys, message, "walk through it, and set `last-exercised`")
