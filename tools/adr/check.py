"""The graph and the rules that are on, to sorted findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from adr.dialect import dialect
from adr.finding import Finding
from adr.graph import Graph
from adr.people import Register
from adr.project import Project
from adr.record import Entry, Record
from adr.rule import Base, Context, Rule, all_rules
from adr.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules came to: findings, those that settings hide below their path, and the rules that ran."""

    findings: tuple[Finding, ...]
    hidden: tuple[Finding, ...]
    rules: tuple[Rule, ...]


def check(project: Project, graph: Graph, register: Register, base: Base | None = None) -> tuple[Finding, ...]:
    """Run every rule that settings leave on; return the findings sorted by place.

    Rules that compare with the branch to merge into are silent without `base`.
    """
    return run(project, graph, register, base).findings


def run(
    project: Project, graph: Graph, register: Register, base: Base | None = None, chosen: Ruleset | None = None
) -> Outcome:
    """Run the rules that are `chosen`, by default those of settings; tell what was found and what was hidden."""
    chosen = chosen or project.ruleset
    findings: set[Finding] = set()
    rules = []
    for rule in all_rules():
        severity = project.severity(rule.code, rule.severity) or (rule.severity if rule.code in chosen.named else None)
        if severity is not None and chosen.runs(rule.code):
            rules.append(rule)
            stated = project.stated(rule.code)
            findings.update(_run(rule, Context(rule, severity, project, graph, register, base, stated)))
    hidden = {f for f in findings if chosen.hides(f.location.path, f.code)} if chosen.per_path else set()
    return Outcome(tuple(sorted(findings - hidden)), tuple(sorted(hidden)), tuple(rules))


def _run(rule: Rule, context: Context) -> Iterator[Finding]:
    if rule.scope == "graph":
        exempt = {e.path for e in context.graph.entries if _exempt(rule, e)}
        yield from (f for f in rule.function(context.graph, context) if f.location.path not in exempt)
        return
    entries: Iterable[Entry] = context.graph.records if rule.scope == "record" else context.graph.entries
    for entry in entries:
        if (not rule.kinds or entry.kind.name in rule.kinds) and not _exempt(rule, entry):
            yield from rule.function(entry, context)


def _exempt(rule: Rule, entry: Entry) -> bool:
    return isinstance(entry, Record) and rule.code in dialect(entry.dialect).exempt
