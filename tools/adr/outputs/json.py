"""Findings as a JSON array; the shape of ``schemas/check.yaml``."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding


def render(report: Report) -> str:
    """Return the findings as one JSON array, those that are waived at its end."""
    rows = [finding(found, report.edits(found)) for found in report.findings]
    waived = [finding(each.finding, waiver=each.waiver) for each in report.waived]
    return json.dumps([*rows, *waived], indent=2, ensure_ascii=False)
