"""Comments in Markdown that speak to ``adr``, each with the text that it is about.

What stands in code, or within other HTML, is an example and no comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyromark

from adr.commonmark import OPTIONS

MARK = "adr:"
"""What a comment to ``adr`` begins with."""

_OPEN, _CLOSE = "<!--", "-->"
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


def comments(text: str) -> tuple[Comment, ...]:
    """Return the comments to ``adr`` in a text, in order."""
    return tuple(_comments(text)) if MARK in text and _OPEN in text else ()


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
            first, last = data.rfind(b"\n", 0, start) + 1, data.find(b"\n", end)
            for told, at, till in _told(str(value), data, start):
                yield Comment(told, at, till, first, last if last >= 0 else len(data))
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
    html = html.lstrip()
    while html.startswith(_OPEN) and (close := html.find(_CLOSE, len(_OPEN))) >= 0:
        at = data.find(_OPEN.encode(), start)
        till = data.find(_CLOSE.encode(), at) + len(_CLOSE)
        inner = html[len(_OPEN) : close].strip()
        if inner.startswith(MARK):
            found.append((inner.removeprefix(MARK).strip(), at, till))
        start, html = till, html[close + len(_CLOSE) :].lstrip()
    return found


def _name(tag: Any) -> str:
    return tag if isinstance(tag, str) else str(next(iter(tag)))
