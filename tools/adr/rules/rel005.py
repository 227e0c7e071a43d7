"""REL005: supersession that only one side knows of."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Severity, Step
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context, rule

_RETIRED = "superseded"


_FIX = {"unsafe": "A record that one in force supersedes gets the status `superseded`; its date stays."}


@rule("REL005", "one-sided-supersession", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A record is `superseded` exactly when a record that came into force supersedes it.

    ## What it checks
    A superseded record has a successor of its kind that is in force, or was before it was retired. A record that a
    successor in force supersedes is `superseded`. A successor that is only proposed retires nothing. Several successors
    are a warning: say in each which part it takes over.

    ## Why it matters
    This is how logs go stale: the new decision is written, the old one still reads "accepted", and somebody follows it.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-mysql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use MySQL
    status: superseded
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-mysql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use MySQL
    status: superseded
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    relations:
      supersedes: [ADR-0001]
    ---
    ```

    ## Options
    None.
    """
    if _RETIRED not in record.kind.statuses:
        return
    graph = context.graph
    successors = [s for s in graph.successors(record) if s.kind is record.kind and s.path != record.path]
    valid = [s for s in successors if s.kind.came_into_force(s.status)]
    if record.status == _RETIRED:
        yield from _retired(graph, record, valid, context)
    elif current := [s for s in successors if s.phase == "in-force"]:
        yield context.at(
            record,
            ["status"],
            f"{current[0].id} supersedes {record.id}, which still is `{record.status}`",
            f"`adr status {record.id} {_RETIRED}`, or `adr unlink {current[0].id} supersedes {record.id}`",
            fix=_retire(record),
        )


def _retire(record: Record) -> Fix | None:
    """Return what makes a record superseded, where that can follow its status."""
    if record.dialect != "native" or _RETIRED not in record.kind.transitions.get(record.status or "", ()):
        return None
    return Fix(f"Write `status: {_RETIRED}`", (Step("value", record.path, ("status",), new=_RETIRED),))


def _retired(graph: Graph, record: Record, successors: list[Record], context: Context) -> Iterator[Finding]:
    if not successors:
        pending = graph.successors(record)
        help_ = f"`adr supersede {record.id} --by ID` says by which"
        if pending:
            help_ = f"{pending[0].id} supersedes it but is `{pending[0].status}`"
        yield context.at(record, ["status"], f"{record.id} is superseded, but by no record in force", help_)
    elif len(successors) > 1:
        yield context.place(
            record,
            record.locate(["status"]),
            f"{record.id} is superseded by {len(successors)} records: {', '.join(s.id for s in successors)}",
            "say in each successor which part it takes over",
            severity=Severity.WARNING,
        )
