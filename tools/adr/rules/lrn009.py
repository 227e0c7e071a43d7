"""LRN009: unabsorbed learnings."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Severity
from adr.record import Record, items
from adr.rule import Context, rule


@rule(
    "LRN009",
    "unabsorbed-learnings",
    severity=Severity.WARNING,
    kinds=("learning",),
    options={"days": 60},
    timed=True,
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """What was learned changes something: a decision, a playbook, or an action that is done.

    ## What it checks
    Published learnings, so many days after their date: another record says `learned-from` them, or an action is done.

    ## Why it matters
    A learning that nothing refers to has taught its author.

    ## Bad
    ```text title="as of 2026-06-01"
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Good
    ```text title="as of 2026-06-01"
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
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
      learned-from: [LRN-0001]
    ---
    ```

    ## Options
    `days`: days after which it counts as unabsorbed (60).
    """
    if record.status != "published":
        return
    age = context.days_since(record.date)
    if age is None or age <= context.option("days"):
        return
    taught = any(edge.name == "learned-from" for edge in context.graph.incoming.get(record.id, ()))
    done = any(isinstance(a, dict) and a.get("status") == "done" for a in items(record.fields.get("actions")))
    if not taught and not done:
        message = f"{record.id} was published {age} days ago, and nothing was changed by it"
        yield context.at(record, ["status"], message, f"`adr link ID learned-from {record.id}`, or do an action")
