"""Findings as JSON lines, each in the shape of an item of ``json``; nothing where there is none."""

from __future__ import annotations

import json

from adr.output import Report, items


def render(report: Report) -> str:
    """Return a line of JSON per finding, per waived finding and for what was not checked; nothing where none is."""
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in items(report))
