"""Changes to front matter as spans of text: what a change does not own keeps every byte.

An edit follows the style around it: flow or block, quotes, indentation, line endings. Every result is read again and
compared with what was asked for, so that an edit that YAML would misread is refused rather than made.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from adr import frontmatter
from adr.finding import CannotRunError
from adr.scalar import scalar

Keys = Sequence[str | int]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``text[start:end]`` by `new`; offsets count characters of the whole file."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with `edits` made. Raises ValueError where two overlap."""
    pieces, done = [], 0
    for edit in sorted(edits):
        if edit.start < done:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += [text[done : edit.start], edit.new]
        done = edit.end
    return "".join([*pieces, text[done:]])


def set_value(text: str, key: str, value: str, *, after: Sequence[str] = ()) -> str:
    """Return `text` with a top-level scalar set; a new key goes below the last of `after` that is there."""
    head = _Head(text)
    node = head.node([key])
    if node is None:
        edit = head.new_key(key, scalar(value), after)
    elif isinstance(node, yaml.ScalarNode):
        edit = head.replaced(node, value)
    else:
        raise CannotRunError(f"`{key}` is not one value; change it by hand")
    return head.checked([edit], {(key,): value})


def set_literal(text: str, keys: Keys, written: str, value: Any, *, after: Sequence[str] = ()) -> str:
    """Return `text` with what stands at one or two keys set to YAML as it is `written`, which means `value`.

    A mapping that is missing is made; a new key goes to its end.
    """
    head = _Head(text)
    node, parent = head.node(keys), head.node(keys[:1]) if len(keys) > 1 else None
    if node is not None:
        edit = head.edit(node.start_mark.index, node.end_mark.index, written)
    elif parent is not None and not head.is_null(parent):
        edit = head.with_key(parent, str(keys[1]), written)
    else:
        edit = head.new_key(str(keys[0]), f"{{{keys[1]}: {written}}}" if len(keys) > 1 else written, after)
    return head.checked([edit], {tuple(map(str, keys)): value})


def add_item(text: str, keys: Sequence[str], item: str, *, after: Sequence[str] = ()) -> str:
    """Return `text` with `item` at the end of the list at `keys`, which is made where it is missing.

    `keys` has one or two steps, such as ``("relations", "supersedes")``.
    """
    head = _Head(text)
    found: Any = frontmatter.load(head.text)
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    wanted = [*found, item] if isinstance(found, list) else [item] if found is None else [found, item]
    node = head.node(keys)
    if node is not None and not head.is_null(node):
        edits = head.with_item(node, item)
    elif len(keys) == 1 or (parent := head.node(keys[:1])) is None or head.is_null(parent):
        edits = head.with_list(keys, item, after)
    else:
        edits = [head.with_key(parent, keys[1], f"[{scalar(item, flow=True)}]")]
    return head.checked(edits, {tuple(keys): wanted})


def remove_item(text: str, keys: Sequence[str], item: str) -> str:
    """Return `text` without `item` in the list at `keys`; a list or mapping that ends up empty goes too."""
    head = _Head(text)
    fields = frontmatter.load(head.text)
    holders: list[Any] = [fields]
    for key in keys:
        holders.append(holders[-1].get(key) if isinstance(holders[-1], dict) else None)
    if holders[-1] == item:  # one item without brackets
        holders[-1] = [item]
    if not isinstance(holders[-1], list) or item not in holders[-1]:
        raise CannotRunError(f"`{'.'.join(keys)}` does not hold `{item}`")
    wanted = [other for other in holders[-1] if other != item]
    if wanted:
        return head.checked([head.without_item(keys, holders[-1].index(item))], {tuple(keys): wanted})
    depth = next((d for d in range(len(keys) - 1, 0, -1) if len(holders[d]) > 1), 0)
    return head.checked([head.without_key(keys[: depth + 1])], {tuple(keys[: depth + 1]): None})


