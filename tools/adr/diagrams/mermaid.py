"""A diagram in Mermaid's language, which GitHub, GitLab and the site draw.

Source: https://mermaid.js.org/syntax/flowchart.html.
"""

from __future__ import annotations

import re

from adr.diagram import Diagram, Node

_SYNTAX = re.compile(r"[^\w ,:/'?!-]|_|(?<!\w)-")
"""What may mean something to Mermaid, or to the Markdown that it reads labels as."""

_CLASSES = {
    "retired": "stroke-dasharray: 4 3,opacity: 0.6",
    "draft": "stroke-dasharray: 1 3",
    "open": "stroke-dasharray: 1 3",
    "unknown": "stroke: #c00",
}


def render(diagram: Diagram) -> str:
    """Return the diagram as a flow chart; what is retired is dashed and pale."""
    names = {node.id: f"n{number}" for number, node in enumerate(diagram.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {names[node.id]}["{_label(node)}"]' for node in diagram.nodes]
    lines += [f'  {names[link.source]} -->|"{_escape(link.label)}"| {names[link.target]}' for link in diagram.links]
    for phase, style in _CLASSES.items():
        members = [names[node.id] for node in diagram.nodes if node.phase == phase]
        if members:
            lines += [f"  classDef {phase} {style}", f"  class {','.join(members)} {phase}"]
    return "\n".join(lines)


def _label(node: Node) -> str:
    return "<br>".join(_escape(part) for part in (node.id, node.title, node.status) if part)


def _escape(text: str) -> str:
    """Return `text` with all but letters, digits and plain marks as entities, so that nothing in it is syntax."""
    return _SYNTAX.sub(lambda match: f"#{ord(match[0])};", " ".join(text.split()))
