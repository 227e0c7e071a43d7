"""The graph and the rules that are on, to sorted findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from adr.dialect import dialect
from adr.finding import Finding, did_you_mean
from adr.graph import Graph
from adr.people import Register
from adr.project import Project, ProjectError
from adr.record import Entry, Record
from adr.rule import Base, Context, Rule, all_rules
from adr.ruleset import Ruleset
from adr.waiver import Waived
from adr.waiving import waive


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules came to: findings, those that settings hide below their path or records waive, and what ran."""

    findings: tuple[Finding, ...]
    hidden: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    waived: tuple[Waived, ...] = ()


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
    told = contexts(project, graph, register, base, chosen, as_of=as_of)
    findings: set[Finding] = set()
    for context in told:
        found = _run(context)
        if context.rule.timed and base is not None:
            found = (finding for finding in found if finding.location.path in base.touched)
        findings.update(found)
    return outcome(told, findings, chosen or project.ruleset, graph)


def comparing(project: Project, chosen: Ruleset) -> tuple[str, ...]:
    """Return the codes of the rules that would compare with the branch to merge into, were it known."""
    nothing = Graph((), project.kinds, lambda _: False)
    told = contexts(project, nothing, Register(None, None), Base("", ()), chosen)
    return tuple(context.rule.code for context in told if context.rule.historical or context.rule.compares)


def outcome(told: Sequence[Context], findings: Iterable[Finding], chosen: Ruleset, graph: Graph) -> Outcome:
    """Return what the rules that were told something came to, with what the records of `graph` waive taken out."""
    found, waived = waive(told, set(findings), graph)
    hidden = {f for f in found if chosen.hides(f.location.path, f.code)} if chosen.per_path else set()
    return Outcome(
        tuple(sorted(found - hidden)), tuple(sorted(hidden)), tuple(context.rule for context in told), waived
    )


def contexts(
    project: Project,
    graph: Graph,
    register: Register,
    base: Base | None = None,
    chosen: Ruleset | None = None,
    *,
    as_of: str = "",
) -> tuple[Context, ...]:
    """Return what each rule that is chosen, by default by settings, is told, by code."""
    chosen = chosen or project.ruleset
    told = []
    for rule in all_rules():
        weights = replace(project.weights(rule.code, rule.severity), named=rule.code in chosen.named)
        _check_options(project, rule)
        if not (weights.runs and chosen.runs(rule.code)):
            continue
        if not ((rule.historical and base is None) or (rule.timed and not as_of)):
            told.append(Context(rule, weights.severity, project, graph, register, base, weights, as_of))
    return tuple(told)


def _run(context: Context) -> Iterator[Finding]:
    if context.rule.scope == "graph":
        yield from of_graph(context)
        return
    for entry in context.graph.entries:
        if applies(context.rule, entry) and not switched_off(context, entry):
            yield from context.rule.function(entry, context)


def of_graph(context: Context) -> Iterator[Finding]:
    """Run a rule on its context's graph; yield what it finds, but not in records that cannot meet it."""
    for found in context.rule.function(context.graph, context):
        entry = context.graph.by_path.get(found.location.path)
        if entry is None or not (_exempt(context.rule, entry) or switched_off(context, entry)):
            yield found


def applies(rule: Rule, entry: Entry) -> bool:
    """Tell whether a rule that is not about the whole graph is about an entry."""
    return (
        (rule.scope == "file" or isinstance(entry, Record))
        and (not rule.kinds or entry.kind.name in rule.kinds)
        and not _exempt(rule, entry)
    )


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
        if value not in rule.choices.get(name, [value]):
            meant = did_you_mean(str(value), rule.choices[name])
            raise ProjectError(f"{project.config}: `rules.{rule.code}.{name}` is {value!r}; {meant}")


def switched_off(context: Context, entry: Entry) -> bool:
    """Tell whether settings switch a rule off for records of an entry's kind, or with its status."""
    return context.weights.off(entry.kind.name, entry.status if isinstance(entry, Record) else None)


def _exempt(rule: Rule, entry: Entry) -> bool:
    return isinstance(entry, Record) and rule.code in dialect(entry.dialect).exempt - entry.kind.asks
