"""Series of numbers that records are given one after the other, and what is missing from them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from adr.dialect import number_of
from adr.record import Entry

_DIGITS = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that no record of a series has, though others before and after them are there."""

    folder: str
    prefix: str
    missing: tuple[int, ...]


def gaps(entries: Iterable[Entry]) -> tuple[Gap, ...]:
    """Return what is missing from each series: the records of one folder whose ids differ in their number.

    A series that has more numbers missing than present was not counted one by one; it has no gaps.
    """
    found: dict[tuple[str, str], set[int]] = {}
    for entry in entries:
        folder, name = posixpath.split(entry.path)
        folder = posixpath.dirname(folder) if name.lower().startswith("readme.") else folder
        number = number_of(entry.path)
        if number is not None and _DIGITS.search(entry.id):
            found.setdefault((folder, _DIGITS.sub("", entry.id)), set()).add(number)
    return tuple(
        Gap(folder, prefix, missing)
        for (folder, prefix), numbers in sorted(found.items())
        for missing in [tuple(_missing(numbers))]
        if 0 < len(missing) < len(numbers)
    )


def runs(numbers: Iterable[int]) -> str:
    """Return ascending numbers in words: ``3``, ``3 and 5``, ``3, 5 to 9 and 12``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = [str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}" for span in spans]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _missing(numbers: set[int]) -> Iterator[int]:
    """Yield the numbers between the lowest and the highest that are not there, as far as they are fewer than those."""
    if max(numbers) - min(numbers) + 1 < 2 * len(numbers):
        yield from (number for number in range(min(numbers), max(numbers)) if number not in numbers)
