"""Words to the records that hold all of them, the likeliest first. There is no index: the files are quick enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adr.graph import Graph
from adr.record import Record
from adr.selection import Selection

_TITLE, _HEADING, _META = 100, 20, 10
_MOST = 9
_EXACT = 1_000_000

_HEADING_LINE = re.compile(r"#{1,6}\s")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds all words: its score, and the line of its file that shows them best, counted from 1."""

    record: Record
    score: int
    line: int
    text: str


def search(graph: Graph, words: Sequence[str], wanted: Selection) -> tuple[Hit, ...]:
    """Return the records that hold every word, in any case and also within longer words, best first.

    A word counts most in the title, then in a heading, then in the rest of the front matter, then in the text, where
    it counts as often as it stands there, up to nine times. A record whose id is asked for comes first. Equal scores
    keep the order of paths.
    """
    folded = [word.casefold() for part in words for word in part.split()]
    hits = [_hit(record, folded) for record in graph.records if wanted.holds(record)]
    return tuple(sorted((hit for hit in hits if hit), key=lambda hit: -hit.score))


def _hit(record: Record, words: Sequence[str]) -> Hit | None:
    text = record.text.casefold()
    title = record.title.casefold()
    id_ = record.id.casefold()
    if not all(word in text or word in title or word in id_ for word in words):
        return None
    lines = record.text.split("\n")
    body = record.reading.body_line - 1
    headings = _headings(lines, body)
    score = _EXACT if words == [id_] else 0
    best = (-1, 1)
    for number, line in enumerate(lines, 1):
        weight = _META if number <= body else _HEADING if number in headings else 1
        folded = line.casefold()
        found = [word for word in words if word in folded]
        if found:
            worth = len(found) * 1000 + weight * (number > body)
            best = max(best, (worth, -number))
    score += sum(_score(word, title, headings.values(), text) for word in words)
    place = -best[1] if best[0] >= 0 else record.locate(["title"]).line
    return Hit(record, score, place, lines[place - 1].strip())


def _headings(lines: Sequence[str], start: int) -> dict[int, str]:
    """Return the headings below line `start`, by number; lines of fenced code are none."""
    found, fenced = {}, False
    for number, line in enumerate(lines[start:], start + 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and _HEADING_LINE.match(line):
            found[number] = line.casefold()
    return found
