"""LRN008: named culprits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, Severity
from adr.record import Record
from adr.rule import Context, rule

_SHORT = 3
"""A name of so few letters is likely to be a word."""


@rule("LRN008", "named-culprits", severity=Severity.WARNING, kinds=("learning",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Contributing factors name conditions, not people, and more than one root.

    ## What it checks
    Handles and names of `governance/people.yml`, with or without `@`, in the section Contributing Factors; and a
    section `Root Cause` where there is no Contributing Factors.

    ## Why it matters
    Where a name stands, the next reader stops looking for what made the slip possible.

    ## Bad
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    ---

    ## Contributing Factors

    - @j.lind restarted the wrong host.
    ```

    ## Good
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    ---

    ## Contributing Factors

    - The two hosts have the same prompt.
    ```

    ## Options
    None.
    """
    sections = {section.heading.text.casefold(): section.heading for section in record.document.sections}
    if "root cause" in sections and "contributing factors" not in sections:
        place = record.in_body(sections["root cause"].start)
        yield context.place(
            record, place, "one root cause is looked for", "call it Contributing Factors, and name several"
        )
    heading = sections.get("contributing factors")
    if heading is None:
        return
    text = record.document.section(heading.text)
    people = [p for p in (context.register.people or {}).values() if p.kind == "person"]
    names = {name: p.handle for p in people for name in (p.handle, p.name) if len(name) > _SHORT}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w./@-])(?:@[\w.-]{{2,40}}{'|' + known if known else ''})(?![\w-])")
    for match in pattern.finditer(text):
        start = record.document.offset(record.reading.body.find(text)) + len(text[: match.start()].encode())
        message = f"`{match[0]}` is named among the contributing factors"
        yield context.place(record, record.in_body(start), message, "say which condition made it possible")
