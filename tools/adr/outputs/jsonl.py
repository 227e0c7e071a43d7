"""Findings as JSON lines, each in the shape of an item of ``json``; nothing where there is none."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding_items


def render(report: Report) -> str:
    """Return a line of JSON per finding, and one for what was not checked; nothing where there is none."""
    return "\n".join(
        json.dumps(item, ensure_ascii=False) for item in finding_items(report.findings, report.not_checked)
    )
