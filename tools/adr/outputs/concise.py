"""Findings for people and editors: one line each."""

from __future__ import annotations

from adr.finding import Finding, Severity, printable
from adr.output import Report, summary, unchecked


def render(report: Report) -> str:
    """Return a line per finding, then one that counts them, then one for what was not checked."""
    skipped = ("; ".join(filter(None, part)) for part in unchecked(report))
    return "\n".join([*map(_line, report.findings), summary(report), *skipped])


def _line(found: Finding) -> str:
    place = found.location
    mark = "" if found.severity is Severity.ERROR else f"{found.severity}: "
    return " ".join(
        printable(f"{place.path}:{place.line}:{place.column}: {found.code} {mark}{found.message}").split("\n")
    )
