"""Michael Nygard's form, as adr-tools writes it: ``# N. Title``, ``Date:``, ``## Status`` with one line on another.

A numbered file with a heading and no metadata at all is read this way too.
"""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, is_note, is_note_or_folder
from adr.translation import read_markdown

_NAME = re.compile(r"(?:.*/)?(?:adr[-_]?)?\d{1,5}(?:[-_. ].*)?\.", re.IGNORECASE)
_MARKS = re.compile(r"^Date:? +\S|^##? Status\b|\A# \S", re.MULTILINE | re.IGNORECASE)

_TEMPLATE = """\
# {{ number }}. {{ heading }}

Date: {{ date }}

## Status

{{ status }}

## Context

<!-- What is the situation, and what makes us decide now? -->

## Decision

<!-- What we will do, in the active voice. -->

## Consequences

<!-- What becomes easier, what becomes harder, and what we have to watch. -->
"""


def _is_numbered(path: str) -> bool:
    return is_note(path) and _NAME.match(path) is not None


def _sign(path: str, text: str) -> bool:
    return _is_numbered(path) and _MARKS.search(text) is not None


DIALECT = Dialect(
    "nygard",
    "Nygard",
    is_note_or_folder,
    read_markdown,
    "NNNN-title.md",
    _sign,
    exempt=FOREIGN,
    rank=70,
    template=_TEMPLATE,
    links="status",
)
