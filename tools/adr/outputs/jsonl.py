"""Findings as JSON lines, each in the shape of an item of ``json``; nothing where there is none."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding


def render(report: Report) -> str:
    """Return a line of JSON per finding, then one per finding that is waived; nothing where there is none."""
    rows = (finding(found, report.edits(found)) for found in report.findings)
    waived = (finding(each.finding, waiver=each.waiver) for each in report.waived)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in (*rows, *waived))
