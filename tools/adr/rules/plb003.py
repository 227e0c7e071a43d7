"""PLB003: unexercised playbooks."""

from __future__ import annotations

from collections.abc import Iterator

from adr.due import due_of
from adr.finding import Finding, Severity
from adr.graph import Graph
from adr.rule import Context, rule


@rule(
    "PLB003",
    "unexercised-playbooks",
    severity=Severity.WARNING,
    scope="graph",
    options={"autonomy": 4, "tier": 1},
    timed=True,
)
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """A playbook is walked through as often as it says.

    ## What it checks
    `last-exercised` and `exercise-interval` of playbooks that are active, counted from the day of the check. It is an
    error if an agent with an `autonomy-level` of 4 or more, or a system of `tier` 1, names the playbook as its
    `rollback-playbook` and is in force.

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
    `autonomy`: levels of an agent from which it is an error (4); `tier`: tiers of a system down to which it is (1).
    """
    playbooks = [record for record in graph.records if record.kind.name == "playbook" and record.phase == "in-force"]
    vital = set(_vital(graph, context)) if playbooks else set()
    for record in playbooks:
        for item in due_of(record):
            if item.what == "exercise" and item.by < context.as_of:
                severity = Severity.ERROR if record.id in vital else Severity.WARNING
                message = f"{record.id} was to be exercised by {item.by}"
                place, help_ = record.locate(item.keys), "walk through it, and set `last-exercised`"
                yield context.place(record, place, message, help_, severity=severity)


def _vital(graph: Graph, context: Context) -> Iterator[str]:
    """Yield the ids of playbooks that take back what acts on its own, or what most depends on."""
    for record in graph.records:
        if record.kind.name not in ("agent", "system") or record.phase != "in-force":
            continue
        level, tier = (record.fields.get(name) for name in ("autonomy-level", "tier"))
        acts = record.kind.name == "agent" and isinstance(level, int) and level >= context.option("autonomy")
        bears = record.kind.name == "system" and isinstance(tier, int) and tier <= context.option("tier")
        if acts or bears:
            yield str(record.fields.get("rollback-playbook"))
