"""MADR 4, 3 and 2: ``NNNN-title.md``, metadata in front matter (4, 3) or in bullets under the title (2).

Source of the format: https://adr.github.io/madr/
"""

from __future__ import annotations

import re

from adr.dialect import FOREIGN, Dialect, is_note, is_note_or_folder
from adr.translation import read_markdown

_NAME = re.compile(r"(?:.*/)?\d{4}-.+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n")
_BULLET = re.compile(r"^([*-]) (?:Status|Deciders|Date):", re.MULTILINE)
_MARKS = re.compile(
    r"^[*-] (?:Status|Deciders|Date): |^## (?:Context and Problem Statement|Considered Options)\b", re.MULTILINE
)

_HEAD = """\
---
status: {{ status }}
date: {{ date }}
decision-makers: {{ owner }}
---

# {{ heading }}
"""

_TEMPLATE = f"""\
{_HEAD}
## Context and Problem Statement

<!-- What is the situation, and what question does it put to us? -->

## Considered Options

- <!-- An option -->
- <!-- Another option -->

## Decision Outcome

Chosen option: "<!-- one of the above -->", because <!-- the reason -->.

### Consequences

- Good, because <!-- what gets better -->
- Bad, because <!-- what gets worse -->
"""


def _is_numbered(path: str) -> bool:
    return is_note(path) and _NAME.match(path) is not None


def _sign(path: str, text: str) -> bool:
    return _is_numbered(path) and (_FRONT_MATTER.match(text) is not None or _MARKS.search(text) is not None)


def _adapt(template: str, neighbour: str) -> str:
    """Return the template of MADR 2, metadata in bullets of the same mark, where a neighbour is written so."""
    bullet = None if _FRONT_MATTER.match(neighbour.removeprefix("\ufeff")) else _BULLET.search(neighbour)
    if bullet is None:
        return template
    lines = ("Status: {{ status }}", "Deciders: {{ owner }}", "Date: {{ date }}")
    bullets = "".join(f"{bullet[1]} {line}\n" for line in lines)
    return template.replace(_HEAD, f"# {{{{ heading }}}}\n\n{bullets}", 1)


DIALECT = Dialect(
    "madr",
    "MADR",
    is_note_or_folder,
    read_markdown,
    "NNNN-title.md",
    _sign,
    exempt=FOREIGN,
    rank=60,
    dated=True,
    template=_TEMPLATE,
    adapt=_adapt,
)
