"""One diagram that every format is tested on."""

from __future__ import annotations

import pytest

from adr.diagram import Diagram, Link, Node


@pytest.fixture
def sample() -> Diagram:
    """Return a diagram with a node of each look, and a title full of syntax."""
    return Diagram(
        (
            Node("ADR-0001", "decision", 'Größe "x" \\n] --> <b>`1`</b>', "superseded", "retired"),
            Node("ADR-0002", "decision", "- Use it", "accepted", "in-force"),
            Node("ADR-0009", "", "", "", "unknown"),
        ),
        (Link("ADR-0002", "supersedes", "ADR-0001"), Link("ADR-0002", 'a"b', "ADR-0009")),
    )
