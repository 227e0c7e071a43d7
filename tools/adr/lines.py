"""The lines of a text that say something: code and comments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_LONGEST = 2000
"""Characters beyond which a line says nothing of the record."""


def lines_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield every line outside fenced code and comments, without its break, and where it starts."""
    start, fence, comment = 0, "", False
    for line in text.split("\n"):
        opened = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if comment:
            comment = "-->" not in line
        elif fence:
            if opened and opened[1].startswith(fence):
                fence = ""
        elif opened:
            fence = opened[1]
        elif line.lstrip().startswith("<!--"):
            comment = "-->" not in line
        elif len(line) <= _LONGEST:
            yield line, start
        start += len(line) + 1
