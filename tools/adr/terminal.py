"""Markdown to text for a terminal: headings bold, lists, quotes and tables laid out, all wrapped to the width.

It is the parser that everything else uses, and a small writer: rich would do it too, but its Markdown takes longer to
import (0.2 s, with markdown-it-py) than ``adr show`` may take as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyromark

from adr.commonmark import OPTIONS

_BOLD, _DIM, _ITALIC, _UNDERLINE, _STRUCK, _CODE = "1", "2", "3", "4", "9", "36"
_INLINE = {"Strong": _BOLD, "Emphasis": _ITALIC, "Strikethrough": _STRUCK, "Link": _UNDERLINE, "TableHead": _BOLD}
_BLOCKS = ("Paragraph", "Heading", "CodeBlock", "HtmlBlock", "BlockQuote", "Table", "FootnoteDefinition")
_COMMENT = re.compile(r"<!--.*?(-->|$)", re.DOTALL)

_Piece = tuple[str, str]
"""Text and its style: numbers of ANSI's "select graphic rendition" (ECMA-48, 8.3.117), joined by semicolons."""

_NARROWEST = 20


def render(markdown: str, width: int) -> str:
    """Return Markdown as styled lines of at most `width` columns, longer words apart.

    Control characters of the text are left out: a record may come from anybody, and a terminal obeys them.
    """
    page = _Page(max(width, _NARROWEST))
    for event in pyromark.events(markdown, options=OPTIONS):
        if isinstance(event, str):
            page.mark(event)
            continue
        ((what, value),) = event.items()
        name = value if isinstance(value, str) else next(iter(value), "") if isinstance(value, dict) else ""
        if what == "Start":
            page.start(name, value)
        elif what == "End":
            page.end(name, value)
        else:
            page.inline(what, value)
    page.flush()
    return "\n".join(line.rstrip() for line in page.lines).strip("\n")


