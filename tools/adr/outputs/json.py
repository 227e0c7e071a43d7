"""Findings as a JSON array; the shape of ``schemas/check.yaml``."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding


def render(report: Report) -> str:
    """Return the findings as one JSON array, those that are waived at its end."""
    waived = [finding(each.finding, each.waiver) for each in report.waived]
    return json.dumps([*map(finding, report.findings), *waived], indent=2, ensure_ascii=False)
