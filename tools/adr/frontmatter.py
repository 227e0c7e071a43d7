"""Text to front matter and body, and back from a field to its line.

Parsing is fast and says nothing of places; a place is looked up only when there is something to report.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import ryaml

if TYPE_CHECKING:
    import yaml

MAX_HEAD = 256 * 1024
"""Bytes of front matter beyond which a file is refused: no human wrote them."""

_MAX_BRACKETS = 5_000
_TEXT = frozenset([str])
FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
"""The line above front matter."""

_CLOSING = re.compile(r"\n---[ \t]*\r?$", re.MULTILINE)  # with the line break before it, which is quick to find
_ERROR_PLACE = r" at line (\d+) column (\d+)"
_KEY_LINE = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)")
_LATEST = 4096
"""Characters within which front matter that starts late, or was never opened, is looked for."""
CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |\r?$)", re.MULTILINE)
_ANCHOR = r"(?m)(?:^|[\s\[{,:-])[&*!][^\s&]"


class MalformedError(ValueError):
    """Front matter that cannot be read. Line and column count from 1 within the file."""

    def __init__(self, message: str, line: int = 1, column: int = 1, help_: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.help = message, line, column, help_


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two. ``head`` is the text between the fences; lines count from 1 within the file."""

    head: str
    head_line: int
    body: str
    body_line: int


def split(text: str) -> Parts | None:
    """Cut `text` into front matter and body; None where it has no front matter.

    Raises MalformedError for front matter that starts late or never ends.
    """
    opening = FENCE.match(text)
    if opening is None:
        late = FENCE.search(text, 0, _LATEST)
        if late and not text[: late.start()].strip():
            line = text.count("\n", 0, late.start()) + 1
            raise MalformedError("front matter starts after blank lines", line, 1, "move `---` to the first line")
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise MalformedError("front matter is never closed", 1, 1, "end it with `---` on a line of its own")
    head = text[opening.end() + 1 : closing.start() + 1]
    end = min(closing.end() + 1, len(text))
    return Parts(head, 2, text[end:], 3 + head.count("\n"))


def unopened(text: str) -> bool:
    """Tell whether a text starts with lines of front matter that are closed, but were never opened."""
    lines = iter(text[:_LATEST].split("\n"))
    if not _KEY_LINE.match(next(lines)):
        return False
    for line in lines:
        if FENCE.match(line):
            return True
        if not (_KEY_LINE.match(line) or line.startswith((" ", "\t", "- "))):
            return False
    return False


def load(head: str) -> dict[str, Any]:
    """Parse the text between the fences as one YAML 1.2 mapping.

    Raises MalformedError, with line and column within `head`, for whatever a reader would misread.
    """
    if len(head) > MAX_HEAD:
        raise MalformedError(f"front matter is longer than {MAX_HEAD // 1024} KiB", help_="move text into the body")
    try:
        fields = ryaml.loads(head)
    except ValueError as error:
        raise _explain(head, str(error)) from None
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise MalformedError("front matter is not a mapping", help_="write it as `key: value` lines")
    if ("&" in head or "*" in head or "!" in head) and re.search(_ANCHOR, head):
        _refuse_anchors(head)
    if not _TEXT.issuperset(map(type, fields)):
        raise _odd_key(head)
    found: dict[str, Any] = _settled(fields)
    return found


