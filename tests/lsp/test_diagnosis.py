"""A finding is shown at the words that it is about."""

from __future__ import annotations

import pytest

from adr.finding import Location
from adr.lsp.diagnosis import span
from adr.lsp.text import Text

TEXT = """---
title: Use PostgreSQL # now
tags: ['one two', three]
folded: >
  some words
---
# A heading

See [this](x.md) and ADR-0001.
"""


@pytest.mark.parametrize(
    "line, column, words",
    [
        (2, 1, "title"),
        (2, 8, "Use PostgreSQL"),
        (3, 8, "'one two'"),
        (3, 19, "three"),
        (4, 9, ">"),
        (7, 1, "# A heading"),
        (9, 5, "[this](x.md)"),
        (9, 22, "ADR-0001"),
        (9, 99, ""),
        (99, 1, ""),
    ],
)
def test_the_words_that_a_place_is_about(line: int, column: int, words: str) -> None:
    start, end = span(Text(TEXT), Location("x.md", line, column))
    assert TEXT[start:end] == words
