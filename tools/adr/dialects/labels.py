"""Metadata in lines with a bold label: ``**Status:** accepted``."""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, is_aside, is_markdown
from adr.translation import read_markdown

_LABEL = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)Status(?:\*\*|__)?[ \t]*:", re.MULTILINE | re.IGNORECASE)
_SECTION = re.compile(r"^## ", re.MULTILINE)

_TEMPLATE = """\
# {{ heading }}

**Status:** {{ status }}
**Date:** {{ date }}
**Deciders:** {{ owner }}

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
    return _claims(path) and _LABEL.search(text, 0, first.start() if first else len(text)) is not None


DIALECT = Dialect(
    "labels",
    "bold labels",
    _claims,
    read_markdown,
    "NNNN-title.md",
    _sign,
    exempt=FOREIGN,
    rank=50,
    template=_TEMPLATE,
    links="links",
)
