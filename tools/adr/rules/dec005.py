"""DEC005: unconfirmed decisions."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, rule, section_findings

_RISK = "risk"


_FIX = {"unsafe": "A missing section is added in its place, as the template has it; a heading gets the level it needs."}


@rule(
    "DEC005",
    "unconfirmed-decisions",
    kinds=("decision",),
    fix=_FIX,
    options={
        "impacts": ["high", "critical"],
        "reversibilities": ["one-way"],
        "relations": ["mitigates", "affects"],
    },
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A decision that weighs much, or cannot be taken back, says how it is confirmed and which risk it bears on.

    ## What it checks
    Decisions whose impact is high or critical, or whose reversibility is `one-way`. From `proposed` on, they have a
    section *Confirmation* of level 3. In force, they have a relation to a risk, or give the reason why there is none
    as `no-material-risk`. Where the project has no kind `risk`, risks are not asked for.

    ## Why it matters
    What cannot be undone is to be noticed early if it does not hold, and somebody has to have asked what may go wrong.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: medium
    reversibility: one-way
    ---

    ## Decision Outcome

    Chosen option: "PostgreSQL".
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: medium
    reversibility: one-way
    no-material-risk: Both databases are run by the same team already
    ---

    ## Decision Outcome

    Chosen option: "PostgreSQL".

    ### Confirmation

    A test refuses every other driver.
    ```

    ## Options
    For risks, `impacts` and `reversibilities` of which they are asked (`["high", "critical"]`, `["one-way"]`), and the
    `relations` that lead to one (`["mitigates", "affects"]`). A project changes which decisions need the section with a
    folder in `.adr/kinds`.
    """
    if not record.settled:
        return
    yield from section_findings(record, context)
    if _RISK not in context.graph.kinds or record.phase != "in-force" or not _weighs(record, context):
        return
    reason = record.fields.get("no-material-risk")
    if not (isinstance(reason, str) and reason.strip()) and not _bears(record, context):
        message = f"{record.id} says neither which risk it bears on nor why there is none"
        help_ = f"`adr link {record.id} mitigates RSK-…`, or add `no-material-risk: …` with the reason"
        yield context.at(record, ["status"], message, help_)


def _weighs(record: Record, context: Context) -> bool:
    heavy = record.fields.get("impact") in context.option("impacts")
    return heavy or record.fields.get("reversibility") in context.option("reversibilities")


def _bears(record: Record, context: Context) -> bool:
    """Tell whether a relation leads to a risk."""
    graph = context.graph
    edges = [edge for edge in graph.edges_of(record) if edge.name in context.option("relations")]
    return any(entry.kind.name == _RISK for edge in edges for entry in graph.by_id.get(edge.target, ()))
