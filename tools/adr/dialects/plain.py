"""Markdown without metadata, or with some that only happens to be there: the title is the first heading."""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, Reading, Source, is_aside, is_markdown, never, slug_id
from adr.translation import read_markdown

_ERB = re.compile(r".+\.md\.erb$|.+\.mdx$", re.IGNORECASE)

_TEMPLATE = """\
# {{ heading }}

- Status: {{ status }}
- Date: {{ date }}

<!-- The text. -->
"""


def _claims(path: str) -> bool:
    return (is_markdown(path) or _ERB.match(path) is not None) and not is_aside(path)


def _read(source: Source) -> Reading:
    return read_markdown(source, by=slug_id)


DIALECT = Dialect(
    "plain",
    "plain Markdown",
    _claims,
    _read,
    "title.md",
    never,
    identify=slug_id,
    exempt=FOREIGN,
    rank=90,
    template=_TEMPLATE,
    links="links",
)
