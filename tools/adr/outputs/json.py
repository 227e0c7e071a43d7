"""Findings as a JSON array; the shape of ``schemas/check.yaml``."""

from __future__ import annotations

import json

from adr.output import Report
from adr.report import finding_items


def render(report: Report) -> str:
    """Return the findings, and what was not checked, as one JSON array."""
    return json.dumps(finding_items(report.findings, report.not_checked), indent=2, ensure_ascii=False)
