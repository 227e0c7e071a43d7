"""A diagram in Graphviz's language, DOT. Source: https://graphviz.org/doc/info/lang.html."""

from __future__ import annotations

from adr.diagram import Diagram, Node

_STYLES = {
    "retired": ' style="dashed" color="gray50" fontcolor="gray50"',
    "draft": ' style="dotted"',
    "open": ' style="dotted"',
    "unknown": ' color="red"',
}


def render(diagram: Diagram) -> str:
    """Return the diagram as one directed graph; what is retired is dashed and grey."""
    lines = ["digraph records {", '  node [shape="box" fontname="sans-serif"];', '  edge [fontname="sans-serif"];']
    lines += [
        f"  {_quote(node.id)} [label={_quote(_label(node))}{_STYLES.get(node.phase, '')}];" for node in diagram.nodes
    ]
    lines += [
        f"  {_quote(link.source)} -> {_quote(link.target)} [label={_quote(link.label)}];" for link in diagram.links
    ]
    return "\n".join([*lines, "}"])


def _label(node: Node) -> str:
    return "\n".join(part for part in (node.id, node.title, node.status) if part)


def _quote(text: str) -> str:
    r"""Return `text` as a quoted string of DOT, in which a backslash begins an escape such as ``\n``."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "\\n".join(escaped.splitlines()) + '"'
