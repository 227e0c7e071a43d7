"""The number that a heading begins with, where it is the record's own."""

from __future__ import annotations

import re

TITLE_NUMBER = re.compile(
    r"(?:(?:ADR|RFC|EIP|KEP)[-\s#]*(?=\d)|(?=\d{1,5}(?:\s*[.:)]|\s+[-\u2013\u2014]\s)))0*(\d{1,5})"
    r"(?:\s*[.:)]\s*|\s*[-\u2013\u2014]\s+|\s+)(?=\S)",
    re.IGNORECASE,
)
"""A number that a heading begins with as one of its own: after ``ADR``, or before a dot, a colon, a bracket, a dash."""
_WEAK_NUMBER = re.compile(r"0*(\d{1,5})\s+(?=\S)")


def heading_number(heading: str, expected: int | None) -> re.Match[str] | None:
    """Return what a heading begins with, where that is a number of the record's; ``3 tiers`` is not.

    `expected` is the number of the file's name: next to it, a number without a mark behind it may be the record's too.
    """
    strong = TITLE_NUMBER.match(heading)
    weak = None if strong or expected is None else _WEAK_NUMBER.match(heading)
    return strong or (weak if weak and abs(int(weak[1]) - (expected or 0)) <= 1 else None)
