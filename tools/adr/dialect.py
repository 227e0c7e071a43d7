"""What a dialect is: one way in which people write records. Each file in ``dialects/`` defines one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from adr import discovery
from adr.kind import Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What a dialect reads from a file: normalised fields, and where the pieces are.

    ``head`` is the front matter as written, from line ``head_line`` on; it is empty where there is none.
    """

    fields: Mapping[str, Any]
    head: str
    head_line: int
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing records.

    Attributes:
        name: What settings call it.
        claims: Whether a file of that name, in a record folder, is a record.
        read: Path, text and kind to a reading; raises `frontmatter.MalformedError`.
        ignores: Whether a Markdown file of that name, in a record folder, is known to be none.
        form: What a record's file is called.
        exempt: Rules that records in this dialect cannot meet; they are off for them.
    """

    name: str
    claims: Callable[[str], bool]
    read: Callable[[str, str, Kind], Reading]
    ignores: Callable[[str], bool]
    form: str
    exempt: frozenset[str] = frozenset()


def names() -> tuple[str, ...]:
    """Return the names of all dialects, without loading any."""
    return discovery.names("dialects")


@cache
def dialect(name: str) -> Dialect:
    """Return the dialect called `name`, which is one of `names()`."""
    found: Dialect = discovery.load("dialects", name, "DIALECT")
    return found
