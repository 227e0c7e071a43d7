"""KND010: sections that a kind forbids or does not list."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, rule
from adr.sections import surplus


@rule("KND010", "unlisted-sections")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A body has no section that its kind forbids or, where it lists all, does not list.

    ## What it checks
    Headings that `x-sections` of the kind marks with `need: forbidden`, and, where `x-other-sections` is false, those
    on the level of the listed ones that are not listed. Which sections must be there is ENV008's business.

    ## Why it matters
    A section that a kind has no place for is read by nobody who knows the kind, and often stands for one under its
    right name.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-other-sections: false
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---

    ## Contxt

    Where do orders go?
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-other-sections: false
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---

    ## Context and Problem Statement

    Where do orders go?
    ```

    ## Options
    None.
    """
    for fault in surplus(record):
        if fault.start is not None:
            yield context.place(record, record.in_body(fault.start), fault.message, fault.help)
