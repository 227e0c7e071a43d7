"""Findings as a JSON array; the shape of ``schemas/check.yaml``."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding


def render(report: Report) -> str:
    """Return the findings as one JSON array."""
    return json.dumps([finding(found, report.edits(found)) for found in report.findings], indent=2, ensure_ascii=False)
