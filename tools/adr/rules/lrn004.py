"""LRN004: times that run backwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from adr.finding import Finding
from adr.record import Record, instant
from adr.rule import Context, rule

_ORDER = ("occurred-at", "detected-at", "mitigated-at", "resolved-at")


@rule("LRN004", "reversed-timelines", kinds=("learning",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """An incident occurs, is detected, is mitigated and is resolved, in that order.

    ## What it checks
    `occurred-at` ≤ `detected-at` ≤ `mitigated-at` ≤ `resolved-at`, as far as they are given.

    ## Why it matters
    Times to detect and to resolve are computed from them. A negative one spoils every average.

    ## Bad
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: draft
    date: 2026-03-02
    owner: m.okafor
    occurred-at: 2026-03-01T09:00:00Z
    detected-at: 2026-03-01T08:00:00Z
    ---
    ```

    ## Good
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: draft
    date: 2026-03-02
    owner: m.okafor
    occurred-at: 2026-03-01T08:00:00Z
    detected-at: 2026-03-01T09:00:00Z
    ---
    ```

    ## Options
    None.
    """
    times = [(name, time) for name in _ORDER if (time := instant(record.fields.get(name)))]
    for (earlier, first), (later, second) in pairwise(times):
        before, after = record.fields[earlier], record.fields[later]
        if second < first:
            yield context.at(
                record, [later], f"`{later}` ({after}) is before `{earlier}` ({before})", "are the two swapped?"
            )
