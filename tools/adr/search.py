"""Words to the records that hold all of them, the likeliest first. There is no index: the files are quick enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adr.graph import Graph
from adr.record import Record
from adr.selection import Selection

_ID, _TITLE, _HEADING, _FIELD, _TEXT = 1_000_000, 100, 20, 10, 1
_MOST = 9
"""How often a word in the text counts, at most: a long record is no better than a short one."""

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

    A word counts most in the title, then in a heading, then in the front matter, then in the text. A record whose id
    is one of the words comes first. Equal scores keep the order of paths.
    """
    folded = [word.casefold() for part in words for word in part.split()]
    hits = (_hit(record, folded) for record in graph.records if wanted.holds(record))
    return tuple(sorted((hit for hit in hits if hit), key=lambda hit: -hit.score))


def _hit(record: Record, words: Sequence[str]) -> Hit | None:
    text, id_ = record.text.casefold(), record.id.casefold()
    if not all(word in text or word in id_ for word in words):
        return None
    score = _ID * (id_ in words)
    plain = dict.fromkeys(words, 0)
    best = (0, 0, -1)
    for number, weight, line in _weighted(text.split("\n"), record.reading.body_line):
        found = [word for word in words if word in line]
        if not found:
            continue
        best = max(best, (len(found), weight, -number))
        for word in found:
            plain[word] += weight == _TEXT
            score += 0 if weight == _TEXT else weight
    score += sum(min(count, _MOST) for count in plain.values())
    line_number = -best[2]
    return Hit(record, score, line_number, record.text.split("\n")[line_number - 1].strip())


def _weighted(lines: Sequence[str], body: int) -> Iterator[tuple[int, int, str]]:
    """Yield every line with its number and what a word in it is worth; `body` is the number of the body's first."""
    titled = fenced = False
    for number, line in enumerate(lines, 1):
        weight = _TEXT
        if number < body:
            weight = _TITLE if line.startswith("title:") else _FIELD
            titled = titled or weight == _TITLE
        elif "`" in line or "~" in line:
            fenced ^= _FENCE.match(line) is not None
        elif line.startswith("#") and not fenced and _HEADING_LINE.match(line):
            weight = _HEADING if titled else _TITLE
            titled = True
        yield number, weight, line