class _Page:
    """The lines so far, and the block that is open."""

    def __init__(self, width: int) -> None:
        self.lines: list[str] = []
        self._width = width
        self._indents: list[str] = []
        self._marker = ""  # stands on the next line, in the last indent's place
        self._styles: list[str] = []
        self._pieces: list[_Piece] = []
        self._numbers: list[int | None] = []
        self._targets: list[str] = []
        self._rows: list[list[list[_Piece]]] = []
        self._verbatim = False

    def start(self, name: str, value: Any) -> None:
        if name in _BLOCKS or (name == "List" and not self._numbers):
            self.flush()
            self._gap()
        if name in _INLINE:
            self._styles.append(_INLINE[name])
        if name in ("Link", "Image"):
            self._targets.append(value[name]["dest_url"])
        elif name in ("Table", "TableHead", "TableRow"):
            self._rows = [] if name == "Table" else [*self._rows, []]
        elif name in ("CodeBlock", "HtmlBlock"):
            self._verbatim = True
        else:
            self._nest(name, value)

    def _nest(self, name: str, value: Any) -> None:
        if name == "Heading":
            self._styles.append(f"{_BOLD};{_UNDERLINE}" if value["Heading"]["level"] == "H1" else _BOLD)
        elif name == "List":
            self.flush()
            self._numbers.append(value["List"])
        elif name == "Item":
            self._item()
        elif name == "BlockQuote":
            self._indents.append("│ ")
        elif name == "FootnoteDefinition":
            self._indents.append("  ")
            self._marker = f"[{value['FootnoteDefinition']}] "

    def end(self, name: str, value: Any) -> None:  # noqa: ARG002 - the parser's shape
        if name in ("CodeBlock", "HtmlBlock"):
            self._code()
        elif name == "TableCell":
            self._rows[-1].append(self._pieces)
            self._pieces = []
        elif name == "Table":
            self._table()
        elif name in ("Link", "Image"):
            self._target(self._targets.pop())
        elif name in ("Paragraph", "Heading", "Item", "List", "BlockQuote", "FootnoteDefinition"):
            self.flush()
        if name in _INLINE or name == "Heading":
            self._styles.pop()
        if name == "List":
            self._numbers.pop()
        elif name in ("Item", "BlockQuote", "FootnoteDefinition"):
            self._indents.pop()

    def mark(self, name: str) -> None:
        if name == "HardBreak":
            self.flush()
        elif name == "Rule":
            self._gap()
            self._write([("─" * (self._width - self._indent), _DIM)])
        else:
            self._pieces.append((" ", ""))

    def inline(self, what: str, value: Any) -> None:
        if what == "Text" or (what == "Html" and self._verbatim):
            self._pieces.append((str(value), ";".join(self._styles)))
        elif what == "Code":
            self._pieces.append((str(value), ";".join([*self._styles, _CODE])))
        elif what == "FootnoteReference":
            self._pieces.append((f"[{value}]", _DIM))
        elif what == "TaskListMarker":
            self._pieces.append(("[x] " if value else "[ ] ", ""))

    def flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        for line in _wrapped(pieces, self._width - self._indent):
            self._write(line)

    @property
    def _indent(self) -> int:
        return sum(map(len, self._indents))

    def _gap(self) -> None:
        if self.lines and self.lines[-1] and not self._marker:
            self.lines.append("".join(self._indents).rstrip())

    def _write(self, pieces: Sequence[_Piece]) -> None:
        if self._marker:
            head, self._marker = "".join(self._indents[:-1]) + self._marker, ""
        else:
            head = "".join(self._indents)
        runs = groupby(pieces, key=itemgetter(1))
        self.lines.append(head + "".join(_styled("".join(text for text, _ in run), style) for style, run in runs))

    def _item(self) -> None:
        self.flush()
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        self._marker = "- " if number is None else f"{number}. "
        self._indents.append(" " * len(self._marker))

    def _target(self, target: str) -> None:
        told = self._pieces[-1][0] if self._pieces else ""
        if "://" in target and target != told:
            self._pieces += [(" ", ""), (f"({target})", _DIM)]

    def _code(self) -> None:
        text = _COMMENT.sub("", "".join(text for text, _ in self._pieces))
        self._pieces, self._verbatim = [], False
        for line in text.strip("\n").split("\n") if text.strip() else ():
            self._write([(f"    {line}", _CODE if line.strip() else "")])

    def _table(self) -> None:
        widths = [
            max(sum(len(_clean(text)) for text, _ in cell) for cell in column)
            for column in zip(*self._rows, strict=True)
        ]
        for row in self._rows:
            line: list[_Piece] = []
            for cell, width in zip(row, widths, strict=True):
                line += [*cell, (" " * (width + 2 - sum(len(_clean(text)) for text, _ in cell)), "")]
            self._write(line)


def _wrapped(pieces: Sequence[_Piece], width: int) -> Iterator[list[_Piece]]:
    """Yield lines of at most `width` columns; a word that is longer has a line of its own."""
    line: list[_Piece] = []
    used = 0
    for word in _words(pieces):
        length = sum(len(text) for text, _ in word)
        if line and used + 1 + length > width:
            yield line
            line, used = [], 0
        if line:
            both = line[-1][1] if line[-1][1] == word[0][1] else ""
            line.append((" ", both))
            used += 1
        line += word
        used += length
    if line:
        yield line


def _words(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield what stands between spaces; one word may have several styles."""
    word: list[_Piece] = []
    for text, style in pieces:
        for part in re.split(r"(\s+)", _clean(text)):
            if part.isspace():
                if word:
                    yield word
                word = []
            elif part:
                word.append((part, style))
    if word:
        yield word


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{_clean(text)}\x1b[0m" if style else _clean(text)


def _clean(text: str) -> str:
    return "".join(c for c in text.expandtabs(4) if c in "\n " or unicodedata.category(c)[0] != "C")
