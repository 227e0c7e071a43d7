"""Words that other dialects use, to what they mean here: statuses, names of fields and of relations, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import ryaml

from adr.kind import Kind

_WORDS = Path(__file__).with_name("wording.yaml")
_BADGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*?(?:badge/(?:[^)\s/]*?-)?(?P<word>[A-Za-z%0-9_]+)-[A-Za-z0-9]+[^)\s]*)?\)")
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
_BREAK = re.compile(r"[,;:!\u2013\u2014]|\s-\s|\.\s")
_ENDS = re.compile(
    r"[()\[\]#/.\d]|(?:by|on|in|at|as|with|since|from|for|see|via|and|per|until|durch|par|por|da|door|am|le|el|il|op)\b"
)
"""What may follow the words that decide a status: anything else may turn their meaning round."""
_NO_WORD = re.compile(r"[^A-Za-z0-9()\[\]#/.]")
_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)")
_PARTIAL = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+)?([A-Za-z]{3,9})\.?[\s-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$"
)
_CENTURY = 2000
_MOST_DAYS = 31
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a project says of how a folder of records is written.

    Attributes:
        fields: From a field of ours to the name that the folder's records use for it.
        statuses: From a status word, in any case, to a status of the kind.
        dates: ``day-first`` or ``month-first``; empty where dates that could be either are left alone.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""


NONE = Conventions()
"""What a project that says nothing says."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as read: in ISO form, else empty, with the reason why it is not certain."""

    iso: str
    doubt: str = ""


def status_of(written: str, kind: Kind, stated: Mapping[str, str] = NONE.statuses) -> str | None:
    """Return the status of `kind` that words mean; None for words that nobody has given a meaning.

    `stated`, a project's own words, come first, then the kind's own statuses, then the words of `wording.yaml`.
    """
    words = folded(written)
    if not words or "?" in written.partition("(")[0].partition("[")[0]:  # a question is no status
        return None
    for known in ({folded(word): status for word, status in stated.items()}, _own(kind), _meanings()):
        found = _longest(words, known)
        if found is not None:
            status = kind.meanings.get(found, found)
            return status if status in kind.statuses else None
    return None


def field_of(name: str) -> str | None:
    """Return our name of a field that `name` stands for; None where it stands for none."""
    return _by_word("fields").get(folded(name))


def relation_of(words: str) -> str | None:
    """Return the relation that words such as ``Superceded by`` name; None where they name none."""
    return _by_word("relations").get(folded(words))


@cache
def names_of(field_name: str) -> frozenset[str]:
    """Return every name, folded, by which people call a field of ours."""
    return frozenset(word for word, name in _by_word("fields").items() if name == field_name)


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """Return text as words are compared: lower case, without emoji, emphasis, struck-out text; a badge is its word."""
    text = _BADGE.sub(lambda m: f" {(m['word'] or m[1]).replace('%20', ' ').replace('_', ' ')} ", text)
    text = _STRUCK.sub(" ", _SHORTCODE.sub(" ", text))
    text = _BREAK.sub(" . ", text)
    if text.isascii():
        kept = _NO_WORD.sub(" ", text)
    else:
        kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "()[]#/." else " " for c in text)
    return " ".join(kept.lower().replace("\ufe0f", " ").split())


def day(written: str, order: str = "") -> Day:
    """Return the day that a date in any of the usual forms means.

    `order` is ``day-first`` or ``month-first`` for those that could be either. A month or a year alone, a day that
    the calendar has not, and a date that could be two days are doubts.
    """
    text = written.strip().strip("*_`").strip()
    if named := _NAMED.match(text):
        return _named(*named.groups(), written=text)
    if partial := _PARTIAL.match(text):
        return Day("", f"`{text}` names no day" if int(partial[2] or 1) <= len(_MONTHS) else f"`{text}` is no date")
    match = _DATE.match(text)
    if match is None:
        return Day("", f"`{text}` is no date")
    first, second, third = match.groups()
    if len(first) == _YEAR_DIGITS:
        return _made(int(first), int(second), int(third), text)
    year = int(third) if len(third) == _YEAR_DIGITS else _CENTURY + int(third)
    readings = {"day-first": _made(year, int(second), int(first), text)}
    readings["month-first"] = _made(year, int(first), int(second), text)
    certain = {reading.iso for reading in readings.values() if reading.iso}
    if len(certain) == 1:
        return Day(certain.pop())
    if not certain:
        return readings["day-first"]
    return readings.get(order, Day("", f"`{text}` is {' or '.join(sorted(certain))}"))


def order_of(written: str) -> str:
    """Return ``day-first`` or ``month-first`` for a date that can only be read that way; empty for any other."""
    match = _DATE.match(written.strip())
    if match is None or len(match[1]) == _YEAR_DIGITS:
        return ""
    first, second = int(match[1]), int(match[2])
    if max(first, second) > _MOST_DAYS or min(first, second) > len(_MONTHS):
        return ""
    return "day-first" if first > len(_MONTHS) else "month-first" if second > len(_MONTHS) else ""


def _named(before: str | None, month: str, after: str | None, year: str, *, written: str) -> Day:
    number = next((n for n, name in enumerate(_MONTHS, 1) if month.lower().startswith(name)), 0)
    if not number:
        return Day("", f"`{written}` is no date")
    if not (before or after):
        return Day("", f"`{written}` names no day")
    return _made(int(year), number, int(before or after or 0), written)


def _made(year: int, month: int, day_: int, written: str) -> Day:
    try:
        return Day(date(year, month, day_).isoformat())
    except ValueError:
        return Day("", f"`{written}` is no day of the calendar")


def _longest(words: str, known: Mapping[str, str]) -> str | None:
    """Return what the longest start of `words`, cut between words, is known as, where nothing goes on from there."""
    cut = len(words)
    while cut > 0:
        rest = words[cut:].lstrip()
        candidate = words[:cut].removesuffix(".") if words[cut - 2 : cut] != " ." else ""
        if (found := known.get(candidate)) is not None:
            return found if not rest or _ENDS.match(rest) else None
        cut = words.rfind(" ", 0, cut)
    return None


@lru_cache(maxsize=64)
def _own(kind: Kind) -> dict[str, str]:
    return {folded(name): name for name in (*kind.statuses, *kind.meanings)}


@cache
def _words() -> Mapping[str, Mapping[str, Iterable[str]]]:
    found: Any = ryaml.loads(_WORDS.read_text(encoding="utf-8"))
    return found  # type: ignore[no-any-return]


@cache
def _by_word(group: str) -> Mapping[str, str]:
    return {folded(word): name for name, words in _words()[group].items() for word in (name, *words)}


def _meanings() -> Mapping[str, str]:
    return _by_word("statuses")
