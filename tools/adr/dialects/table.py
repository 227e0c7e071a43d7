"""Metadata in a table of two columns under the title, with a heading row or an empty one."""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, is_note, stands_on_top
from adr.translation import read_markdown

_ROWS = re.compile(r"^\|[ *_]*(?:status|state|date)[ *_]*\|[^|\n]*\|[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)

_TEMPLATE = """\
# {{ heading }}

| Metadata | Value |
| -------- | ----- |
| Date     | {{ date }} |
| Author   | {{ owner }} |
| Status   | {{ status }} |

## Context

<!-- What is the situation, and what makes us decide now? -->

## Decision

<!-- What we will do. -->

## Consequences

<!-- What becomes easier, what becomes harder. -->
"""


def _sign(path: str, text: str) -> bool:
    return is_note(path) and stands_on_top(_ROWS, text)


DIALECT = Dialect(
    "table",
    "metadata table",
    is_note,
    read_markdown,
    "NNNN-title.md",
    _sign,
    exempt=FOREIGN,
    rank=40,
    template=_TEMPLATE,
    links="table",
)
