"""Findings as a JSON array; the shape of ``schemas/check.yaml``."""

from __future__ import annotations

import json

from adr.output import Report, items


def render(report: Report) -> str:
    """Return the findings as one JSON array, then those that are waived, and last what was not checked."""
    return json.dumps(items(report), indent=2, ensure_ascii=False)
