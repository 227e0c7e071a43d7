"""Where a cursor stands in front matter, told from the lines alone: what is being written is rarely valid YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adr.frontmatter import FENCE

_LINE = re.compile(r"(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)(?P<rest>.*)")
_KEY = re.compile(r"(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')[ ]*:(?:[ ]+|$)")
_WORD = re.compile(r"[\w.:@#-]*")


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is being written: below which keys, and the characters from `start` to `end` that it is to replace.

    `slot` is ``key`` or ``value``, or ``either`` at the start of a line, where only the schema can tell.
    """

    keys: tuple[str, ...]
    start: int
    end: int
    slot: str


def head_range(text: str) -> tuple[int, int] | None:
    """Return where front matter starts and ends, without its fences; one that is not closed yet ends with the text."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    opening = FENCE.match(text, mark)
    if opening is None:
        return None
    start = min(opening.end() + 1, len(text))
    closing = FENCE.search(text, start)
    return start, closing.start() if closing else len(text)


def cursor(text: str, offset: int) -> Cursor | None:
    """Return where a character stands in front matter; None where it does not."""
    head = head_range(text)
    if head is None or not head[0] <= offset <= head[1]:
        return None
    begin = text.rfind("\n", 0, offset) + 1
    match = _LINE.match(text[begin:offset])
    assert match is not None  # noqa: S101 - everything matches
    dashes, rest = match["dashes"], match["rest"]
    column = len(match["indent"]) + len(dashes)
    above = text[head[0] : begin].splitlines()
    keys = _parents(above, len(match["indent"]) if dashes else column, same=bool(dashes))
    tail = _WORD.match(text, offset)
    end = tail.end() if tail else offset
    if named := _KEY.match(rest):
        found = _in_value((*keys, named["key"].strip("\"'")), rest[named.end() :], offset, end)
    elif rest.startswith(("[", "{")):
        found = _in_value(keys, rest, offset, end)
    else:
        found = Cursor(keys, offset - len(rest), end, "either")
    quote = text[found.start : offset].lstrip()[:1]
    return replace(found, start=found.start + 1) if quote in ("'", '"') and quote else found


def key_at(text: str, offset: int) -> tuple[tuple[str, ...], int, int] | None:
    """Return the keys that lead to the key under a cursor, itself included, and where it stands; None where none is."""
    begin, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    line = text[begin : end if end >= 0 else None]
    for match in re.finditer(r"[\w.-]+(?=[\"']?[ ]*:(?:[ ]|\r?$))", line):
        if match.start() <= offset - begin <= match.end():
            found = cursor(text, begin + match.end())
            if found and found.slot != "value":
                return (*found.keys, match[0]), begin + match.start(), begin + match.end()
    return None


def _parents(above: Sequence[str], column: int, *, same: bool) -> tuple[str, ...]:
    """Return the keys of the lines above that a line at `column` stands below.

    `same` says that a key in that very column counts too: a list may start below its key without indentation.
    """
    keys: list[str] = []
    for line in reversed(above):
        match = _LINE.match(line)
        named = _KEY.match(match["rest"]) if match else None
        if match is None or named is None:
            continue
        at = len(match["indent"]) + len(match["dashes"])
        if at < column or (same and at == column and not match["dashes"]):
            keys.insert(0, named["key"].strip("\"'"))
            column, same = len(match["indent"]), bool(match["dashes"])
        if column == 0 and not same:
            break
    return tuple(keys)


def _in_value(keys: tuple[str, ...], value: str, offset: int, end: int) -> Cursor:
    """Return where the end of `value`, which ends at `offset`, stands within its brackets."""
    opened: list[tuple[str, str]] = []
    start, key, quote = 0, "", ""
    for index, character in enumerate(value):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "[{":
            opened.append((character, key))
            start, key = index + 1, ""
        elif character in "]}" and opened:
            _, key = opened.pop()
            start = index + 1
        elif character == "," and opened:
            start, key = index + 1, ""
        elif character == ":" and opened and opened[-1][0] == "{" and value[index + 1 : index + 2] in (" ", ""):
            key, start = value[start:index].strip(" \"'"), index + 1
    word = value[start:].lstrip()
    names = (*keys, *(name for _, name in opened if name), *((key,) if key else ()))
    naming = bool(opened) and opened[-1][0] == "{" and not key
    return Cursor(names, offset - len(word), end, "key" if naming else "value")
