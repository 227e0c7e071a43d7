"""How many findings each rule has, and what is not shown; ``--statistics`` is short for it."""

from __future__ import annotations

from collections import Counter

from adr.finding import printable
from adr.output import Report, summary, unchecked_lines
from adr.report import many, waiver_text


def render(report: Report) -> str:
    """Return a line per rule, the most findings first, then what is hidden, what is waived and what did not run."""
    found = Counter((f.code, f.severity.value) for f in report.findings)
    names = {rule.code: rule.name for rule in report.rules}
    rows = sorted(((-number, code, severity) for (code, severity), number in found.items()))
    width = max((len(str(-number)) for number, _, _ in rows), default=0)
    lines = [
        f"{-number:>{width}}  {code}  {severity:<7}  {names.get(code, '')}".rstrip() for number, code, severity in rows
    ]
    lines.append(summary(report))
    for reason, numbers in report.hidden.items():
        if numbers:
            listed = ", ".join(f"{code} ({number})" for code, number in sorted(numbers.items()))
            lines.append(f"hidden by {reason}: {many(sum(numbers.values()), 'finding')}: {listed}")
    for each in report.waived:
        place = each.finding.location
        line = f"waived: {place.path}:{place.line}:{place.column} {each.finding.code} {waiver_text(each.waiver)}"
        lines.append(" ".join(printable(line).split("\n")))
    if report.left_out:
        lines.append(f"not run: {many(len(report.left_out), 'rule')}: {', '.join(report.left_out)}")
    return "\n".join([*lines, *unchecked_lines(report)])