def _settled(value: Any) -> Any:
    """Return a value with what JSON has no words for as text: keys that are not, and numbers without end."""
    if isinstance(value, dict):
        return {
            key if type(key) is str else _as_text(key): inner if type(inner) is str else _settled(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return value if _TEXT.issuperset(map(type, value)) else [_settled(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return f".{value}".replace(".-", "-.")
    return value


def _as_text(key: object) -> str:
    import json

    return json.dumps(key)


def _odd_key(head: str) -> MalformedError:
    """Find the first key that is not text."""
    import yaml

    for node in nodes(head):
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            place = key.start_mark.line + 1, key.start_mark.column + 1
            written = head[key.start_mark.index : key.end_mark.index]
            if not isinstance(key, yaml.ScalarNode):
                return MalformedError(f"the key `{written}` is not text", *place, "a key is one word, not a list")
            if not key.style and not isinstance(ryaml.loads(f"- {key.value or '~'}")[0], str):
                return MalformedError(f"the key `{written}` is not text", *place, f'quote it: `"{written}":`')
    return MalformedError("a key is not text", help_="put quotes around it")


def _explain(head: str, reason: str) -> MalformedError:
    """Turn the parser's words into a message with its place and a way out."""
    if match := re.search(r'duplicate entry with key "(.*)"', reason):
        place = _second_key(head, match[1])
        return MalformedError(f"the key `{match[1]}` stands twice", *place, "keep one of them")
    if conflict := CONFLICT.search(head):
        line = head.count("\n", 0, conflict.start()) + 1
        return MalformedError("a merge conflict is left in the file", line, 1, "keep one side, drop the markers")
    if "unhashable" in reason:
        return _odd_key(head)
    line, column = _place_of(head, reason)
    line = min(line, len(lines := head.split("\n")))
    if "cannot start any token" in reason and "\t" in lines[line - 1]:
        return MalformedError("a tab is used for indentation", line, column, "indent with spaces")
    detail = re.sub(_ERROR_PLACE, "", reason.split(", while", maxsplit=1)[0])
    if re.search("(repetition|recursion) limit", reason):
        return MalformedError(f"front matter expands or nests too far ({detail})", line, column, "write it out flat")
    if re.search(r"integer `-?\d+` as [iu]128", reason):
        return MalformedError("a number has more digits than programs count with", line, column, "put quotes around it")
    help_ = ""
    if "mapping values are not allowed" in reason:
        help_ = "put quotes around a value that holds `: `"
    elif "did not find expected" in reason or "could not find expected" in reason:
        help_ = "look for an unclosed quote or bracket, or a missing `:`, here or on the line above"
    return MalformedError(f"front matter is not valid YAML: {detail}", line, column, help_)


def _place_of(head: str, reason: str) -> tuple[int, int]:
    """Return the place that the parser's words name or imply."""
    if place := re.search(_ERROR_PLACE, reason):
        return int(place[1]), int(place[2])
    if "control characters" in reason:
        control = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", head)
        index = control.start() if control else 0
    elif "repetition limit" in reason:
        anchor = re.search(r"&\w", head)
        index = anchor.start() if anchor else 0
    elif "more than one document" in reason:
        second = re.search(r"^(\.\.\.|---)", head, re.MULTILINE)
        index = second.start() if second else 0
    else:
        return 1, 1
    return head.count("\n", 0, index) + 1, index - head.rfind("\n", 0, index)


def _refuse_anchors(head: str) -> None:
    """Raise MalformedError at the first anchor, alias or tag: editors and readers lose track of them."""
    import yaml

    try:
        for token in yaml.scan(head, Loader=yaml.CBaseLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                what = {"AnchorToken": "an anchor", "AliasToken": "an alias"}.get(type(token).__name__, "a tag")
                mark = token.start_mark
                raise MalformedError(
                    f"front matter uses {what} (`{head[mark.index : token.end_mark.index]}`)",
                    mark.line + 1,
                    mark.column + 1,
                    "write the value out, or put quotes around it",
                )
    except yaml.YAMLError:
        return


@lru_cache(maxsize=64)
def _nodes(head: str) -> yaml.Node | None:
    """Parse `head` into PyYAML's nodes, which know their places; None where that fails."""
    import yaml

    if head.count("[") + head.count("{") > _MAX_BRACKETS:
        return None
    try:
        node: yaml.Node | None = yaml.compose(head, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    return node


def nodes(head: str) -> Iterator[yaml.Node]:
    """Yield every node of `head` that PyYAML reads, in the order of the text; one that aliases lead back to, once."""
    import yaml

    root, seen = _nodes(head), set[int]()
    pending = [root] if root else []
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            pending += [inner for pair in reversed(node.value) for inner in reversed(pair)]
        elif isinstance(node, yaml.SequenceNode):
            pending += reversed(node.value)


@lru_cache(maxsize=64)
def _places(head: str) -> dict[tuple[str | int, ...], tuple[yaml.Node, yaml.Node]]:
    """Return the key's and the value's node of everything in `head`; an item of a list is its own key."""
    import yaml

    found: dict[tuple[str | int, ...], tuple[yaml.Node, yaml.Node]] = {}
    pending: list[tuple[tuple[str | int, ...], yaml.Node | None]] = [((), _nodes(head))]
    while pending:
        path, node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            inner = [(key.value, key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
        elif isinstance(node, yaml.SequenceNode):
            inner = [(index, value, value) for index, value in enumerate(node.value)]
        else:
            continue
        for step, key, value in inner:
            found.setdefault((*path, step), (key, value))
            pending.append(((*path, step), value))
    return found


def locate(head: str, keys: Sequence[str | int], *, key: bool = False) -> tuple[int, int] | None:
    """Return line and column, from 1 within `head`, of the value at `keys`, or of its key.

    Follows `keys` as far as they exist; None where not even the first does.
    """
    places = _places(head)
    for length in range(len(keys), 0, -1):
        nodes = places.get(tuple(keys[:length]))
        if nodes is not None:
            mark = nodes[0 if key else 1].start_mark
            return mark.line + 1, mark.column + 1
    return None


def source_of(head: str, keys: Sequence[str | int]) -> str | None:
    """Return what stands at `keys`, whatever it is, as its author wrote it; None where there is nothing."""
    at = _places(head).get(tuple(keys))
    return head[at[1].start_mark.index : at[1].end_mark.index].rstrip() if at else None


def raw(head: str, keys: Sequence[str | int]) -> str | None:
    """Return the scalar at `keys` as its author wrote it, without quotes; None where there is none."""
    import yaml

    nodes = _places(head).get(tuple(keys))
    return str(nodes[1].value) if nodes and isinstance(nodes[1], yaml.ScalarNode) else None


def _second_key(head: str, key: str) -> tuple[int, int]:
    """Find the second of two equal keys in one mapping, at whatever depth."""
    import yaml

    for node in nodes(head):
        if isinstance(node, yaml.MappingNode):
            same = [k for k, _ in node.value if k.value == key]
            if len(same) > 1:
                return same[1].start_mark.line + 1, same[1].start_mark.column + 1
    return 1, 1
