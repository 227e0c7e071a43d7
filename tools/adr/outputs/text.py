"""Findings for people: place, code, message, the source line, what to do."""

from __future__ import annotations

from adr.finding import Finding, Severity, printable
from adr.output import Report, fixable, summary, unchecked_lines

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "34"}


def render(report: Report) -> str:
    """Return every finding with its source line and help, then one line that counts them, then what was not checked."""
    told = [(found, _block(found, report.mark(found))) for found in report.findings]
    blocks = [_painted(found, block) if report.colour else block for found, block in told]
    return "\n".join([*blocks, summary(report), *filter(None, [fixable(report)]), *unchecked_lines(report)])


def _block(found: Finding, fix: str) -> str:
    place = f"{found.location.path}:{found.location.line}:{found.location.column}"
    mark = "" if found.severity is Severity.ERROR else f"{found.severity}: "
    lines = [f"{place} {found.code} {fix}{mark}{found.message}"]
    if found.excerpt.strip():
        number = str(found.location.line)
        pointer = "".join("\t" if c == "\t" else " " for c in found.excerpt[: found.location.column - 1]) + "^"
        lines += [f"  {number} | {found.excerpt}", f"  {' ' * len(number)} | {pointer}"]
    if found.help:
        lines.append(f"  help: {found.help}")
    return printable("\n".join(lines) + "\n")


def _painted(found: Finding, block: str) -> str:
    """Return a block with its code in the colour of its severity."""
    painted = f"\x1b[{_COLOURS[found.severity]};1m{found.code}\x1b[0m"
    return block.replace(f" {found.code} ", f" {painted} ", 1)
