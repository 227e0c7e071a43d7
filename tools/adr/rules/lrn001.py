"""LRN001: incidents without the facts."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, field_findings, rule


@rule("LRN001", "incidents-without-facts", kinds=("learning",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A learning from an incident says how grave it was, when it began and was noticed, by whom, and of what class.

    ## What it checks
    For `type: incident`, from `in-review` on: `severity`, `occurred-at`, `detected-at`, `detected-by` and
    `failure-class`; from `published` on also `resolved-at`.

    ## Why it matters
    Time to detect and the share of incidents that clients noticed first can only be counted where they are written.

    ## Bad
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: in-review
    date: 2026-03-02
    owner: m.okafor
    type: incident
    severity: SEV3
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
    type: incident
    severity: SEV3
    occurred-at: 2026-03-01T06:00:00Z
    detected-at: 2026-03-01T06:20:00Z
    detected-by: monitoring
    failure-class: dependency-fragility
    ---
    ```

    ## Options
    None.
    """
    yield from field_findings(record, context)
