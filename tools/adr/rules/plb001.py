"""PLB001: playbooks that lack what their type needs."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, field_findings, rule, section_findings

_FIX = {
    "unsafe": "A section that is missing is added in its place; one that is out of order moves; a heading of another "
    "level, or nearly of that name, becomes the section's.",
}


@rule("PLB001", "incomplete-playbooks", kinds=("playbook",), fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A playbook has the sections and fields of its type: a runbook is not a checklist.

    ## What it checks
    From `active` on, by `type`: a runbook has *Meaning*, *Impact*, *Diagnosis*, *Mitigation*, *Rollback* and
    *Escalation*; a due diligence *Scope*, *Checklist*, *Independence* and *Outcome Rules*. What is opened by
    an event names its `trigger`; runbooks, rollbacks, incident responses and escalations name their `escalation`;
    runbooks, rollbacks and exits when they were `last-exercised` and their `exercise-interval`; due diligences and
    validations have a `checklist`, talent paths `levels`.

    ## Why it matters
    At three in the morning nobody looks for the rollback in another document.

    ## Bad
    ```markdown title="playbooks/PLB-0001-restore-feed.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restore the bureau feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    review-by: 2026-09-02
    type: rollback
    ---
    ```

    ## Good
    ```markdown title="playbooks/PLB-0001-restore-feed.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restore the bureau feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    review-by: 2026-09-02
    type: rollback
    trigger: No bureau file by 06:00 UTC
    last-exercised: 2026-02-20
    exercise-interval: P90D
    escalation:
      - {after: PT15M, to: m.okafor, channel: "pager:data"}
    ---
    ```

    ## Options
    None. A project changes what a type needs with a folder in `.adr/kinds`.
    """
    yield from field_findings(record, context)
    if record.settled:
        yield from section_findings(record, context)
