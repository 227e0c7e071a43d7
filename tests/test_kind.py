"""The shipped kinds: schemas that hold, statuses that agree, phases that mean something."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest

from adr.catalogue import load_kinds
from adr.frontmatter import load
from adr.kind import Kind
from adr.rule import all_rules

KINDS = load_kinds()
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

DECISION = """\
id: ADR-0007
kind: decision
title: Let the limit agent propose and a person decide
status: accepted
date: 2026-03-02
owner: m.okafor
contributors:
  - {who: j.lind, role: author}
  - {who: m.okafor, role: coach}
review-by: 2026-12-01
classification: internal
decision-makers: [m.okafor, p.serrano]
consulted: [legal-desk]
informed: [platform-team]
impact: high
reversibility: costly
confirmation: metric
trade-offs: [autonomy-vs-control, latency-vs-accuracy]
lock-in: {vendor: Model house, portability: adapter, exit-cost: {amount: "12000.50", currency: EUR}}
radar: {name: Limit agent, ring: trial}
relations:
  affects: [SYS-0003]
  learned-from: [LRN-0002]
  contributes-to: ["ENG-0001#OUT-1"]
controls: ["nist-ai-rmf:GOVERN 3.2", "iso42001:A.9.2"]
links: [{url: "https://example.com/paper", title: Paper}]
x-ticket: DATA-118
"""
LEARNING = """\
id: LRN-0002
kind: learning
title: Drifted bureau feed doubled manual overrides for nine days
status: published
date: 2026-02-10
owner: platform-team
review-by: 2026-08-10
type: incident
severity: SEV2
occurred-at: 2026-01-20T06:00:00Z
detected-at: 2026-01-29T09:12:00Z
mitigated-at: 2026-01-29T11:40:00Z
resolved-at: 2026-01-30T15:00:00Z
detected-by: client
failure-class: data-drift
ai-harm: potential
facilitator: p.serrano
impact:
  users: 412
  sla-breached: false
  data-exposed: false
  slo-burn: [{slo: SLO-0001, bad: 250, total: 1000000}]
actions:
  - {id: A1, title: Alert on PSI above 0.2, type: detect, priority: P0, owner: j.lind, due: 2026-02-20, status: done,
     done-on: 2026-02-18, evidence: "https://ci.example/run/881"}
  - {id: A2, title: Pin the feed's version, type: prevent, priority: P1, owner: platform-team, due: 2026-03-15,
     status: open}
relations:
  affects: [MDL-0001, SYS-0003]
  materialises: [RSK-0004]
"""
PLAYBOOK = """\
id: PLB-0005
kind: playbook
title: Roll back the limit agent to human-only review
status: active
date: 2026-02-15
owner: platform-team
review-by: 2026-08-15
type: rollback
trigger: Override rate above 12 % for one hour, or any policy invariant violated
last-exercised: 2026-02-20
exercise-interval: P90D
expected-duration: PT15M
escalation:
  - {after: PT15M, to: p.serrano, channel: "pager:risk-duty"}
relations:
  implements: [ADR-0007]
  learned-from: [LRN-0002]
