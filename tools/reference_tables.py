"""Schemas and lists as Markdown tables, for the reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "object": "mapping",
    "null": "null",
}


def schema_table(schema: Mapping[str, Any]) -> str:
    """Return every key that a schema knows, nested ones with their path."""
    rows = [(f"`{path}`", form(node, schema), describe(node)) for path, node in keys(schema, schema)]
    return table(("Key", "Form", "What it says"), rows)


def keys(node: Mapping[str, Any], root: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the path and the schema of every key below `node`; ``[]`` is any item, ``*`` any key."""
    if "$ref" in node:
        node = root["$defs"][str(node["$ref"]).rsplit("/", 1)[-1]]
    if "items" in node:
        yield from keys(node["items"], root, f"{path}[]")
    for name, inner in node.get("properties", {}).items():
        below = f"{path}.{name}" if path else name
        yield below, inner
        yield from keys(inner, root, below)
    if isinstance(further := node.get("additionalProperties"), dict):
        yield from keys(further, root, f"{path}.*")


def form(schema: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    """Return the form of a value in words."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        expected = root["$defs"][name].get("x-expected")
        return str(expected) if expected else name.replace("-", " ")
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return words(("null" if choice is None else choice for choice in schema["enum"]), " or ")
    kinds = schema.get("type", "anything")
    if kinds == "array":
        return f"list of: {form(schema['items'], root)}" if "items" in schema else "list"
    if kinds == "object" and "properties" in schema:
        return f"mapping with {words(schema['properties'], ', ')}"
    text = " or ".join(_TYPES.get(name, name) for name in ([kinds] if isinstance(kinds, str) else kinds))
    return f"{text} like `{schema['pattern']}`" if "pattern" in schema else text


def describe(node: Mapping[str, Any]) -> str:
    """Return a key's description and default."""
    text = str(node.get("description", "")).rstrip(".")
    default = node.get("default")
    if default is None:
        return f"{text}." if text else ""
    shown = str(default).lower() if isinstance(default, bool) else default
    return f"{text}. Default `{shown}`." if text else f"Default `{shown}`."


def words(names: Iterable[Any], joint: str) -> str:
    """Return `names` as code, joined."""
    return joint.join(f"`{name}`" for name in names)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def fence(language: str, text: str) -> str:
    """Return `text` as a code block."""
    return f"```{language}\n{text.strip()}\n```\n"
