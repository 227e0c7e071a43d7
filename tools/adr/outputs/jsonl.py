"""Findings as JSON lines, each in the shape of an item of ``json``; nothing where there is none."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding


def render(report: Report) -> str:
    """Return a line of JSON per finding; nothing where there is none."""
    return "\n".join(json.dumps(finding(found, report.edits(found)), ensure_ascii=False) for found in report.findings)
