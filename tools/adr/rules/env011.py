"""ENV011: near duplicates."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from adr.finding import Finding, Location, Severity
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule

_SMALL = frozenset(["a", "an", "the", "of", "for", "to", "in", "on", "and", "with", "our", "by", "as"])


@rule("ENV011", "near-duplicates", severity=Severity.WARNING, scope="graph", options={"share": 80})
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """No two records of a kind that are in force, or may come into force, have nearly the same title.

    ## What it checks
    The words of the titles, in any order, without the small ones. Retired records are left out, and so are pairs that
    a relation connects.

    ## Why it matters
    Two records of one matter will be followed by two teams, each by its own.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL for orders
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="adrs/ADR-0002-y.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL for the orders
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL for orders
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="adrs/ADR-0002-y.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use a queue for payments
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    `share`: how many in a hundred of the words of both titles are shared from which they count as the same (80).
    """
    live = [record for record in graph.records if record.phase in ("draft", "open", "in-force")]
    share = context.option("share")
    words = {record.path: _words(record.title) for record in live}
    common = Counter(word for held in words.values() for word in held)
    seen: dict[tuple[str, str], list[Record]] = {}
    for record in live:
        own = words[record.path]
        rare = sorted(own, key=lambda word: (common[word], word))[: len(own) - math.ceil(share * len(own) / 100) + 1]
        others = {other.path: other for word in rare for other in seen.get((record.kind.name, word), ())}
        for other in (others[path] for path in sorted(others)):
            shared = 100 * len(own & words[other.path]) / len(own | words[other.path])
            same = record.id != other.id and shared >= share  # ids that clash are another rule's
            if same and not _connected(graph, record, other):
                message = f"{record.id} has nearly the title of {other.id}: `{other.title}`"
                help_ = "supersede one by the other, relate them, or say in the titles where they differ"
                yield context.place(record, record.locate(["title"]), message, help_, related=(Location(other.path),))
                break
        for word in rare:  # titles that share enough share one of these, their rarest words
            seen.setdefault((record.kind.name, word), []).append(record)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.casefold())) - _SMALL or frozenset([title.casefold()])


def _connected(graph: Graph, one: Record, other: Record) -> bool:
    return any(edge.target in (one.id, other.id) for r in (one, other) for edge in graph.outgoing.get(r.path, ()))
