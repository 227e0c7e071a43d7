"""Which findings records waive, and which waivers nothing needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from adr.dialect import dialect
from adr.finding import Finding, Severity
from adr.graph import Graph
from adr.record import Record
from adr.rule import Context
from adr.waiver import IN_FORCE, OWN, Waived, Waiver, options_of, standing


def waive(told: Sequence[Context], findings: set[Finding], graph: Graph) -> tuple[set[Finding], tuple[Waived, ...]]:
    """Take out of the findings what waivers cover, and put in what is said of waivers that cover nothing.

    Only waivers that are in order and in force on the day of the rules count. A waiver is said to cover nothing where
    its rule ran and could have found something in its record.
    """
    holders = [(record, record.waivers) for record in graph.records if record.waivers] if told else []
    if not holders:
        return findings, ()
    by_place: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for found in findings:
        by_place[found.location.path, found.code].append(found)
    waived: dict[Finding, Waiver] = {}
    ran = {context.rule.code: context for context in told}
    idle = []
    for record, waivers in holders:
        for waiver in sorted(waivers, key=lambda each: (bool(each.keys), each.place)):  # the narrower ones first
            if not _holds(waiver, record, told[0]):
                continue
            places = {record.path, dialect(record.dialect).file_beside(record.path)}
            near = (found for path in places for found in by_place.get((path, waiver.rule), ()))
            covered = [found for found in near if waiver.covers(found.location)]
            for found in covered:
                waived.setdefault(found, waiver)
            if not covered and _judged(waiver, record, ran):
                idle.append(_idle(waiver, record, ran[OWN]))
    return (findings - waived.keys()).union(idle), _sorted(waived.items())


def _holds(waiver: Waiver, record: Record, context: Context) -> bool:
    """Tell whether a waiver counts: with a base, days pass for the records only that the change touches."""
    day = context.as_of if context.base is None or record.path in context.base.touched else ""
    return standing(waiver, record, options_of(context.project.rule_settings(OWN)), day) == IN_FORCE


def _judged(waiver: Waiver, record: Record, ran: dict[str, Context]) -> bool:
    """Tell whether the waiver's rule could have found something in the record, and the rule on waivers may say it."""
    context = ran.get(waiver.rule)
    if context is None or OWN not in ran or not {waiver.rule, OWN}.isdisjoint(dialect(record.dialect).exempt):
        return False
    if any(each.weights.off(record.kind.name, record.status) for each in (context, ran[OWN])):
        return False
    return not context.rule.timed or context.base is None or record.path in context.base.touched


def _idle(waiver: Waiver, record: Record, context: Context) -> Finding:
    message = f"the waiver of {waiver.rule} is not needed: {waiver.rule} finds nothing here"
    return context.place(record, waiver.place, message, "take it out", severity=Severity.WARNING)


def _sorted(waived: Iterable[tuple[Finding, Waiver]]) -> tuple[Waived, ...]:
    return tuple(Waived(found, waiver) for found, waiver in sorted(waived, key=lambda pair: pair[0]))
