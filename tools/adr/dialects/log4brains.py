"""log4brains: ``YYYYMMDD-title.md``, whose name is the id, metadata in bullets, relations in a list of links.

Source of the format: https://github.com/thomvaill/log4brains
"""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, Reading, Source, is_note, slug_id
from adr.translation import read_markdown

_NAME = re.compile(r"(?:.*/)?\d{8}-.+")

_TEMPLATE = """\
# {{ heading }}

- Status: {{ status }}
- Deciders: {{ owner }}
- Date: {{ date }}

## Context and Problem Statement

<!-- What is the situation, and what question does it put to us? -->

## Considered Options

- <!-- An option -->
- <!-- Another option -->

## Decision Outcome

Chosen option: "<!-- one of the above -->", because <!-- the reason -->.
"""


def _sign(path: str, text: str) -> bool:  # noqa: ARG001 - the signature of every sign
    return is_note(path) and _NAME.match(path) is not None


def _read(source: Source) -> Reading:
    return read_markdown(source, by=slug_id)


DIALECT = Dialect(
    "log4brains",
    "log4brains",
    is_note,
    _read,
    "YYYYMMDD-title.md",
    _sign,
    identify=slug_id,
    exempt=FOREIGN,
    rank=30,
    template=_TEMPLATE,
    links="links",
)
