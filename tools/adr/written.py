"""Values of front matter as their author wrote them, where reading them would change their text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from adr.frontmatter import nodes

if TYPE_CHECKING:
    import yaml


def sources(head: str) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the keys of front matter with the nodes of their values."""
    import yaml

    root = next(nodes(head), None)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        yield str(key.value), value


def source_text(node: yaml.Node, head: str) -> str:
    """Return a scalar without its quotes, and anything else as it is written."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return head[node.start_mark.index : node.end_mark.index].strip()


def with_texts(value: Any, node: yaml.Node) -> Any:
    """Return a value with the text of each number in it that would be written otherwise than it was."""
    import yaml

    if isinstance(value, list) and isinstance(node, yaml.SequenceNode) and len(value) == len(node.value):
        return [with_texts(item, inner) for item, inner in zip(value, node.value, strict=True)]
    if isinstance(value, dict) and isinstance(node, yaml.MappingNode):
        held = {key.value: inner for key, inner in node.value}
        return {key: with_texts(item, held[key]) if key in held else item for key, item in value.items()}
    number = isinstance(value, int | float) and not isinstance(value, bool) and isinstance(node, yaml.ScalarNode)
    return str(node.value) if number and json.dumps(value) != node.value else value
