"""LRN003: unhurried budget burns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from adr.finding import Finding
from adr.record import Record, items
from adr.rule import Context, rule

_SHARE = re.compile(r"[01](\.\d{1,12})?|\.\d{1,12}")


@rule("LRN003", "unhurried-budget-burns", kinds=("learning",), options={"share": 20})
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """What burnt much of an error budget leads to an action of priority P0.

    ## What it checks
    From `in-review` on, each entry of `impact.slo-burn`: `bad` of `total` events, as a share of the budget that the
    `target` of the objective `slo` leaves. Of 1,000,000 events, a target of 0.999 may lose 1,000: 250 bad ones burn a
    quarter. If that is more than `postmortem-at-share` among the `parameters` of the objective's `error-budget-policy`,
    else more than the option says, an action has the priority P0 and was not dropped. An objective that is no record is
    reported too. Where the project has no kind `slo`, nothing is checked.

    ## Why it matters
    A budget that is nearly gone leaves no room for the next incident. What prevents that one cannot wait its turn.

    ## Bad
    ```yaml title=".adr/kinds/slo/schema.yaml"
    x-prefix: SLO
    x-folder: governance/slos
    x-statuses: [draft, active, retired]
    x-in-force: [active]
    x-transitions: {draft: [active], active: [draft, retired]}
    properties:
      target: {type: string}
      error-budget-policy: {type: string}
    ```
    ```markdown title=".adr/kinds/slo/template.md"
    # {{ title }}
    ```
    ```markdown title="governance/slos/SLO-0001-feed.md"
    ---
    id: SLO-0001
    kind: slo
    title: The feed arrives in time
    status: active
    date: 2026-01-02
    owner: m.okafor
    target: "0.999"
    ---
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    impact:
      sla-breached: false
      data-exposed: false
      slo-burn: [{slo: SLO-0001, bad: 250, total: 1000000}]
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/slo/schema.yaml"
    x-prefix: SLO
    x-folder: governance/slos
    x-statuses: [draft, active, retired]
    x-in-force: [active]
    x-transitions: {draft: [active], active: [draft, retired]}
    properties:
      target: {type: string}
      error-budget-policy: {type: string}
    ```
    ```markdown title=".adr/kinds/slo/template.md"
    # {{ title }}
    ```
    ```markdown title="governance/slos/SLO-0001-feed.md"
    ---
    id: SLO-0001
    kind: slo
    title: The feed arrives in time
    status: active
    date: 2026-01-02
    owner: m.okafor
    target: "0.999"
    ---
    ```
    ```markdown title="learnings/LRN-0001-x.md"
    ---
    id: LRN-0001
    kind: learning
    title: The feed stopped
    status: published
    date: 2026-03-02
    owner: m.okafor
    impact:
      sla-breached: false
      data-exposed: false
      slo-burn: [{slo: SLO-0001, bad: 250, total: 1000000}]
    actions:
      - {id: A1, title: Alert, type: detect, priority: P0, owner: m.okafor, due: 2026-03-09, status: open}
    ---
    ```

    ## Options
    `share`: of a hundred parts of the budget, how many may burn where no policy says so (20).
    """
    impact = record.fields.get("impact")
    if "slo" not in context.graph.kinds or not record.settled or record.phase == "retired":
        return
    for index, burn in enumerate(items(impact.get("slo-burn")) if isinstance(impact, dict) else ()):
        keys: list[str | int] = ["impact", "slo-burn", index]
        objective = context.graph.get(str(burn.get("slo"))) if isinstance(burn, dict) else None
        if isinstance(burn, dict) and burn.get("slo") and objective is None:
            message = f"`{burn['slo']}` is no objective that can be read, so that nobody knows what was burnt"
            yield context.at(record, keys, message, "name the record of the objective, such as `SLO-0001`")
            continue
        share = _burnt(burn, objective) if objective else None
        if share is None or objective is None:
            continue
        most, source = _most(objective, context)
        if share > most and not _urgent(record):
            message = f"{_percent(share)} of the budget of {objective.id} burnt, and no action has the priority P0"
            help_ = f"above {_percent(most)} {source} asks for one; say which action cannot wait"
            yield context.at(record, keys, message, help_)


def _burnt(burn: dict[str, Any], objective: Record) -> Fraction | None:
    """Return the share of an objective's budget that was burnt; None where the figures do not say."""
    bad, total, target = burn.get("bad"), burn.get("total"), _share(objective.fields.get("target"))
    if type(bad) is not int or type(total) is not int or total <= 0 or target is None or target >= 1:
        return None
    return Fraction(bad, total) / (1 - target)


def _most(objective: Record, context: Context) -> tuple[Fraction, str]:
    """Return the share from which an action cannot wait, and who says so."""
    policy = context.graph.get(str(objective.fields.get("error-budget-policy")))
    parameters = policy.fields.get("parameters") if policy else None
    stated = _share(parameters.get("postmortem-at-share")) if isinstance(parameters, dict) else None
    if policy and stated is not None:
        return stated, policy.id
    return Fraction(context.option("share"), 100), context.rule.code


def _share(value: Any) -> Fraction | None:
    """Return a share from 0 to 1 as it is written in decimals; None for anything else."""
    text = str(value)
    return Fraction(text) if _SHARE.fullmatch(text) else None


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4g} %"


def _urgent(record: Record) -> bool:
    actions = [action for action in items(record.fields.get("actions")) if isinstance(action, dict)]
    return any(action.get("priority") == "P0" and action.get("status") != "dropped" for action in actions)
