"""One query over records, as it stands in an address: words, facets, order, retired ones or not.

`site/assets/query.js` is the same in the browser; `tests/query_cases.json` holds both to one meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

NEWEST = "-date"
"""The order where a query says none."""

ORDERS = ("id", "title", "kind", "status", "owner", "date")
"""What rows can be sorted by; with a minus, the other way round."""

STATUS = "status"
"""The facet that decides with the phase whether a retired record is shown."""

_DIGITS = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Row:
    """What a query knows of a record.

    Attributes:
        values: Its values by facet.
        ranks: By order, its place where that is not the alphabet's: a status has its place in a record's life.
        words: The text in which a query's words are looked for, folded.
    """

    id: str
    title: str
    date: str
    phase: str
    values: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query. Words must all be there; of a facet's chosen values one, and that for every facet."""

    words: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = NEWEST
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What a query finds.

    Attributes:
        rows: The rows, in order.
        counts: How many rows each value of each facet would give, the other facets being as they are.
        hidden: How many more rows there would be if retired ones were shown.
    """

    rows: Sequence[Row]
    counts: Mapping[str, Mapping[str, int]]
    hidden: int


def parse(text: str, facets: Iterable[str]) -> Query:
    """Read the query of an address, with or without its question mark; what it does not know is left out."""
    known = set(facets)
    words: tuple[str, ...] = ()
    chosen: dict[str, tuple[str, ...]] = {}
    sort, retired = NEWEST, False
    for name, value in parse_qsl(text.removeprefix("?"), keep_blank_values=True):
        if name == "words":
            words = tuple(fold(value).split())
        elif name == "sort" and value.removeprefix("-") in ORDERS:
            sort = value
        elif name == "retired":
            retired = value == "1"
        elif name in known and value not in chosen.get(name, ()):
            chosen[name] = (*chosen.get(name, ()), value)
    return Query(words, chosen, sort, retired)


def select(rows: Iterable[Row], query: Query, facets: Sequence[str]) -> Selection:
    """Return the rows that a query finds, and what each further choice would give.

    Retired rows stay hidden unless the query asks for them or chooses a status, which is asking too.
    """
    found: list[Row] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in facets}
    hidden = 0
    for row in rows:
        if not all(word in row.words for word in query.words):
            continue
        failed = [name for name, values in query.chosen.items() if not set(values) & set(row.values.get(name, ()))]
        unasked = row.phase == "retired" and not query.retired and not query.chosen.get(STATUS)
        hidden += unasked and not failed
        if unasked:
            failed.append(STATUS)
        if not failed:
            found.append(row)
        for name in facets if not failed else failed if len(failed) == 1 and failed[0] in counts else ():
            counts[name].update(row.values.get(name, ()))
    return Selection(ordered(found, query.sort), counts, hidden)


def ordered(rows: Iterable[Row], sort: str = NEWEST) -> list[Row]:
    """Return rows in an order, equal ones by id; what has nothing to be sorted by comes last, either way."""
    name, reverse = sort.removeprefix("-"), sort.startswith("-")
    by_id = sorted(rows, key=lambda row: _key(row, "id"))
    full = [row for row in by_id if _key(row, name) != _NOTHING]
    empty = [row for row in by_id if _key(row, name) == _NOTHING]
    return [*sorted(full, key=lambda row: _key(row, name), reverse=reverse), *empty]


_NOTHING = (0, b"")


def _key(row: Row, name: str) -> tuple[int, bytes]:
    if name in row.ranks:
        return row.ranks[name] + 1, b""
    text = {"id": row.id, "title": row.title, "date": row.date}.get(name, "")
    numbered = _DIGITS.sub(lambda match: match[0].zfill(_LONGEST_NUMBER), fold(text))
    return 0, numbered.encode("utf-16-be", "surrogatepass")  # as browsers compare text


def fold(text: str) -> str:
    """Return text as it is compared: lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.category(c).startswith("M")).lower()
