"""Words to the records that hold all of them, the likeliest first. There is no index: the files are quick enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adr.graph import Graph
from adr.record import Record
from adr.selection import Selection

_ID, _TITLE, _HEADING, _FIELD, _TEXT = 1_000_000, 100, 20, 10, 1
_MOST = 9
"""How often a word in the text counts, at most: a long record is no better than a short one."""

_HEADING_LINE = re.compile(r"#{1,6}\s")
_ANY_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


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
    lines: dict[int, set[str]] = {}  # words by where their line starts
    for word in words:
        for start in _places(text, word):
            lines.setdefault(text.rfind("\n", 0, start) + 1, set()).add(word)
    weigh = _Weights(text, len(text) - len(record.reading.body.casefold()))
    score = _ID * (id_ in words)
    plain: Counter[str] = Counter()
    best = (0, 0, 0)
    for start, found in lines.items():
        weight = weigh(start)
        best = max(best, (len(found), weight, -start))
        if weight == _TEXT:
            for word in found:
                plain[word] += 1
        else:
            score += weight * len(found)
    score += sum(min(count, _MOST) for count in plain.values())
    number = text.count("\n", 0, -best[2])
    return Hit(record, score, number + 1, record.text.split("\n", number + 1)[number].strip())


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


class _Weights:
    """What a word is worth on the line that starts at an offset; `body` is where the front matter ends."""

    def __init__(self, text: str, body: int) -> None:
        self._text, self._body = text, body
        self._titled = text.startswith("title:") or "\ntitle:" in text[:body]

    def __call__(self, start: int) -> int:
        if start < self._body:
            return _TITLE if self._text.startswith("title:", start) else _FIELD
        if not self._text.startswith("#", start) or not _HEADING_LINE.match(self._text, start):
            return _TEXT
        before = self._text[self._body : start]
        if len(_FENCE.findall(before)) % 2:
            return _TEXT
        return _HEADING if self._titled or _ANY_HEADING.search(before) else _TITLE
