"""HIS001: illegal transitions."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule


@rule(
    "HIS001",
    "illegal-transitions",
    scope="graph",
    options={"steps": "any"},
    choices={"steps": ("any", "one")},
    historical=True,
)
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """A status changes only as its kind lets it.

    ## What it checks
    With a base: the status of each record at the fork, and now. There is a way from one to the other in the kind's
    transitions, in one or several steps. Without a base nothing is checked.

    ## Why it matters
    A decision that was accepted and is a draft again was never revoked: it is in force for some readers and not for
    others.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md at the fork"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-x.md at the fork"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: deprecated
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    `steps`: how many steps a change may take at once, `"any"` or `"one"` (`"any"`): a pull request often writes a
    decision and accepts it. With `"one"`, each status is agreed to in a change of its own.
    """
    before = context.base.before.values() if context.base else ()
    for old in before:
        new = graph.get(old.id)
        if not isinstance(old, Record) or new is None or old.kind.name != new.kind.name or new.status == old.status:
            continue
        if old.status not in old.kind.transitions:
            continue
        ways = old.kind.transitions[str(old.status)]
        if new.status not in _reachable(old):
            message = f"{new.id} was `{old.status}` and cannot become `{new.status}`"
        elif context.option("steps") == "one" and new.status not in ways:
            message = f"{new.id} was `{old.status}` and becomes `{new.status}` in more than one step"
        else:
            continue
        yield context.at(new, ["status"], message, f"from `{old.status}` it goes to: {', '.join(ways) or 'nowhere'}")


def _reachable(record: Record) -> set[str]:
    """Return the statuses that can follow a record's, in any number of steps."""
    found: set[str] = set()
    pending = [record.status or ""]
    while pending:
        for status in record.kind.transitions.get(pending.pop(), ()):
            if status not in found:
                found.add(status)
                pending.append(status)
    return found
