"""DEC002: decisions without a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, did_you_mean
from adr.options import considered_options
from adr.record import Record
from adr.rule import Context, rule

_LEAST = 2


@rule("DEC002", "foregone-conclusions", kinds=("decision",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A decision weighs at least two options, and its outcome names one of them.

    ## What it checks
    From `proposed` on: *Considered Options* lists at least two, as list items, headings or table rows, and *Decision
    Outcome* names one of them as it is written there.

    ## Why it matters
    A choice without an alternative is an announcement. The option that was not taken is what a reader asks about.

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

    ## Considered Options

    - PostgreSQL

    ## Decision Outcome

    We use PostgreSQL.
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

    ## Considered Options

    - PostgreSQL
    - SQLite, one file a tenant

    ## Decision Outcome

    Chosen option: "PostgreSQL", because several services write at once.
    ```

    ## Options
    None.
    """
    if not record.settled:
        return
    headings = {s.heading.text.casefold(): s for s in record.document.sections}
    section, outcome = headings.get("considered options"), headings.get("decision outcome")
    if section is None or not section.filled:
        return
    options = tuple(dict.fromkeys(considered_options(record)))
    if len(options) < _LEAST:
        yield context.place(
            record,
            record.in_body(section.heading.start),
            f"{len(options)} option considered, at least {_LEAST} are needed" if options else "no option is listed",
            "list each option as a bullet; leaving things as they are is one",
        )
    elif outcome is not None and outcome.filled:
        text = re.split(r"^#{3,} ", record.document.section("Decision Outcome"), maxsplit=1, flags=re.MULTILINE)[0]
        if not any(_names(text, option) for option in options):
            quoted = re.search(r'[Cc]hosen option:?\s*["“]([^"”]+)["”]', text)
            help_ = did_you_mean(quoted[1], options) if quoted else f"name one of: {'; '.join(options)}"
            yield context.place(
                record, record.in_body(outcome.heading.start), "the outcome names none of the considered options", help_
            )


def _names(text: str, option: str) -> bool:
    """Tell whether `text` names `option`, whatever the case, spacing and emphasis."""

    def plain(value: str) -> str:
        return " ".join(re.sub(r"[*_`\[\]]", "", value).casefold().split())

    return re.search(rf"(?<!\w){re.escape(plain(option))}(?![\w+#])", plain(text)) is not None
