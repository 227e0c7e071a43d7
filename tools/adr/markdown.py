"""A record's body, read by a CommonMark parser: headings, links, ids mentioned, sections.

Code, fenced or not, is left alone: what stands in it is an example.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
"""GitHub's flavour, which is what records are written in."""

ID = re.compile(r"(?<![\w/.-])([A-Z]{3}-\d{4})(?![\w-])")
"""An id in running text. A path or a longer word that holds one is not a mention."""

_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_LEVELS = {f"H{n}": n for n in range(1, 7)}
_BLOCKS = ("Paragraph", "Item", "TableCell", "Heading", "BlockQuote", "List", "Table", "TableRow", "TableHead")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `start` and `end` are its byte range in the body; `anchor` is GitHub's."""

    level: int
    text: str
    anchor: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image, with the destination as written and the sentence around it."""

    target: str
    text: str
    image: bool
    start: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in running text, with the sentence around it."""

    id: str
    start: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it up to the next one of the same or a higher level.

    `filled` says whether any of that is visible content: comments are not.
    """

    heading: Heading
    filled: bool


class Document:
    """The structure of one body. Computed when first asked for, since listing never needs it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._bytes = text.encode()

    @cached_property
    def _scan(self) -> _Scan:
        scan = _Scan()
        for event, span in pyromark.events_with_range(self.text, options=OPTIONS):
            scan.take(event, span["start"], span["end"])
        scan.flush()
        return scan

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        return tuple(self._scan.headings)

    @property
    def links(self) -> tuple[Link, ...]:
        """All links and images, in order."""
        return tuple(self._scan.links)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All ids in running text, in order."""
        return tuple(self._scan.mentions)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every fragment that a link may point at."""
        explicit = re.findall(r"<a\s+(?:id|name)=[\"']([^\"']+)", self.text)
        return frozenset([h.anchor for h in self.headings] + explicit)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections, in order; a section's subsections count as its content."""
        content = self._scan.content
        headings = self.headings
        result = []
        for index, heading in enumerate(headings):
            end = next((h.start for h in headings[index + 1 :] if h.level <= heading.level), len(self._bytes))
            first = bisect_right(content, heading.end - 1)
            result.append(Section(heading, first < len(content) and content[first] < end))
        return tuple(result)

    @cached_property
    def title(self) -> str | None:
        """The first heading of level one."""
        return next((h.text for h in self.headings if h.level == 1), None)

    def section(self, title: str) -> str:
        """Return the Markdown below the first heading called `title`; empty where there is none."""
        headings = self.headings
        for index, heading in enumerate(headings):
            if heading.text.casefold() == title.casefold():
                end = next((h.start for h in headings[index + 1 :] if h.level <= heading.level), len(self._bytes))
                return self._bytes[heading.end : end].decode()
        return ""

    def place(self, start: int) -> tuple[int, int]:
        """Return line and column, from 1 within the body, of a byte offset."""
        before = self._bytes[:start]
        return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1


class _Scan:
    """One pass over the parser's events."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.mentions: list[Mention] = []
        self.content: list[int] = []
        self._anchors: dict[str, int] = {}
        self._heading: tuple[int, int] | None = None
        self._code = 0
        self._block: list[str] = []
        self._open: list[tuple[str, bool, int, int]] = []
        self._html: tuple[int, str] | None = None
        self._found: list[tuple[str, str, bool, int, int, str]] = []
        self._length = 0

    def take(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            if event in ("SoftBreak", "HardBreak"):
                self._text(" ", start)
            else:
                self.content.append(start)
            return
        ((name, value),) = event.items()
        if name == "Start":
            self._start(value, start)
        elif name == "End":
            self._end(value, end)
        elif name == "Text":
            self._text(value, start)
        elif name in ("Code", "InlineMath"):
            self._code += 1
            self._text(value, start)
            self._code -= 1
        elif name == "Html" and self._html:
            self._html = (self._html[0], self._html[1] + value)
        elif name in ("Html", "InlineHtml"):
            self._html_seen(start, value)
        elif name == "FootnoteReference":
            self.content.append(start)

    def _start(self, tag: Any, start: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in _BLOCKS:
            self.flush()
        if name == "Heading":
            self._heading = (_LEVELS[tag["Heading"]["level"]], start)
        elif name == "CodeBlock":
            self.flush()
            self._code += 1
            self.content.append(start)
        elif name in ("Link", "Image"):
            if self._heading is None:
                self.content.append(start)
            self._open.append((tag[name]["dest_url"], name == "Image", start, len(self._block)))
        elif name == "HtmlBlock":
            self.flush()
            self._html = (start, "")

    def _end(self, tag: Any, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in ("Link", "Image") and self._open:
            target, image, start, first = self._open.pop()
            text = "".join(self._block[first:])
            self._found.append(("link", target, image, start, self._length - len(text), text))
        elif name == "HtmlBlock" and self._html:
            self._html_seen(*self._html)
            self._html = None
        elif name == "CodeBlock":
            self._code -= 1
            self.flush()
        elif name == "Heading" and self._heading is not None:
            level, start = self._heading
            text = " ".join("".join(self._block).split())
            self.headings.append(Heading(level, text, self._anchor(text), start, end))
            self._heading = None
            self.flush()
        elif name in _BLOCKS:
            self.flush()

    def _text(self, text: str, start: int) -> None:
        if not self._code and not self._open:
            for match in ID.finditer(text):
                offset = start + len(text[: match.start()].encode())
                self._found.append(("mention", match[1], False, offset, self._length + match.start(), ""))
        if self._heading is None and text.strip():
            self.content.append(start)
        self._block.append(text)
        self._length += len(text)

    def _html_seen(self, start: int, html: str) -> None:
        if re.sub(r"<!--.*?(-->|$)", "", html, flags=re.DOTALL).strip():
            self.content.append(start)

    def flush(self) -> None:
        """Close the current block: what was found in it gets the sentence it stands in."""
        if self._found:
            block = "".join(self._block)
            for what, value, image, start, at, text in self._found:
                sentence = _sentence(block, at)
                if what == "link":
                    self.links.append(Link(value, text, image, start, sentence))
                else:
                    self.mentions.append(Mention(value, start, sentence))
        self._found, self._block, self._length = [], [], 0

    def _anchor(self, text: str) -> str:
        base = slug(text)
        count = self._anchors.get(base, 0)
        self._anchors[base] = count + 1
        return base if count == 0 else f"{base}-{count}"


def slug(text: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, punctuation dropped, spaces as hyphens."""
    kept = (c for c in text.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def _sentence(block: str, at: int) -> str:
    """Return the sentence of `block` that holds the character at `at`."""
    start = 0
    for match in _SENTENCE_END.finditer(block):
        if match.end() > at:
            return " ".join(block[start : match.end()].split())
        start = match.end()
    return " ".join(block[start:].split())
