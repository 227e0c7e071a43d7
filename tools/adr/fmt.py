"""The canonical form of a record's front matter: keys in the kind's order, no stray spaces; not a word changes."""

from __future__ import annotations

import re

import yaml

from adr import frontmatter
from adr.finding import CannotRunError
from adr.record import Record


def formatted(record: Record) -> str:
    """Return a record's text in canonical form.

    Keys stand in the order of the kind's schema, others after them as they were; comments above a key move with it.
    Lines of the front matter lose trailing spaces; one blank line follows it; the file ends with one line break.
    Raises CannotRunError for front matter that cannot be taken apart safely.
    """
    text = record.text
    mark = len(text) - len(text.removeprefix("\ufeff"))
    parts = frontmatter.split(text[mark:])
    if parts is None:
        return text
    eol = "\r\n" if "\r\n" in parts.head else "\n"
    head = _ordered(record, parts.head)
    body = parts.body.lstrip("\r\n").rstrip()
    result = f"{text[:mark]}---{eol}{head}---{eol}" + (f"{eol}{body}{eol}" if body else "")
    again = frontmatter.split(result[mark:])
    if again is None or frontmatter.load(again.head) != frontmatter.load(parts.head):
        raise CannotRunError(f"{record.path}: this front matter is not safe to format; do it by hand")
    return result


def _ordered(record: Record, head: str) -> str:
    """Return the front matter with its top-level keys, each with its comments and its value, in canonical order."""
    root = yaml.compose(head, Loader=yaml.CBaseLoader) if head.strip() else None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return head
    lines = head.splitlines(keepends=True)
    starts = [key.start_mark.line for key, _ in root.value]
    begins = [_above(lines, start, floor) for start, floor in zip(starts, [0, *starts], strict=False)]
    chunks = ["".join(lines[a:b]) for a, b in zip(begins, [*begins[1:], len(lines)], strict=True)]
    keys = [str(key.value) for key, _ in root.value]
    known = {name: number for number, name in enumerate(record.kind.fields)}
    order = sorted(range(len(keys)), key=lambda i: (known.get(keys[i], len(known)), i))
    blocks = {i for i, (_, value) in enumerate(root.value) if _has_block(value)}
    tidy = [chunks[i] if i in blocks else re.sub(r"[ \t]+(?=\r?$)", "", chunks[i], flags=re.MULTILINE) for i in order]
    return "".join(["".join(lines[: begins[0]]), *tidy])


def _above(lines: list[str], start: int, floor: int) -> int:
    """Return where the comments directly above line `start` begin; comments below `floor` belong to another key."""
    begin = start
    while begin > floor + (floor > 0) and lines[begin - 1].lstrip().startswith("#"):
        begin -= 1
    return begin


def _has_block(node: yaml.Node) -> bool:
    """Tell whether a value holds a block scalar, in which trailing spaces mean something."""
    if isinstance(node, yaml.ScalarNode):
        return node.style in ("|", ">")
    inner = [n for pair in node.value for n in (pair if isinstance(pair, tuple) else (pair,))]
    return any(_has_block(n) for n in inner)
