"""LRN011: unassessed harm by models and agents."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record, instant, is_date
from adr.rule import Context, rule


@rule(
    "LRN011",
    "unassessed-ai-harm",
    kinds=("learning",),
    options={"kinds": ["model", "agent"], "boards": ["ai-board"]},
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A learning about a model or an agent says whether it did harm; if it did, a risk and a board look at it again.

    ## What it checks
    From `in-review` on, learnings that `affects` leads from to a model or an agent: `ai-harm` is set. If it is
    `actual`, a risk that the learning `materialises` has a `current` score `on` the day of detection or later, and a
    review of type `ai-board` that `reviews` the learning, or one of those models and agents, is scheduled for that day
    or later and not cancelled. Without `detected-at`, the learning's date counts. Where the project has no kind `risk`,
    or no kind `review`, that part is not asked for.

    ## Why it matters
    Harm that a model did is seldom done once. Whether it may go on is not for its team alone to say.

    ## Bad
    ```yaml title=".adr/kinds/agent/schema.yaml"
    x-prefix: AGT
    x-folder: governance/agents
    x-statuses: [proposed, pilot, production, suspended, retired]
    x-in-force: [pilot, production, suspended]
    x-transitions: {proposed: [pilot], pilot: [production], production: [suspended, retired], suspended: [production]}
    ```
    ```markdown title=".adr/kinds/agent/template.md"
    # {{ title }}
    ```
    ```markdown title="governance/agents/AGT-0001-x.md"
    ---
    id: AGT-0001
    kind: agent
    title: Proposes credit limits
    status: pilot
    date: 2026-01-02
    owner: m.okafor
    ---
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The agent read cents as euros
    status: published
    date: 2026-03-02
    owner: m.okafor
    relations:
      affects: [AGT-0001]
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/agent/schema.yaml"
    x-prefix: AGT
    x-folder: governance/agents
    x-statuses: [proposed, pilot, production, suspended, retired]
    x-in-force: [pilot, production, suspended]
    x-transitions: {proposed: [pilot], pilot: [production], production: [suspended, retired], suspended: [production]}
    ```
    ```markdown title=".adr/kinds/agent/template.md"
    # {{ title }}
    ```
    ```markdown title="governance/agents/AGT-0001-x.md"
    ---
    id: AGT-0001
    kind: agent
    title: Proposes credit limits
    status: pilot
    date: 2026-01-02
    owner: m.okafor
    ---
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The agent read cents as euros
    status: published
    date: 2026-03-02
    owner: m.okafor
    ai-harm: potential
    relations:
      affects: [AGT-0001]
    ---
    ```

    ## Options
    `kinds`: what can do such harm (`["model", "agent"]`); `boards`: types of review that settle it (`["ai-board"]`).
    """
    if not record.settled or record.phase == "retired":
        return
    affected = [
        edge for edge in context.graph.edges_of(record) if edge.name == "affects" and _harmful(edge.target, context)
    ]
    if not affected:
        return
    harm, keys = record.fields.get("ai-harm"), affected[0].keys
    if harm in (None, ""):
        message = f"{record.id} affects {affected[0].target} and does not say whether it did harm"
        yield context.at(record, keys, message, "add `ai-harm: none`, `potential` or `actual`")
    detected = instant(record.fields.get("detected-at"))
    day = detected.date().isoformat() if detected else record.date
    if harm != "actual" or not is_date(day):
        return
    if "risk" in context.graph.kinds and not any(_on(score) >= str(day) for score in _scores(record, context)):
        message = f"{record.id} did harm, and no risk that it materialises was scored again since {day}"
        help_ = (
            "`adr link` it by `materialises` to the risk, and set the risk's `current` with the day of the new score"
        )
        yield context.at(record, ["ai-harm"], message, help_)
    looked_at = [record.id, *(edge.target for edge in affected)]
    if "review" in context.graph.kinds and not any(_planned(id_, str(day), context) for id_ in looked_at):
        boards = " or ".join(f"`{board}`" for board in context.option("boards"))
        message = f"{record.id} did harm, and no review of type {boards} is scheduled since {day}"
        yield context.at(record, ["ai-harm"], message, f"schedule one that `reviews` {' or '.join(looked_at[:2])}")


def _harmful(id_: str, context: Context) -> bool:
    return any(entry.kind.name in context.option("kinds") for entry in context.graph.by_id.get(id_, ()))


def _scores(record: Record, context: Context) -> Iterator[object]:
    """Yield the present scores of the risks that a learning materialises."""
    for edge in context.graph.edges_of(record):
        target = context.graph.get(edge.target) if edge.name == "materialises" else None
        if target is not None:
            yield target.fields.get("current")


def _on(score: object) -> str:
    """Return the day of a score; empty where it has none."""
    day = score.get("on") if isinstance(score, dict) else None
    return str(day) if is_date(day) else ""


def _planned(id_: str, day: str, context: Context) -> bool:
    """Tell whether a board's review of a record is scheduled for a day or later, or was held then."""
    for edge in context.graph.incoming.get(id_, ()):
        review = edge.source
        if edge.name == "reviews" and review.fields.get("type") in context.option("boards"):
            days = [review.fields.get(name) for name in ("scheduled-for", "held-on")]
            if review.status != "cancelled" and any(is_date(found) and str(found) >= day for found in days):
                return True
    return False
