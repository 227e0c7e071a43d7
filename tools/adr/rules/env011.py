"""ENV011: near duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, Location, Severity
from adr.graph import Graph
from adr.likeness import Alike
from adr.record import Record
from adr.rule import Context, rule

_SMALL = frozenset(["a", "an", "the", "of", "for", "to", "in", "on", "and", "with", "our", "by", "as"])


@rule("ENV011", "near-duplicates", severity=Severity.WARNING, scope="graph", options={"share": 80})
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """No two records of a kind that are in force, or may come into force, have nearly the same title.

    ## What it checks
    The words of the titles, in any order, without the small ones. Retired records are left out, and so are pairs that
    a relation connects. Of several records that are alike, each names the first, by path.

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
    live = [found for found in graph.headlines if found.phase in ("draft", "open", "in-force")]
    for place, earlier in Alike([(one.kind, _words(one.title)) for one in live], context.option("share")).pairs():
        record = graph.by_path[live[place].path]
        for other in (graph.by_path[live[found].path] for found in earlier if live[found].id != live[place].id):
            if isinstance(record, Record) and isinstance(other, Record) and not _connected(graph, record, other):
                message = f"{record.id} has nearly the title of {other.id}: `{other.title}`"
                help_ = "supersede one by the other, relate them, or say in the titles where they differ"
                yield context.place(record, record.locate(["title"]), message, help_, related=(Location(other.path),))
                break


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.casefold())) - _SMALL or frozenset([title.casefold()])


def _connected(graph: Graph, one: Record, other: Record) -> bool:
    pairs = ((one, other), (other, one))
    return any(edge.target == target.id for source, target in pairs for edge in graph.edges_of(source))
