"""Places in a text: from characters to bytes and back, and to lines, in about the same time wherever they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

_STEP = 1_024
"""Characters after which bytes are counted anew."""


class Offsets:
    """The places of one text; what is needed to find them is worked out when the first is asked for."""

    def __init__(self, text: str, data: bytes) -> None:
        self._text, self._data = text, data

    def offset(self, index: int) -> int:
        """Return the byte offset of a character."""
        if self._text.isascii():
            return index
        mark = min(index // _STEP, len(self._marks) - 1)
        return self._marks[mark] + len(self._text[mark * _STEP : index].encode())

    def index(self, offset: int) -> int:
        """Return the character at a byte offset."""
        if self._text.isascii():
            return offset
        mark = max(0, bisect_right(self._marks, offset) - 1)
        return mark * _STEP + len(self._data[self._marks[mark] : offset].decode(errors="replace"))

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of a byte offset."""
        line = bisect_right(self._lines, offset)
        return line, self.index(offset) - self.index(self._lines[line - 1]) + 1

    @cached_property
    def _marks(self) -> list[int]:
        """The byte offsets of every so many characters, from which to count on."""
        parts = (self._text[at : at + _STEP] for at in range(0, len(self._text) - _STEP, _STEP))
        return [0, *accumulate(len(part.encode()) for part in parts)]

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines start, in bytes."""
        return [0, *(match.end() for match in re.finditer(rb"\n", self._data))]
