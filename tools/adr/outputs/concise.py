"""Findings for people and editors: one line each."""

from __future__ import annotations

from adr.finding import Finding, Severity, printable
from adr.output import Report, fixable, summary, unchecked


def render(report: Report) -> str:
    """Return a line per finding, then one that counts them, then one for what was not checked."""
    lines = [_line(found, report.mark(found)) for found in report.findings]
    skipped = ("; ".join(filter(None, part)) for part in unchecked(report))
    return "\n".join([*lines, summary(report), *filter(None, [fixable(report)]), *skipped])


def _line(found: Finding, fix: str) -> str:
    place = found.location
    mark = "" if found.severity is Severity.ERROR else f"{found.severity}: "
    return " ".join(
        printable(f"{place.path}:{place.line}:{place.column}: {found.code} {fix}{mark}{found.message}").split("\n")
    )
