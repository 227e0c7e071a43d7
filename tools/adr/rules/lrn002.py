"""LRN002: grave incidents that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record, items
from adr.rule import Context, rule

_GRAVE = ("SEV1", "SEV2")
_SOFT = ("process", "learn")


@rule("LRN002", "inconsequential-incidents", kinds=("learning",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A grave incident leads to at least one action, and not only to meetings.

    ## What it checks
    For SEV1 and SEV2, from `in-review` on: there is an action with `owner`, `due` and `priority`, and one whose type
    is neither `process` nor `learn`.

    ## Why it matters
    "Be more careful" prevents nothing. A grave incident asks for a change in the system.

    ## Bad
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: in-review
    date: 2026-03-02
    owner: m.okafor
    severity: SEV1
    actions:
      - {id: A1, title: Remind everybody, type: process, priority: P1, owner: m.okafor, due: 2026-04-01, status: open}
    ---
    ```

    ## Good
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: in-review
    date: 2026-03-02
    owner: m.okafor
    severity: SEV1
    actions:
      - {id: A1, title: Alert when the feed stops, type: detect, priority: P0, owner: m.okafor, due: 2026-03-09,
         status: open}
    ---
    ```

    ## Options
    None.
    """
    severity = record.fields.get("severity")
    if severity not in _GRAVE or not record.settled or record.phase == "retired":
        return
    actions = [action for action in items(record.fields.get("actions")) if isinstance(action, dict)]
    complete = [a for a in actions if all(a.get(name) for name in ("owner", "due", "priority"))]
    if not complete:
        lacking = "an action with `owner`, `due` and `priority`" if actions else "an action"
        where = ["actions" if actions else "severity"]
        yield context.at(record, where, f"{severity} without {lacking}", "add what is missing under `actions:`")
    elif all(action.get("type") in _SOFT for action in actions):
        yield context.at(
            record,
            ["actions"],
            f"{severity} with actions of type {' and '.join(_SOFT)} only",
            "add one that prevents, mitigates or detects",
        )
