"""Fields and a body to the text of a file, in canonical form. For new files: records that are there are edited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import ryaml

from adr import frontmatter
from adr.finding import CannotRunError
from adr.scalar import scalar

_WIDTH = 120


def record_text(fields: Mapping[str, Any], body: str, order: Sequence[str] = ()) -> str:
    """Return a file with front matter; its line breaks are the body's. `order` names keys that go first.

    Raises CannotRunError for fields that no front matter can hold.
    """
    eol = "\r\n" if "\r\n" in body else "\n"
    head = front_matter(fields, order).replace("\n", eol)
    return f"---{eol}{head}---{eol}{body}"


def front_matter(fields: Mapping[str, Any], order: Sequence[str] = ()) -> str:
    """Return fields as YAML that reads back as the same, known keys in `order` and others after them as they are.

    Short lists and short mappings below the first level stand on one line.
    """
    known = {name: number for number, name in enumerate(dict.fromkeys(order))}
    keys = sorted(fields, key=lambda key: known.get(key, len(known)))
    wanted = {key: fields[key] for key in keys}
    for text in (yaml(wanted), str(ryaml.dumps(wanted)) if wanted else ""):
        if _says(text, wanted):
            return text
    raise CannotRunError("these fields cannot be written as front matter")


def yaml(fields: Mapping[str, Any]) -> str:
    """Return a mapping as YAML in the order of its keys."""
    return "".join(f"{line}\n" for key, value in fields.items() for line in _entry(key, value, 0))


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a text reads back as what was meant, types included."""
    try:
        return json.dumps(frontmatter.load(text), sort_keys=True) == json.dumps(wanted, sort_keys=True)
    except frontmatter.MalformedError:
        return False


def _entry(key: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a key and its value."""
    space = " " * indent
    name = f"{space}{_text(key)}:"
    line = f"{name} {_flow(value)}"
    nested = isinstance(value, dict | list) and bool(value)
    if not nested or (_is_flat(value) and len(line) <= _WIDTH and (indent or isinstance(value, list))):
        return [line]
    if isinstance(value, dict):
        return [name, *(line for inner, held in value.items() for line in _entry(inner, held, indent + 2))]
    return [name, *(line for item in value for line in _item(item, indent + 2))]


def _item(item: Any, indent: int) -> list[str]:
    """Return the lines of an item of a list."""
    line = f"{' ' * indent}- {_flow(item)}"
    if not isinstance(item, dict) or not item or (_is_flat(item) and len(line) <= _WIDTH):
        return [line]
    lines = [line for key, held in item.items() for line in _entry(key, held, indent + 2)]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return json.dumps(value)


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """Return a scalar that may stand within brackets; keys, handles and tags come again and again."""
    return scalar(text, flow=True)


def _is_flat(value: Any) -> bool:
    """Tell whether a collection holds nothing but scalars."""
    held = value.values() if isinstance(value, dict) else value
    return not any(isinstance(inner, dict | list) for inner in held)
