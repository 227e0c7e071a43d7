"""A record's body, read by a CommonMark parser: headings, links, ids mentioned, sections.

Code, fenced or not, is left alone: what stands in it is an example.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyromark

from adr.commonmark import OPTIONS, outermost, plain, slug, visible
from adr.offsets import Offsets

ID = re.compile(r"(?<![\w/.&-])((?=[\w-]*\d)[A-Za-z0-9]+(?:-\w+)+)(?![\w-])")
"""A word that may be an id in running text, in whatever form: it has a hyphen and a digit. A path is none."""

_ID = re.compile(r"-(?<=[A-Z]{3}-)(?<![\w/.-][A-Z]{3}-)\d{4}(?![\w-])")  # a hyphen is the quickest to look for
_SENTENCE_END = re.compile(r"(?<!\[\d)(?<!\[\d\d)(?<!\[\d{3})(?<!\[\d{4})[.!?](?=\s)")  # [12. Use X] is a title
_REACH = 2_000  # bytes on either side within which the ends of a sentence are looked for
_LEVELS = {f"H{n}": n for n in range(1, 7)}
_CLOSED = frozenset({"Link", "Image", "CodeBlock", "HtmlBlock"})
_BLOCKS = frozenset({"Paragraph", "Item", "TableCell", "Heading", "BlockQuote", "CodeBlock", "HtmlBlock", "Table"})


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
    """A link or an image: the destination as written, its text, and its byte range.

    `inline` says whether the destination stands in the link itself.
    """

    target: str
    text: str
    image: bool
    start: int
    end: int = 0
    inline: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in running text, and where it starts."""

    id: str
    start: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it up to the next one of the same or a higher level.

    `filled` says whether any of that is visible content: comments are not.
    """

    heading: Heading
    filled: bool


class Document:
    """The structure of one body; all offsets are in bytes. Computed when first asked for: listing never needs it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._bytes = text.encode()
        self._offsets = Offsets(text, self._bytes)

    @cached_property
    def _scan(self) -> _Scan:
        return _Scan(self.text)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        return tuple(self._scan.headings)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and images, in order."""
        return tuple(self._scan.links)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All ids of our own form in running text, in order."""
        found = self._outside(self._scan.closed, _ID.finditer(self.text))
        return tuple(Mention(self.text[m.start() - 3 : m.end()], self.offset(m.start() - 3)) for m in found)

    def mentions_of(self, names: Container[str]) -> Iterator[Mention]:
        """Yield every mention of one of `names` in running text; names without a hyphen and a digit are not seen."""
        for match in self._outside(self._scan.closed, (m for m in ID.finditer(self.text) if m[1] in names)):
            yield Mention(match[1], self.offset(match.start()))

    def ids(self, id_: str) -> tuple[int, ...]:
        """Return where an id stands in the text, its links' texts included, code and HTML left alone."""
        found = re.finditer(rf"(?<![\w/.-]){re.escape(id_)}(?![\w-])", self.text)
        return tuple(match.start() for match in self._outside(self._scan.code, found))

    def _outside(self, ranges: list[tuple[int, int]], found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
        """Yield the matches that start in none of some byte ranges."""
        apart = outermost(ranges)
        for match in found:
            before = bisect_right(apart, start := self.offset(match.start()), key=lambda span: span[0]) - 1
            if before < 0 or start >= apart[before][1]:
                yield match

    @property
    def fenced(self) -> tuple[tuple[int, int], ...]:
        """The ranges of blocks of code, in characters."""
        return tuple((self.index(a), self.index(b)) for a, b in self._scan.fenced)

    def offset(self, index: int) -> int:
        """Return the byte offset of a character of the text."""
        return self._offsets.offset(index)

    def index(self, offset: int) -> int:
        """Return the character at a byte offset."""
        return self._offsets.index(offset)

    @cached_property
    def definitions(self) -> tuple[tuple[str, int], ...]:
        """The destinations of link reference definitions, each with where its definition starts."""
        found = pyromark.reference_definitions(self.text, options=OPTIONS)
        return tuple((entry["dest"], entry["span"]["start"]) for entry in found.values())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every fragment that a link may point at."""
        explicit = re.findall(r"<a\s+(?:id|name)=[\"']([^\"']+)", self.text)
        return frozenset([h.anchor for h in self.headings] + explicit)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections, in order; a section's subsections count as its content."""
        content = self._scan.content
        found = []
        for index, heading in enumerate(self.headings):
            first = bisect_right(content, heading.end - 1)
            found.append(Section(heading, first < len(content) and content[first] < self._end_of(index)))
        return tuple(found)

    @cached_property
    def title(self) -> str | None:
        """The first heading of level one."""
        return next((h.text for h in self.headings if h.level == 1), None)

    def section(self, title: str) -> str:
        """Return the Markdown below the first heading called `title`; empty where there is none."""
        for index, heading in enumerate(self.headings):
            if heading.text.casefold() == title.casefold():
                return self._bytes[heading.end : self._end_of(index)].decode()
        return ""

    def sentence(self, start: int) -> str:
        """Return the sentence around an offset as plain text; of a very long one, what is near."""
        blocks = self._scan.blocks
        index = bisect_right(blocks, start)
        first = max(blocks[index - 1] if index else 0, start - _REACH)
        last = min(blocks[index] if index < len(blocks) else len(self._bytes), start + _REACH)
        before, after = (part.decode(errors="ignore") for part in (self._bytes[first:start], self._bytes[start:last]))
        begin = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
        end = _SENTENCE_END.search(after)
        return plain(before[begin:] + (after[: end.end()] if end else after))

    def place(self, start: int) -> tuple[int, int]:
        """Return line and column, from 1 within the body, of an offset."""
        return self._offsets.place(start)

    def _end_of(self, index: int) -> int:
        """Return where the section of the heading at `index` ends."""
        level = self.headings[index].level
        return next((h.start for h in self.headings[index + 1 :] if h.level <= level), len(self._bytes))


class _Scan:
    """What one pass over the parser's events finds.

    `content` holds where visible content starts, `blocks` where blocks of text start, `code` the ranges of code and
    HTML, and `closed` those in which an id is no mention: links besides.
    """

    def __init__(self, text: str) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.content: list[int] = []
        self.blocks: list[int] = []
        self.closed: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.fenced: list[tuple[int, int]] = []
        self._anchors: dict[str, int] = {}
        self._words: list[str] | None = None  # of the heading that is open
        self._opened: list[tuple[str, bool, bool, list[str]]] = []  # links
        self._html: list[str] = []
        content = self.content.append
        for event, span in pyromark.events_with_range(text, options=OPTIONS):
            if isinstance(event, str):
                if event == "Rule":
                    content(span["start"])
            elif "Text" in event:
                if self._words is None and not self._opened:
                    content(span["start"])
                else:
                    self._text(event["Text"], span["start"])
            elif "Start" in event:
                tag = event["Start"]
                if tag == "Item" or tag == "Paragraph":  # noqa: PLR1714 - most blocks, and tags may be mappings
                    self.blocks.append(span["start"])
                else:
                    self._start(tag, span["start"], span["end"])
            elif "End" in event:
                ended = event["End"]
                if ended != "Paragraph" and ended != "Item":  # noqa: PLR1714 - of most blocks, no end matters
                    self._end(ended, span["start"], span["end"])
            else:
                ((what, value),) = event.items()
                self._other(what, value, span["start"], span["end"])
        self.content.sort()

    def _text(self, text: str, start: int) -> None:
        if self._words is None:
            self.content.append(start)
        else:
            self._words.append(text)
        for link in self._opened:
            link[3].append(text)

    def _start(self, tag: Any, start: int, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in _BLOCKS:
            self.blocks.append(start)
        if name in ("Link", "Image"):
            target = tag[name]["dest_url"]
            if tag[name]["link_type"] == "Email":
                target = f"mailto:{target}"
            self._opened.append((target, name == "Image", tag[name]["link_type"] == "Inline", []))
        elif name == "Heading":
            self._words = []
        elif name == "CodeBlock":
            self.content.append(start)
            self.fenced.append((start, end))
        elif name == "HtmlBlock":
            self._html = []
        if name in _CLOSED:
            self.closed.append((start, end))
            if name in ("CodeBlock", "HtmlBlock"):
                self.code.append((start, end))

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name == "Heading":
            title = " ".join("".join(self._words or ()).split())
            level = _LEVELS[tag["Heading"]]
            self.headings.append(Heading(level, title, _anchor(title, self._anchors), start, end))
            self._words = None
        elif name in ("Link", "Image") and self._opened:
            target, image, inline, texts = self._opened.pop()
            self.links.append(Link(target, "".join(texts), image, start, end, inline))
            self.content.append(start)
        elif name == "TableCell":
            self.blocks.append(end)
        elif name == "HtmlBlock" and visible("".join(self._html)):
            self.content.append(start)

    def _other(self, what: str, value: Any, start: int, end: int) -> None:
        if what == "Html":
            self._html.append(value)
        elif what == "Code":
            self._text(value, start)
            self.closed.append((start, end))
            self.code.append((start, end))
        elif what == "InlineHtml":
            self.closed.append((start, end))
            self.code.append((start, end))
            if visible(value):
                self.content.append(start)
        else:
            self.content.append(start)


def _anchor(title: str, taken: dict[str, int]) -> str:
    base = slug(title)
    count = taken.get(base, 0)
    taken[base] = count + 1
    return f"{base}-{count}" if count else base
