"""Workflow commands for GitHub: annotations beside the lines of a pull request, a group for each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from adr.finding import Finding, Severity, printable
from adr.output import Report, summary, unchecked
from adr.report import many

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10
"""How many annotations of a level GitHub shows for a step; the log has them all."""


def render(report: Report) -> str:
    """Return workflow commands for all findings, then a line that counts them."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for path, found in groupby(report.findings, key=lambda finding: finding.location.path):
        yield f"::group::{_data(report.prefix + path)}"
        yield from (_command(report.prefix, finding) for finding in found)
        yield "::endgroup::"
    for line, help_ in unchecked(report):
        yield f"::warning title=Not checked::{_data(f'{line}; {help_}' if help_ else line)}"
    yield summary(report)
    numbers = Counter(_LEVELS[finding.severity] for finding in report.findings)
    if beyond := sum(max(0, number - _SHOWN) for number in numbers.values()):
        what = f"GitHub annotates with the first {_SHOWN} errors, warnings and notices of a step"
        yield f"{what}; {many(beyond, 'further finding')} in this log only"


def _command(prefix: str, found: Finding) -> str:
    place = found.location
    about = {"file": prefix + place.path, "line": str(place.line), "col": str(place.column), "title": found.code}
    properties = ",".join(f"{name}={_property(value)}" for name, value in about.items())
    message = f"{found.message}\nhelp: {found.help}" if found.help else found.message
    return f"::{_LEVELS[found.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    """Return text as the part of a workflow command after its second ``::``; a line break would end the command."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as the value of a property, which a colon or a comma would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
