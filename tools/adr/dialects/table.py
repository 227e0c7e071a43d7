"""Metadata in a table of two columns under the title, with a heading row or an empty one."""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, is_aside, is_markdown
from adr.translation import read_markdown

_ROWS = re.compile(r"^\|[ *_]*(?:status|state|date)[ *_]*\|[^|\n]*\|[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_SECTION = re.compile(r"^## ", re.MULTILINE)

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


def _claims(path: str) -> bool:
    return is_markdown(path) and not is_aside(path)


def _sign(path: str, text: str) -> bool:
    first = _SECTION.search(text)
    return _claims(path) and _ROWS.search(text, 0, first.start() if first else len(text)) is not None


DIALECT = Dialect(
    "table",
    "metadata table",
    _claims,
    read_markdown,
    "NNNN-title.md",
    _sign,
    exempt=FOREIGN,
    rank=40,
    template=_TEMPLATE,
    links="table",
)
