"""Comments in Markdown that speak to ``adr``, each with the text that it is about.

What stands in code, or within other HTML, is an example and no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyromark

from adr.commonmark import OPTIONS

MARK = "adr:"
"""What a comment to ``adr`` begins with."""

_OPEN, _CLOSE = "<!--", "-->"
_NO_SPACE = re.compile(r"\S")
_BLOCKS = frozenset(
    ["Paragraph", "Heading", "List", "Item", "BlockQuote", "CodeBlock", "Table", "FootnoteDefinition", "HtmlBlock"]
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to ``adr``: what it says behind the mark, and where, all in bytes of the text.

    One within a line is about that line, one by itself about the block that follows: `about_start` to `about_end`.
    Where nothing follows, the two are the same.
    """

    text: str
    start: int
    end: int
    about_start: int
    about_end: int


def comments(text: str, most: int | None = None) -> tuple[Comment, ...]:
    """Return the comments to ``adr`` in a text, in order, the first `most` of them or all."""
    return tuple(islice(_comments(text), most)) if MARK in text and _OPEN in text else ()


def without_comments(text: str) -> str:
    """Return a text without its comments to ``adr``."""
    data = text.encode()
    for found in reversed(comments(text)):
        data = data[: found.start] + data[found.end :]
    return data.decode()


def _comments(text: str) -> Iterator[Comment]:
    data = text.encode()
    waiting: list[tuple[str, int, int]] = []
    html: list[str] = []
    for event, span in pyromark.events_with_range(text, options=OPTIONS):
        if isinstance(event, str):
            continue
        ((what, value),) = event.items()
        start, end = span["start"], span["end"]
        if what == "Html":
            html.append(str(value))
        elif what == "InlineHtml":
            for told in _told(str(value), data, start):
                last = data.find(b"\n", end)
                yield from _about([told], data.rfind(b"\n", 0, start) + 1, last if last >= 0 else len(data))
        elif what == "End" and _name(value) == "HtmlBlock":
            found = _told("".join(html), data, start)
            waiting += found
            if not found and html and not "".join(html).lstrip().startswith(_OPEN):
                yield from _about(waiting, start, end)
                waiting = []
            html = []
        elif what == "Start" and _name(value) in _BLOCKS - {"HtmlBlock"}:
            yield from _about(waiting, start, end)
            waiting = []
    yield from _about(waiting, len(data), len(data))


def _about(found: Sequence[tuple[str, int, int]], start: int, end: int) -> Iterator[Comment]:
    return (Comment(told, at, till, start, end) for told, at, till in found)


def _told(html: str, data: bytes, start: int) -> list[tuple[str, int, int]]:
    """Return what each comment says that a stretch of HTML begins with, and its range; only those to ``adr``."""
    found = []
    index = _text_from(html, 0)
    while html.startswith(_OPEN, index) and (close := html.find(_CLOSE, index + len(_OPEN))) >= 0:
        at = data.find(_OPEN.encode(), start)
        start = data.find(_CLOSE.encode(), at) + len(_CLOSE)
        inner = html[index + len(_OPEN) : close].strip()
        if inner.startswith(MARK):
            found.append((inner.removeprefix(MARK).strip(), at, start))
        index = _text_from(html, close + len(_CLOSE))
    return found


def _text_from(text: str, index: int) -> int:
    """Return where the first character stands that is no white space."""
    found = _NO_SPACE.search(text, index)
    return found.start() if found else len(text)


def _name(tag: Any) -> str:
    return tag if isinstance(tag, str) else str(next(iter(tag)))
