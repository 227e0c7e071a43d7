"""The graph and the rules that are on, to sorted findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    for rule in all_rules():
        severity = project.severity(rule.code, rule.severity)
        if severity is not None:
            stated = project.stated(rule.code)
            findings.update(_run(rule, Context(rule, severity, project, graph, register, base, stated)))
    return tuple(sorted(findings))


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