"""
EXAMPLES = {"decision": DECISION, "learning": LEARNING, "playbook": PLAYBOOK}

PHASES = {
    "decision": {
        "draft": "draft",
        "proposed": "open",
        "accepted": "in-force",
        "rejected": "retired",
        "deprecated": "retired",
        "superseded": "retired",
    },
    "learning": {
        "draft": "draft",
        "in-review": "open",
        "published": "in-force",
        "closed": "in-force",
        "withdrawn": "retired",
    },
    "playbook": {
        "draft": "draft",
        "active": "in-force",
        "deprecated": "retired",
        "retired": "retired",
        "superseded": "retired",
    },
}


def test_three_kinds_come_with_the_package() -> None:
    assert {name: (k.prefix, k.folder) for name, k in KINDS.items()} == {
        "decision": ("ADR", "adrs"),
        "learning": ("LRN", "learnings"),
        "playbook": ("PLB", "playbooks"),
    }


@EVERY
def test_a_shipped_schema_is_valid_json_schema(kind: Kind) -> None:
    assert kind.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(kind.schema)


@EVERY
def test_a_worked_example_is_valid_for_editors_and_for_rules(kind: Kind) -> None:
    fields = load(EXAMPLES[kind.name])
    assert [
        str(e) for e in jsonschema_rs.Draft202012Validator(kind.schema, validate_formats=True).iter_errors(fields)
    ] == []
    assert kind.validator.is_valid(fields)


@EVERY
@pytest.mark.parametrize("field", ["id", "kind", "title", "status", "date", "owner", "review-by"])
def test_an_editor_is_told_of_a_missing_field(kind: Kind, field: str) -> None:
    fields = load(EXAMPLES[kind.name])
    del fields[field]
    assert not jsonschema_rs.Draft202012Validator(kind.schema).is_valid(fields)


@EVERY
def test_an_editor_is_not_told_of_more_than_the_envelope_in_the_first_status(kind: Kind) -> None:
    names = ("id", "kind", "title", "date", "owner")
    fields = {name: load(EXAMPLES[kind.name])[name] for name in names} | {"status": kind.statuses[0]}
    assert jsonschema_rs.Draft202012Validator(kind.schema).is_valid(fields)


@pytest.mark.parametrize(
    "kind,status,phase", [(kind, status, phase) for kind, phases in PHASES.items() for status, phase in phases.items()]
)
def test_a_status_means_a_phase(kind: str, status: str, phase: str) -> None:
    assert KINDS[kind].phase(status) == phase


@EVERY
def test_every_status_has_its_phase_in_the_table_above(kind: Kind) -> None:
    assert tuple(PHASES[kind.name]) == kind.statuses
    assert kind.phase(None) == kind.phase("") == kind.phase("Accepted") == "unknown"


@EVERY
def test_statuses_transitions_and_requirements_agree(kind: Kind) -> None:
    known = set(kind.statuses)
    assert kind.in_force
    assert kind.in_force <= known
    assert set(kind.raw["x-transitions"]) <= known
    assert {following for to in kind.transitions.values() for following in to} <= known
    reached, pending = {kind.statuses[0]}, [kind.statuses[0]]
    while pending:
        new = set(kind.transitions[pending.pop()]) - reached
        reached |= new
        pending += new
    assert reached == known, "every status can be reached from the first"
    for requirement in kind.requirements:
        assert kind.statuses[0] not in requirement.statuses, "the first status asks for the envelope only"
        assert set(requirement.fields) <= set(kind.fields)
        assert set(requirement.condition.when) | set(requirement.condition.unless) <= set(kind.fields)


@EVERY
def test_the_values_of_conditions_are_choices_of_their_fields(kind: Kind) -> None:
    conditions = [r.condition for r in kind.requirements] + [s.condition for s in kind.sections]
    for condition in conditions:
        for name, values in [*condition.when.items(), *condition.unless.items()]:
            assert set(values) <= set(kind.schema["properties"][name]["enum"])


@EVERY
def test_the_rules_that_a_kind_names_exist(kind: Kind) -> None:
    named = {r.rule for r in kind.requirements} | {s.rule for s in kind.sections}
    assert named <= {rule.code for rule in all_rules()}


def test_relations_of_one_name_agree_across_kinds() -> None:
    inverses: dict[str, str] = {}
    for relation in [r for kind in KINDS.values() for r in kind.relations.values()]:
        assert inverses.setdefault(relation.name, relation.inverse) == relation.inverse
    stored = set(inverses)
    assert {i for name, i in inverses.items() if i != name}.isdisjoint(stored), "an inverse is never stored"


def test_handles_are_known_at_every_depth() -> None:
    found = {".".join(path) for path in KINDS["learning"].handle_fields}
    expected = {"owner", "contributors.*.who", "facilitator", "actions.*.owner", "actions.*.approved-by"}
    assert found == expected | {"waivers.*.approved-by"}
    assert ("decision-makers", "*") in KINDS["decision"].handle_fields
    assert ("escalation", "*", "to") in KINDS["playbook"].handle_fields


@EVERY
def test_a_template_has_the_sections_that_its_kind_asks_for(kind: Kind) -> None:
    headings = re.findall(r"^(##+) (.+)$", kind.template, re.MULTILINE)
    unconditional = [s for s in kind.sections if not s.condition.when]
    assert headings == [("#" * s.level, s.title) for s in unconditional]
    assert kind.description.strip()


def test_the_schema_of_a_field_is_found_at_any_depth() -> None:
    kind = KINDS["decision"]
    assert kind.schema_at(()) is kind.schema
    assert kind.schema_at(["owner"])["description"].startswith("The one handle")
    assert "pattern" in kind.schema_at(["owner"])
    assert "author" in kind.schema_at(["contributors", 0, "role"])["enum"]
    assert kind.schema_at(["contributors", "role"]) == kind.schema_at(["contributors", 0, "role"])
    assert kind.schema_at(["relations", "amends"])["type"] == "array"
    assert kind.schema_at(["relations", "of-my-own"])["type"] == "array"
    assert kind.schema_at(["nothing", "below", 3]) == {}
