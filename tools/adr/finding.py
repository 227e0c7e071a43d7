"""A problem in a record, as a value: ordered, frozen, never an exception."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

_LISTED = 12

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""The characters of Unicode's category Cc, but for tabs and line breaks."""


class CannotRunError(Exception):
    """A command cannot run. The message says why and what to do; the exit code is 2."""


def internal_error(error: Exception) -> str:
    """Return what to say of an exception that nobody foresaw."""
    what = " ".join(str(error).split()) or "no message"
    return (
        f"adr: internal error: {type(error).__name__}: {what}\n"
        "this is a mistake in adr, not in your records; ADR_DEBUG=1 shows where"
    )


class Severity(StrEnum):
    """How much a finding matters: an error fails the check, a warning fails it under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path from the project's root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One change that a fix makes to a file.

    Attributes:
        do: What is done: the name of a function in ``fixing/``.
        path: The file, from the project's root.
        keys: The place in its front matter.
        old: What stands there, where that is not plain from `keys`.
        new: What is to stand there.
        at: Line and column, from 1, of what is not in front matter.
    """

    do: str
    path: str
    keys: tuple[str | int, ...] = ()
    old: str = ""
    new: str = ""
    at: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a finding: a title that reads as an order, and the steps, all of which are made or none.

    One that is `safe` changes no meaning, and nobody could disagree with it.
    """

    title: str
    steps: tuple[Step, ...]
    safe: bool = False

    @property
    def applicability(self) -> str:
        """``safe`` or ``unsafe``."""
        return "safe" if self.safe else "unsafe"


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """A part of a file, from `start` up to but without `end`, and the text that takes its place."""

    start: Location
    end: Location
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong, where, and what to do about it.

    Attributes:
        location: Where it is.
        code: The rule's code, such as ``ENV003``.
        message: What is wrong, in one line.
        severity: How much it matters.
        help: What to do, in one line; empty where the message says it.
        related: Further places that belong to it.
        excerpt: The source line at `location`; empty where there is none.
        fix: What mends it, where a program can.
    """

    location: Location
    code: str
    message: str
    severity: Severity = Severity.ERROR
    help: str = ""
    related: tuple[Location, ...] = ()
    excerpt: str = field(default="", compare=False)
    fix: Fix | None = field(default=None, compare=False)


def printable(text: str) -> str:
    """Return `text` without characters that a terminal would obey; tabs and line breaks stay."""
    return _CONTROL.sub("\ufffd", text)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like `word`, or None where none is near.

    Case does not count, and neither does ``_`` for ``-``. What differs in zeros before a number only is nearest. A word
    with a number, such as an id, is like those with the same number only: another number is another record.
    """
    import difflib

    candidates = list(candidates)
    if _NUMBERED.match(word):
        candidates = [other for other in candidates if number_in(other) == number_in(word)]
    plain = _without_zeros(word)
    if same := next((c for c in candidates if _without_zeros(c) == plain), None):
        return same
    folded = {c.casefold().replace("_", "-"): c for c in candidates}
    found = difflib.get_close_matches(word.casefold().replace("_", "-"), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


_NUMBERED = re.compile(r"(?:[A-Za-z]{1,40}[-_ ]{1,3})?\d")


def number_in(word: str) -> str:
    """Return the first number in a word, without zeros before it; empty where it has none."""
    found = re.search(r"\d+", word)
    return found[0].lstrip("0") or "0" if found else ""


def alike(word: str, other: str) -> bool:
    """Tell whether two words differ in case, in ``_`` or a space for ``-``, and in zeros before a number only."""
    return _without_zeros(_joined(word)) == _without_zeros(_joined(other))


def _joined(word: str) -> str:
    return re.sub(r"[_\s-]+", "-", word.strip())


def _without_zeros(word: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", word.casefold())


_SUGGESTION = re.compile(r"did you mean `([^`]+)`\?")


def suggestion(help_: str) -> str | None:
    """Return what a help line by `did_you_mean` says is meant; None where it names nothing, or more than one."""
    match = _SUGGESTION.fullmatch(help_)
    return match[1] if match else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return a help line that names the nearest candidate, or all of them where none is near."""
    options = sorted(set(candidates))
    best = nearest(word, options)
    if best is not None:
        return f"did you mean `{best}`?"
    if not options:
        return ""
    if len(options) > _LISTED:
        return f"{len(options)} are known; the first are {', '.join(options[:5])}"
    return f"one of: {', '.join(options)}"
