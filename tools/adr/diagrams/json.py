"""A diagram as JSON; the shape of ``schemas/graph.yaml``."""

from __future__ import annotations

import json
from dataclasses import asdict

from adr.diagram import Diagram


def render(diagram: Diagram) -> str:
    """Return nodes and links as one JSON object."""
    return json.dumps(asdict(diagram), indent=2, ensure_ascii=False)
