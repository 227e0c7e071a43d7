"""The graph and the rules that are on, to sorted findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from adr.dialect import dialect
from adr.finding import Finding, did_you_mean
from adr.graph import Graph
from adr.people import Register
from adr.project import Project, ProjectError
from adr.record import Entry, Record
from adr.rule import Base, Context, Rule, all_rules
from adr.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules came to: findings, those that settings hide below their path, and the rules that ran."""

    findings: tuple[Finding, ...]
    hidden: tuple[Finding, ...]
    rules: tuple[Rule, ...]


def check(
    project: Project, graph: Graph, register: Register, base: Base | None = None, as_of: str = ""
) -> tuple[Finding, ...]:
    """Run every rule that settings leave on; return the findings sorted by place.

    Rules that compare with the branch to merge into are silent without `base`, and rules that count from a day are
    without `as_of`, an ISO date. With both, the latter speak of the records only that the change touches, so that a
    change does not fail for a day that passed meanwhile elsewhere. Raises ProjectError for an option that a rule has
    not, or whose value it cannot use.
    """
    return run(project, graph, register, base, as_of=as_of).findings


def run(
    project: Project,
    graph: Graph,
    register: Register,
    base: Base | None = None,
    chosen: Ruleset | None = None,
    *,
    as_of: str = "",
) -> Outcome:
    """Run the rules that are `chosen`, by default those of settings; tell what was found and what was hidden."""
    chosen = chosen or project.ruleset
    findings: set[Finding] = set()
    rules = []
    for rule in all_rules():
        severity = project.severity(rule.code, rule.severity) or (rule.severity if rule.code in chosen.named else None)
        _check_options(project, rule)
        if severity is None or not chosen.runs(rule.code):
            continue
        if (rule.historical and base is None) or (rule.timed and not as_of):
            continue
        rules.append(rule)
        stated = project.stated(rule.code)
        found = _run(rule, Context(rule, severity, project, graph, register, base, stated, as_of))
        if rule.timed and base is not None:
            found = (finding for finding in found if finding.location.path in base.touched)
        findings.update(found)
    hidden = {f for f in findings if chosen.hides(f.location.path, f.code)} if chosen.per_path else set()
    return Outcome(tuple(sorted(findings - hidden)), tuple(sorted(hidden)), tuple(rules))


def _check_options(project: Project, rule: Rule) -> None:
    """Refuse what settings say of a rule and the rule would ignore or misread."""
    for name, value in project.rule_settings(rule.code).items():
        if name not in rule.options:
            known = did_you_mean(name, ["severity", *rule.options])
            raise ProjectError(f"{project.config}: `rules.{rule.code}.{name}` is not a setting; {known}")
        wanted = type(rule.options[name])
        if type(value) is not wanted or (wanted is int and value < 0):
            example = rule.options[name]
            raise ProjectError(f"{project.config}: `rules.{rule.code}.{name}` is {value!r}; such as: {example!r}")


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