class _Head:
    """A file's front matter with the places of its nodes."""

    def __init__(self, text: str) -> None:
        self.whole = text
        mark = len(text) - len(text.removeprefix("\ufeff"))
        parts = frontmatter.split(text[mark:])
        if parts is None:
            raise CannotRunError("the file has no front matter")
        self.text = parts.head
        self.offset = mark + text[mark:].index("\n") + 1
        self.eol = "\r\n" if "\r\n" in text[: self.offset + len(self.text)] else "\n"
        try:
            root = yaml.compose(self.text, Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            root = None
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise CannotRunError("the front matter is not a mapping")
        self.root: yaml.MappingNode | None = root

    def node(self, keys: Keys) -> yaml.Node | None:
        """Return the node at `keys`."""
        pair = self.pair(keys)
        return pair[1] if pair else None

    def pair(self, keys: Keys) -> tuple[yaml.Node, yaml.Node] | None:
        """Return the key's and the value's node at `keys`."""
        node: yaml.Node | None = self.root
        found: tuple[yaml.Node, yaml.Node] | None = None
        for key in keys:
            pairs = node.value if isinstance(node, yaml.MappingNode) else ()
            found = next((pair for pair in pairs if pair[0].value == key), None)
            if found is None:
                return None
            node = found[1]
        return found

    @staticmethod
    def is_null(node: yaml.Node) -> bool:
        """Tell whether a key stands there without a value."""
        return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")

    def edit(self, start: int, end: int, new: str) -> Edit:
        """Return an edit of the head as one of the whole file, in the file's line endings."""
        return Edit(self.offset + start, self.offset + end, new.replace("\n", self.eol))

    def replaced(self, node: yaml.ScalarNode, value: str) -> Edit:
        """Replace a scalar in the quotes it has."""
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            while self.text[start:end].endswith(("\n", "\r", " ")):
                end -= 1
        new = scalar(value, quote=node.style if node.style in ("'", '"') else "", flow=self._in_flow(node))
        return self.edit(start, end, new if start and self.text[start - 1] in " \t[{,\"'" else f" {new}")

    def new_key(self, key: str, value: str, after: Sequence[str]) -> Edit:
        """Insert a top-level key below the last of `after` that is there, else at the end."""
        if self.root is None:
            return self.edit(len(self.text), len(self.text), f"{key}: {value}\n")
        if self.root.flow_style:
            return self.with_key(self.root, key, value)
        pairs = self.root.value
        above = [pair for pair in pairs if pair[0].value in after] or pairs
        at = self.line_end(above[-1][1])
        return self.edit(at, at, f"{self._break_before(at)}{key}: {value}\n")

    def with_key(self, mapping: yaml.Node, key: str, value: str) -> Edit:
        """Add a key at the end of a mapping, in its style."""
        if not isinstance(mapping, yaml.MappingNode):
            raise CannotRunError(f"cannot add `{key}`: there is no mapping to add it to")
        if mapping.flow_style:
            return self._in_brackets(mapping, f"{key}: {value}")
        indent = " " * mapping.value[0][0].start_mark.column
        at = self.line_end(mapping.value[-1][1])
        return self.edit(at, at, f"{self._break_before(at)}{indent}{key}: {value}\n")

    def with_list(self, keys: Sequence[str], item: str, after: Sequence[str]) -> list[Edit]:
        """Make a list of one item where nothing is."""
        flow = f"[{scalar(item, flow=True)}]"
        value = flow if len(keys) == 1 else f"\n  {keys[1]}: {flow}"
        pair = self.pair(keys[:1])
        if pair is None:
            edit = self.new_key(keys[0], value, after)
            return [Edit(edit.start, edit.end, edit.new.replace(f"{keys[0]}: {self.eol}", f"{keys[0]}:{self.eol}"))]
        start = self.text.index(":", pair[0].end_mark.index) + 1
        return [self.edit(start, pair[1].end_mark.index, value if value.startswith("\n") else f" {value}")]

    def with_item(self, node: yaml.Node, item: str) -> list[Edit]:
        """Add an item at the end of a list, in its style; a scalar becomes a list of two."""
        if isinstance(node, yaml.ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            return [self.edit(start, start, "["), self.edit(end, end, f", {scalar(item, flow=True)}]")]
        if not isinstance(node, yaml.SequenceNode):
            raise CannotRunError("cannot add an item to a mapping; change it by hand")
        if node.flow_style:
            return [self._in_brackets(node, scalar(item, flow=True))]
        first = node.value[0].start_mark.index
        line = self.text.rfind("\n", 0, first) + 1
        at = self.line_end(node.value[-1])
        return [self.edit(at, at, f"{self._break_before(at)}{self.text[line:first]}{scalar(item)}\n")]

    def without_item(self, keys: Sequence[str], index: int) -> Edit:
        """Remove one of several items of a list."""
        node = self.node(keys)
        assert isinstance(node, yaml.SequenceNode)  # noqa: S101 - the caller has read it as a list
        item = node.value[index]
        start, end = item.start_mark.index, item.end_mark.index
        if not node.flow_style:
            return self.edit(self.text.rfind("\n", 0, start) + 1, self.line_end(item), "")
        if index + 1 < len(node.value):
            return self.edit(start, node.value[index + 1].start_mark.index, "")
        return self.edit(node.value[index - 1].end_mark.index, end, "")

    def without_key(self, keys: Sequence[str]) -> Edit:
        """Remove a key and its value."""
        pair = self.pair(keys)
        parent = self.node(keys[:-1]) if len(keys) > 1 else self.root
        assert pair is not None  # noqa: S101 - the caller has found it
        assert isinstance(parent, yaml.MappingNode)  # noqa: S101 - it holds the pair
        if not parent.flow_style:
            return self.edit(self.text.rfind("\n", 0, pair[0].start_mark.index) + 1, self.line_end(pair[1]), "")
        index = parent.value.index(pair)
        if index + 1 < len(parent.value):
            return self.edit(pair[0].start_mark.index, parent.value[index + 1][0].start_mark.index, "")
        begin = parent.value[index - 1][1].end_mark.index if index else pair[0].start_mark.index
        return self.edit(begin, pair[1].end_mark.index, "")

    def line_end(self, node: yaml.Node) -> int:
        """Return where the line on which a value ends is over, its line break included."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
        at = int(node.end_mark.index)
        while at > node.start_mark.index and self.text[at - 1] in "\r\n":
            at -= 1
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def checked(self, edits: Sequence[Edit], wanted: dict[tuple[str, ...], Any]) -> str:
        """Make the edits, read the result, and refuse it unless it says what was asked for and nothing else."""
        expected = copy.deepcopy(frontmatter.load(self.text))
        for keys, value in wanted.items():
            _put(expected, keys, value)
        result = apply(self.whole, edits)
        try:
            found = frontmatter.load(_Head(result).text)
        except frontmatter.MalformedError as error:
            raise CannotRunError(f"this front matter is not safe to edit ({error.message}); do it by hand") from None
        if found != expected:
            raise CannotRunError("this front matter is not safe to edit; do it by hand")
        return result

    def _in_brackets(self, node: yaml.CollectionNode, new: str) -> Edit:
        """Insert before the closing bracket of a flow collection."""
        if node.value:
            last = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
            return self.edit(last.end_mark.index, last.end_mark.index, f", {new}")
        at = node.start_mark.index + 1
        return self.edit(at, node.end_mark.index - 1, new)

    def _in_flow(self, node: yaml.Node) -> bool:
        """Tell whether a node stands within brackets, where commas and brackets end a plain scalar."""
        pending: list[yaml.Node] = [self.root] if self.root else []
        while pending:
            current = pending.pop()
            if isinstance(current, yaml.CollectionNode):
                inside = current.start_mark.index <= node.start_mark.index < current.end_mark.index
                if inside and current.flow_style:
                    return True
                pending += [n for p in current.value for n in (p if isinstance(p, tuple) else (p,))] if inside else []
        return False

    def _break_before(self, at: int) -> str:
        """Return the line break that is missing before `at`."""
        return "" if at == 0 or self.text[at - 1] == "\n" else "\n"


def _put(fields: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    """Set what `keys` lead to; None takes it away."""
    for key in keys[:-1]:
        inner = fields.get(key)
        if not isinstance(inner, dict):
            inner = fields[key] = {}
        fields = inner
    if value is None:
        fields.pop(keys[-1], None)
    else:
        fields[keys[-1]] = value
