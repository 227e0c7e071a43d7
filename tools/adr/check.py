"""The graph and the rules that are on, to sorted findings."""

from __future__ import annotations

from collections.abc import Iterator

from adr.dialect import dialect
from adr.finding import Finding
from adr.graph import Graph
from adr.people import Register
from adr.project import Project
from adr.record import Entry, Record
from adr.rule import Base, Context, Rule, all_rules


def check(project: Project, graph: Graph, register: Register, base: Base | None = None) -> tuple[Finding, ...]:
    """Run every rule that settings leave on; return the findings sorted by place.

    Rules that compare with the branch to merge into are silent without `base`.
    """
    findings: set[Finding] = set()
    for context in contexts(project, graph, register, base):
        if context.rule.scope == "graph":
            findings.update(of_graph(context))
        else:
            for entry in graph.entries:
                if applies(context.rule, entry):
                    findings.update(context.rule.function(entry, context))
    return tuple(sorted(findings))


def contexts(project: Project, graph: Graph, register: Register, base: Base | None = None) -> tuple[Context, ...]:
    """Return what each rule that settings leave on is told, by code."""
    return tuple(
        Context(rule, severity, project, graph, register, base, project.stated(rule.code))
        for rule in all_rules()
        if (severity := project.severity(rule.code, rule.severity)) is not None
    )


def of_graph(context: Context) -> Iterator[Finding]:
    """Run a rule on its context's graph; yield what it finds, but not in records that cannot meet it."""
    for found in context.rule.function(context.graph, context):
        entry = context.graph.by_path.get(found.location.path)
        if entry is None or not _exempt(context.rule, entry):
            yield found


def applies(rule: Rule, entry: Entry) -> bool:
    """Tell whether a rule that is not about the whole graph is about an entry."""
    return (
        (rule.scope == "file" or isinstance(entry, Record))
        and (not rule.kinds or entry.kind.name in rule.kinds)
        and not _exempt(rule, entry)
    )


def _exempt(rule: Rule, entry: Entry) -> bool:
    return isinstance(entry, Record) and rule.code in dialect(entry.dialect).exempt
