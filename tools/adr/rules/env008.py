"""ENV008: sections that must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, rule, section_findings

_LEFT_OVER = re.compile(r"\{\{ ?[a-z-]+ ?\}\}")


_FIX = {
    "unsafe": "A section that is missing is added in its place, as the template has it; one out of order moves; a "
    "heading of another level, or nearly of that name, becomes the section's.",
}


@rule("ENV008", "incomplete-bodies", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The sections of the kind are there: once, in order, with text in them, and nothing of the template is left.

    ## What it checks
    From the kind's second status on, or from the one that it names, the headings that its schema lists under
    `x-sections`, with their levels; optional ones only where they are there. A section with nothing but comments is
    empty. A `{{ variable }}` of a template is an error at any status.

    ## Why it matters
    Readers look for the outcome where it always is. An empty section says that nobody thought about it.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: proposed
    date: 2026-03-02
    owner: m.okafor
    impact: low
    ---

    ## Context and Problem Statement

    Where do orders go?

    ## Considered Options

    - PostgreSQL
    - SQLite

    ## Decision Outcome

    <!-- Chosen option: … -->
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: proposed
    date: 2026-03-02
    owner: m.okafor
    impact: low
    ---

    ## Context and Problem Statement

    Where do orders go?

    ## Considered Options

    - PostgreSQL
    - SQLite

    ## Decision Outcome

    Chosen option: "PostgreSQL", because several services write at once.

    ### Consequences

    - Good, because backups are routine.
    ```

    ## Options
    None. A project changes the sections with a folder in `.adr/kinds`.
    """
    if match := _LEFT_OVER.search(record.reading.body):
        start = len(record.reading.body[: match.start()].encode())
        yield context.place(record, record.in_body(start), f"`{match[0]}` is left from the template", "write it out")
    yield from section_findings(record, context)
