"""LRN007: overdue actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adr.due import due_of
from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule


@rule("LRN007", "overdue-actions", severity=Severity.WARNING, kinds=("learning",), options={"grace": 30}, timed=True)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """An action is done by the day that it names, or gets another.

    ## What it checks
    Open actions of learnings that are not retired, counted from the day of the check. Of priority P0 and P1, they are
    an error after the grace, but for a change that is compared with its base.

    ## Why it matters
    An action that is late and that nobody misses was never an action.

    ## Bad
    ```text title="as of 2026-03-20"
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    actions:
      - {id: A1, title: Alert, type: detect, priority: P2, owner: m.okafor, due: 2026-03-09, status: open}
    ---
    ```

    ## Good
    ```text title="as of 2026-03-08"
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    actions:
      - {id: A1, title: Alert, type: detect, priority: P2, owner: m.okafor, due: 2026-03-09, status: open}
    ---
    ```

    ## Options
    `grace`: days past `due` from which P0 and P1 are errors (30).
    """
    for item in due_of(record):
        late = (context.today - date.fromisoformat(item.by)).days
        if item.what == "action" and late > 0:
            pressing = item.priority in ("P0", "P1") and late > context.option("grace") and context.base is None
            message = f"action {item.action or item.title} of {record.id} was due on {item.by}, {late} days ago"
            severity = Severity.ERROR if pressing else Severity.WARNING
            help_ = "say `status: done` with `done-on` and `evidence`, or give it another day"
            yield context.place(record, record.locate(item.keys), message, help_, severity=severity)
