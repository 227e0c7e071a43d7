"""Small changes of front matter at any depth: a key's name, a value, the quotes or brackets around it.

As in `edit`, the result is read again and refused unless it says what was asked for and nothing else.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from adr import frontmatter
from adr.edit import Edit, Keys, apply
from adr.finding import CannotRunError
from adr.scalar import scalar

_UNSAFE = "this front matter is not safe to edit; do it by hand"


def rename_key(text: str, keys: Keys, new: str) -> str:
    """Return `text` with the key at `keys` called `new`; raises CannotRunError where there is a key of that name."""
    node = _found(text, keys)[0]

    def renamed(fields: Any) -> None:
        holder = _holder(fields, keys)
        if not isinstance(holder, dict) or new in holder:
            raise CannotRunError(f"`{new}` is there already; keep one of the two")
        holder[new] = holder.pop(keys[-1])

    quote = node.style if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"') else ""
    return _changed(text, node, scalar(new, quote=quote, flow=True), renamed)


def set_scalar(text: str, keys: Keys, value: str) -> str:
    """Return `text` with the scalar at `keys` saying `value`, in the quotes that it has."""
    node = _scalar(text, keys)
    quote = node.style if node.style in ("'", '"') else ""
    return _changed(text, node, scalar(value, quote=quote, flow=True), _setting(keys, value))


def set_written(text: str, keys: Keys, written: str, value: Any) -> str:
    """Return `text` with the scalar at `keys` replaced by YAML as it is `written`, which means `value`."""
    return _changed(text, _scalar(text, keys), written, _setting(keys, value))


def quote(text: str, keys: Keys) -> str:
    """Return `text` with double quotes around the plain scalar at `keys`, whatever it was read as."""
    node = _scalar(text, keys)
    if node.style:
        raise CannotRunError(_UNSAFE)
    return _changed(text, node, scalar(node.value, quote='"'), _setting(keys, node.value))


def to_list(text: str, keys: Keys, values: Sequence[str]) -> str:
    """Return `text` with the scalar at `keys` replaced by a list of `values`."""
    written = ", ".join(scalar(value, flow=True) for value in values)
    return _changed(text, _scalar(text, keys), f"[{written}]", _setting(keys, list(values)))


def without_repeats(text: str, keys: Keys) -> str:
    """Return `text` without those items of the list at `keys` that stand there before."""
    node = _found(text, keys)[1]
    head, _ = _head(text)
    held = frontmatter.load(head)
    items = _holder(held, [*keys, 0])
    if not isinstance(node, yaml.SequenceNode) or not isinstance(items, list):
        raise CannotRunError(_UNSAFE)
    kept: dict[str, Any] = {}
    edits = []
    for index, item in enumerate(items):
        told = json.dumps(item, sort_keys=True, default=str)
        if told in kept:
            edits.append(_without(head, node, index))
        kept.setdefault(told, item)
    return _made(text, edits, _setting(keys, list(kept.values())))


def _without(head: str, node: yaml.SequenceNode, index: int) -> Edit:
    """Take out an item that is not the first: in brackets with the comma before it, else with its line."""
    item = node.value[index]
    if node.flow_style:
        return Edit(node.value[index - 1].end_mark.index, item.end_mark.index, "")
    start = head.rfind("\n", 0, item.start_mark.index) + 1
    end = head.find("\n", item.end_mark.index)
    return Edit(start, len(head) if end < 0 else end + 1, "")


def _head(text: str) -> tuple[str, int]:
    """Return a file's front matter and where it starts."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    parts = frontmatter.split(text[mark:])
    if parts is None:
        raise CannotRunError("the file has no front matter")
    return parts.head, mark + text[mark:].index("\n") + 1


def _found(text: str, keys: Keys) -> tuple[yaml.Node, yaml.Node]:
    """Return the nodes of the key and of the value at `keys`; their places count from the front matter's start."""
    head, _ = _head(text)
    try:
        node: yaml.Node | None = yaml.compose(head, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError):
        raise CannotRunError(_UNSAFE) from None
    found = None
    for key in keys:
        pairs: list[tuple[Any, yaml.Node, yaml.Node]] = []
        if isinstance(node, yaml.MappingNode):
            pairs = [(inner.value, inner, value) for inner, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pairs = [(index, value, value) for index, value in enumerate(node.value)]
        found = next(((inner, value) for name, inner, value in pairs if name == key), None)
        if found is None:
            raise CannotRunError(f"`{'.'.join(map(str, keys))}` is not there")
        node = found[1]
    assert found is not None  # noqa: S101 - there is a key
    return found


def _scalar(text: str, keys: Keys) -> yaml.ScalarNode:
    node = _found(text, keys)[1]
    if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">") or node.start_mark.line != node.end_mark.line:
        raise CannotRunError(_UNSAFE)
    return node


def _holder(fields: Any, keys: Keys) -> Any:
    """Return what holds the last of `keys`; one item without brackets is a list of it."""
    for key in keys[:-1]:
        fields = fields[key]
    return fields


def _setting(keys: Keys, value: Any) -> Callable[[Any], None]:
    def put(fields: Any) -> None:
        _holder(fields, keys)[keys[-1]] = value

    return put


def _changed(text: str, node: yaml.Node, written: str, change: Callable[[Any], None]) -> str:
    """Write something in place of a node; `change` makes what the front matter says what it is to say."""
    return _made(text, [Edit(node.start_mark.index, node.end_mark.index, written)], change)


def _made(text: str, edits: Sequence[Edit], change: Callable[[Any], None]) -> str:
    head, offset = _head(text)
    wanted = copy.deepcopy(frontmatter.load(head))
    try:
        change(wanted)
    except (KeyError, IndexError, TypeError):
        raise CannotRunError(_UNSAFE) from None
    result = apply(text, [Edit(edit.start + offset, edit.end + offset, edit.new) for edit in edits])
    try:
        found = frontmatter.load(_head(result)[0])
    except frontmatter.MalformedError:
        raise CannotRunError(_UNSAFE) from None
    if _told(found) != _told(wanted):
        raise CannotRunError(_UNSAFE)
    return result


def _told(fields: dict[str, Any]) -> str:
    """Return what fields say such that 1, 1.0 and true differ, and the order of keys does not count."""
    return json.dumps(fields, sort_keys=True)
