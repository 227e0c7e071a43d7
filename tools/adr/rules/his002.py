"""HIS002: rewritten decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from adr.comments import without_comments
from adr.finding import Finding
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule

_FREE = frozenset(
    ["id", "kind", "status", "date", "relations", "review-by", "waivers", "aliases", "tags", "links", "rebaselined"]
)
_SETTLED = ("in-force", "retired")
_ERRATA = re.compile(r"^## Errata\b.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_DESTINATION = re.compile(r"\]\([^)\n]{0,500}\)")


@rule("HIS002", "rewritten-decisions", scope="graph", options={"fields": []}, historical=True)
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """What a decision in force says stays as it was decided.

    ## What it checks
    With a base: decisions that were in force at the fork, or had reached an end. Their text is as it was, but for a
    section `## Errata`, white space, comments that waive a rule, and links and ids that were renumbered; and so are
    their fields, but for status, date, relations, `review-by`, waivers, aliases, tags and whatever starts with `x-`.

    ## Why it matters
    A decision that can be rewritten in silence is no record of what was decided. Who changes their mind writes a new
    one, and who finds a slip says so under `## Errata`.

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

    # Use PostgreSQL

    ## Decision Outcome

    Chosen option: "PostgreSQL".
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---

    # Use PostgreSQL

    ## Decision Outcome

    Chosen option: "MySQL".
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

    # Use PostgreSQL

    ## Decision Outcome

    Chosen option: "PostgreSQL".
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---

    # Use PostgreSQL

    ## Decision Outcome

    Chosen option: "PostgreSQL".

    ## Errata

    - 2026-05-02: the cluster has three nodes, not two.
    ```

    ## Options
    `fields`: further fields that may change (`[]`).
    """
    for old in context.base.before.values() if context.base else ():
        new = graph.get(old.id)
        if not isinstance(old, Record) or new is None or old.kind.name != "decision" or old.phase not in _SETTLED:
            continue
        for name in sorted({*old.fields, *new.fields} - _FREE - set(context.option("fields"))):
            if old.fields.get(name) != new.fields.get(name) and not name.startswith("x-"):
                message = f"`{name}` of {new.id} was changed while it was {old.status}"
                yield context.at(new, [name], message, "put it back, or supersede the decision", key=True)
        before, after = (_frozen(record, graph) for record in (old, new))
        if before != after:
            line = next((n for n, (a, b) in enumerate(zip_longest(before, after)) if a != b), 0)
            shown = after[line] if line < len(after) else before[line]
            message = f"the text of {new.id} was changed while it was {old.status}: `{shown[:60]}`"
            start = max(0, new.reading.body.find(shown))
            place = new.in_body(new.document.offset(start))
            yield context.place(new, place, message, "put it back, say it under `## Errata`, or supersede the decision")


def _frozen(record: Record, graph: Graph) -> list[str]:
    """Return the lines that may not change: without errata, comments to adr, destinations of links, ids of before."""
    body = _ERRATA.sub("", without_comments(record.reading.body))
    body = _DESTINATION.sub("](…)", body)
    for alias, now in graph.aliases.items():
        body = body.replace(alias, now.id)
    return [" ".join(line.split()) for line in body.splitlines() if line.strip()]
