"""Findings for people and editors: one line each."""

from __future__ import annotations

from adr.finding import Finding, Severity, printable
from adr.output import Report, fixable, summary


def render(report: Report) -> str:
    """Return a line per finding, then one that counts them."""
    lines = [_line(found, report.mark(found)) for found in report.findings]
    return "\n".join([*lines, summary(report), *filter(None, [fixable(report)])])


def _line(found: Finding, fix: str) -> str:
    place = found.location
    mark = "" if found.severity is Severity.ERROR else f"{found.severity}: "
    return " ".join(
        printable(f"{place.path}:{place.line}:{place.column}: {found.code} {fix}{mark}{found.message}").split("\n")
    )
