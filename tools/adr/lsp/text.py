"""A text as editors count it: lines and columns from 0, columns in the units that client and server agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from lsprotocol import types

_BREAK = re.compile(r"\r\n|\n|\r")
_ASTRAL = 0xFFFF
"""The last character that is one unit of UTF-16."""


@dataclass(frozen=True)
class Text:
    """A text and the encoding, one of ``utf-8``, ``utf-16`` and ``utf-32``, whose units columns are counted in."""

    content: str
    encoding: str = "utf-16"

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line starts, as the protocol breaks lines."""
        return (0, *(match.end() for match in _BREAK.finditer(self.content)))

    def position(self, offset: int) -> types.Position:
        """Return the place of a character."""
        line = bisect_right(self.starts, offset) - 1
        return types.Position(line, self._units(self.content[self.starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """Return the place of ``content[start:end]``."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the character at a place; a place beyond a line, or the text, is its end."""
        if position.line >= len(self.starts):
            return len(self.content)
        start = self.starts[position.line]
        end = self.starts[position.line + 1] if position.line + 1 < len(self.starts) else len(self.content)
        line = self.content[start:end].rstrip("\r\n")
        if self.encoding == "utf-32" or line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return start + len(line)

    def at(self, line: int, column: int) -> int:
        """Return the character at a finding's place: line and column from 1; a byte order mark is no column."""
        start = 0
        for _ in range(line - 1):
            found = self.content.find("\n", start)
            if found < 0:
                return len(self.content)
            start = found + 1
        start += line == 1 and self.content.startswith("\ufeff")
        end = self.content.find("\n", start)
        return min(start + column - 1, len(self.content) if end < 0 else end)

    def _units(self, text: str) -> int:
        if self.encoding == "utf-32" or text.isascii():
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(ord(character) > _ASTRAL for character in text)
