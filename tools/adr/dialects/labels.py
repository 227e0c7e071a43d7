"""Metadata in lines with a bold label: ``**Status:** accepted``."""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, is_note, stands_on_top
from adr.translation import read_markdown

_LABEL = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)Status(?:\*\*|__)?[ \t]*:", re.MULTILINE | re.IGNORECASE)

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


def _sign(path: str, text: str) -> bool:
    return is_note(path) and stands_on_top(_LABEL, text)


DIALECT = Dialect(
    "labels",
    "bold labels",
    is_note,
    read_markdown,
    "NNNN-title.md",
    _sign,
    exempt=FOREIGN,
    rank=50,
    template=_TEMPLATE,
    links="links",
)
