"""DEC003: unreviewed decisions."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record, is_date, items
from adr.rule import Context, rule


@rule(
    "DEC003",
    "unreviewed-decisions",
    kinds=("decision",),
    options={
        "impacts": ["high", "critical"],
        "other-unit": ["critical"],
        "outcomes": ["approved", "approved-with-conditions"],
    },
)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A weighty decision was reviewed before it was accepted, by somebody who had no part in it.

    ## What it checks
    Decisions in force whose impact is high or critical: a record says that it `reviews` them, is in force (final), has
    the outcome `approved` or `approved-with-conditions`, and was `held-on` the decision's date or before. One of its
    `reviewers` has `independent: true`, is no observer, and is not among the decision's makers, authors and owner, nor
    a member of a team or board that is. If the impact is critical, such a reviewer is also of another unit than all of
    those, as `governance/people.yml` has it. Where no kind has the relation `reviews`, nothing is checked.

    ## Why it matters
    Who decides sees the reasons for. It takes somebody else to see those against, and while there is time to listen.

    ## Bad
    ```yaml title=".adr/kinds/review/schema.yaml"
    x-prefix: REV
    x-folder: governance/reviews
    x-statuses: [scheduled, held, final, cancelled]
    x-in-force: [final]
    x-transitions: {scheduled: [held, cancelled], held: [final]}
    x-relations:
      reviews: {inverse: reviewed-in, to: [any]}
    properties:
      held-on: {$ref: "#/$defs/date"}
      outcome: {enum: [approved, approved-with-conditions, rejected, deferred, noted]}
      reviewers: {type: array}
    ```
    ```markdown title=".adr/kinds/review/template.md"
    # {{ title }}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: high
    decision-makers: [p.serrano]
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/review/schema.yaml"
    x-prefix: REV
    x-folder: governance/reviews
    x-statuses: [scheduled, held, final, cancelled]
    x-in-force: [final]
    x-transitions: {scheduled: [held, cancelled], held: [final]}
    x-relations:
      reviews: {inverse: reviewed-in, to: [any]}
    properties:
      held-on: {$ref: "#/$defs/date"}
      outcome: {enum: [approved, approved-with-conditions, rejected, deferred, noted]}
      reviewers: {type: array}
    ```
    ```markdown title=".adr/kinds/review/template.md"
    # {{ title }}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    impact: high
    decision-makers: [p.serrano]
    ---
    ```
    ```markdown title="governance/reviews/REV-0001-database.md"
    ---
    id: REV-0001
    kind: review
    title: The choice of a database
    status: final
    date: 2026-03-01
    owner: a.nakamura
    held-on: 2026-02-27
    outcome: approved
    reviewers:
      - {who: a.nakamura, role: chair, independent: true, conflicts: []}
    relations:
      reviews: [ADR-0001]
    ---
    ```

    ## Options
    `impacts`: impacts from which a review is asked for (`["high", "critical"]`); `other-unit`: those for which a
    reviewer is of another unit (`["critical"]`); `outcomes`: outcomes that approve (`["approved",
    "approved-with-conditions"]`).
    """
    impact = record.fields.get("impact")
    if "reviews" not in context.graph.relations or impact not in context.option("impacts"):
        return
    if record.phase != "in-force" or not is_date(record.date):
        return
    reviews = [edge.source for edge in context.graph.incoming.get(record.id, ()) if edge.name == "reviews"]
    lacks = [_lack(review, record, context) for review in reviews]
    if None not in lacks:
        reason = max(lack for lack in lacks if lack)[1] if lacks else "no record says that it `reviews` it"
        help_ = (
            f"have it reviewed by somebody who has no part in it: `reviews: [{record.id}]` in a review that is final"
        )
        message = f"{record.id} is {record.status}, its impact is {impact}, and {reason}"
        yield context.at(record, ["impact"], message, help_)


def _lack(review: Record, record: Record, context: Context) -> tuple[int, str] | None:
    """Return what a review lacks, and how far it got; None where it is enough."""
    if review.phase != "in-force":
        return 0, f"{review.id} is `{review.status}`"
    outcome, held = (review.fields.get(name) for name in ("outcome", "held-on"))
    if outcome not in context.option("outcomes"):
        return 1, f"{review.id} has the outcome `{outcome}`" if outcome else f"{review.id} has no outcome"
    if not is_date(held) or str(held) > str(record.date):
        return 2, f"{review.id} was held after it, on {held}" if is_date(held) else f"{review.id} was held on no day"
    involved = _involved(record, context)
    able = {who for who in _independent(review) if who not in involved}
    if not able:
        return 3, f"{review.id} has no independent reviewer but who decided, wrote or owns it"
    people = context.register.people
    if record.fields.get("impact") in context.option("other-unit") and people is not None:
        near = {people[who].unit for who in involved if who in people}
        if not any(who in people and people[who].unit and people[who].unit not in near for who in able):
            return 4, f"{review.id} has no independent reviewer of another unit"
    return None


def _independent(review: Record) -> Iterator[str]:
    """Yield the reviewers who are said to be independent, and do more than look on."""
    for reviewer in items(review.fields.get("reviewers")):
        if isinstance(reviewer, dict) and reviewer.get("independent") is True and reviewer.get("role") != "observer":
            yield str(reviewer.get("who"))


def _involved(record: Record, context: Context) -> set[str]:
    """Return who decided, wrote or owns a decision, the members of teams and boards among them included."""
    found = {str(who) for who in items(record.fields.get("decision-makers"))} | {str(record.owner)}
    for contributor in items(record.fields.get("contributors")):
        if isinstance(contributor, dict) and contributor.get("role") == "author":
            found.add(str(contributor.get("who")))
    people = context.register.people or {}
    return found.union(*(people[who].members for who in found if who in people))
