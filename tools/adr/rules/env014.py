"""ENV014: ids that the branch to merge into has given to another record."""

from __future__ import annotations

from collections.abc import Iterator

from adr.dialect import id_of
from adr.finding import Finding, Location
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule


@rule("ENV014", "reused-ids", scope="graph")
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """An id is not given twice, on two branches that are to be merged.

    ## What it checks
    With `adr check --base REF`: no record has an id that REF has given to another file since the two went apart.
    Without `--base`, nothing is checked.

    ## Why it matters
    Each branch passes alone. After the merge two records share a number, and every citation is a coin toss.

    ## Bad
    ```text title="added on main since"
    adrs/ADR-0001-use-mysql.md
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
    ```

    ## Good
    ```text title="added on main since"
    adrs/ADR-0001-use-mysql.md
    ```
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    None.
    """
    added = context.base.added if context.base else ()
    taken = {id_of(path): path for path in added if path not in graph.by_path}
    for id_, path in taken.items():
        for entry in graph.by_id.get(id_, ()):
            location = entry.locate(["id"]) if isinstance(entry, Record) else Location(entry.path)
            message = f"`{id_}` is the id of {path} on {context.base.ref if context.base else ''}"
            yield context.place(entry, location, message, f"`adr renumber {entry.path} --auto`")
