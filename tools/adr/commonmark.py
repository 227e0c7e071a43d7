"""What the records' Markdown is, and small questions about a stretch of it."""

from __future__ import annotations

import re
import unicodedata

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
"""GitHub's flavour, which is what records are written in."""

_NOT_IN_ANCHOR = re.compile(r"[^a-z0-9 _-]")

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)


def visible(html: str) -> bool:
    """Tell whether HTML shows anything: comments do not."""
    return bool(re.sub(r"<!--.*?(-->|$)", "", html, flags=re.DOTALL).strip())


def plain(markdown: str) -> str:
    """Return the text of a stretch of Markdown, without marks."""
    pieces = []
    for event in pyromark.events(markdown, options=OPTIONS):
        if isinstance(event, str):
            pieces.append(" ")
        else:
            ((what, value),) = event.items()
            if what in ("Text", "Code"):
                pieces.append(str(value))
            elif what == "End" and value in ("Paragraph", "TableCell", "Item"):
                pieces.append(" ")
    return " ".join("".join(pieces).split())


def verbatim(text: str) -> str:
    """Return text as Markdown that shows it as it is, on one line."""
    return re.sub(r"([\\|`*_\[\]<>])", r"\\\1", " ".join(text.split()))


def slug(text: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, punctuation dropped, spaces as hyphens."""
    lowered = text.strip().lower()
    if lowered.isascii():
        return _NOT_IN_ANCHOR.sub("", lowered).replace(" ", "-")
    kept = (c for c in lowered if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def body_start(text: str) -> int:
    """Return where a text goes on behind what looks like front matter, whether or not that can be read."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    match = _FRONT_MATTER.match(text, mark)
    return match.end() if match else mark


def outermost(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges that lie in no other; ranges nest or are apart."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges, key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found
