"""PLB002: playbooks that call nobody, or serve nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adr.finding import Finding
from adr.graph import Graph
from adr.kind import Kind
from adr.record import items
from adr.rule import Context, rule

_ELSE = ("supersedes", "learned-from")
"""Relations that say nothing of what a playbook is for."""


@rule(
    "PLB002",
    "unstaffed-playbooks",
    scope="graph",
    options={
        "types": ["runbook", "rollback", "incident-response", "escalation"],
        "fields": ["runbook", "rollback-playbook", "playbook"],
    },
    timed=True,
)
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """A playbook for operations calls somebody who is there, and is there for something.

    ## What it checks
    Active playbooks of the types runbook, rollback, incident-response and escalation. One step of their `escalation`
    goes `to` somebody of `governance/people.yml` who is active on the day of the check; where the project has no such
    list, to anybody. And a record has them: they have a relation other than `supersedes` and `learned-from`, or a field
    such as `runbook` or `rollback-playbook` of another record names them.

    ## Why it matters
    At three in the morning a number that nobody answers is worse than none, and nobody finds the playbook of a system
    that does not name it.

    ## Bad
    ```text title="as of 2026-03-20"
    ```
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restart the feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    type: rollback
    escalation:
      - {after: PT15M, to: m.okafor, channel: "pager:data"}
    ---
    ```

    ## Good
    ```text title="as of 2026-03-20"
    ```
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Read the feed every hour
    status: accepted
    date: 2026-03-02
    owner: m.okafor
    ---
    ```
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Restart the feed
    status: active
    date: 2026-03-02
    owner: m.okafor
    type: rollback
    escalation:
      - {after: PT15M, to: m.okafor, channel: "pager:data"}
    relations:
      implements: [ADR-0001]
    ---
    ```

    ## Options
    `types`: types of playbooks for operations (`["runbook", "rollback", "incident-response", "escalation"]`); `fields`:
    fields of other records, at any depth, that name one (`["runbook", "rollback-playbook", "playbook"]`).
    """
    types = context.option("types")
    chosen = [r for r in graph.records if r.kind.name == "playbook" and r.phase == "in-force"]
    chosen = [record for record in chosen if record.fields.get("type") in types]
    named = _named(graph, set(context.option("fields"))) if chosen else set()
    for record in chosen:
        steps = [step for step in items(record.fields.get("escalation")) if isinstance(step, dict) and step.get("to")]
        told = any(name == "escalation" for name, _ in record.missing("PLB001"))
        if not told and not any(_there(str(step["to"]), context) for step in steps):
            gone = ", ".join(f"`{step['to']}`" for step in steps)
            what = f"only people who are not there on {context.as_of}: {gone}" if steps else "nobody"
            help_ = "add a step under `escalation:` to somebody who is active, by their handle"
            yield context.at(record, ["escalation" if steps else "type"], f"{record.id} calls {what}", help_)
        edges = (*graph.outgoing.get(record.path, ()), *graph.incoming.get(record.id, ()))
        if record.id not in named and all(edge.name in _ELSE for edge in edges):
            message = f"{record.id} does not say what it is for, and no record names it"
            help_ = (
                f"`adr link {record.id} implements ID`, or name it in the record whose {record.fields['type']} it is"
            )
            yield context.at(record, ["type"], message, help_)


def _there(handle: str, context: Context) -> bool:
    people = context.register.people
    return people is None or (handle in people and people[handle].active_on(context.as_of))


def _named(graph: Graph, fields: set[str]) -> set[str]:
    """Return what the fields of some names hold, in the records of kinds that have them."""
    asking = {name for name, kind in graph.kinds.items() if fields & _fields(kind)}
    found: set[str] = set()
    pending: list[Any] = [dict(record.fields) for record in graph.records if record.kind.name in asking]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found.update(str(value[name]).partition("@")[0] for name in fields & value.keys())
        pending += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return found


def _fields(kind: Kind) -> set[str]:
    """Return the names of all fields that a kind's own schema has, at any depth."""
    found: set[str] = set()
    pending: list[Any] = [kind.raw]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found.update(value.get("properties", ()))
            pending += value.values()
    return found
