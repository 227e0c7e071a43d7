"""Sets of words that share most of what they have, found without comparing each with each.

Two sets of n and m words of which `share` in a hundred of all their words are shared have at least
``share * (n + m) / (100 + share)`` words in common. So if the words of each are put into one order, the rarest first,
the two have a word in common among the few first ones: a set is compared with those alone that have one of its first
words among theirs (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_Words = frozenset[str]


class Alike:
    """Sets of words in groups; `earlier` finds those before a set that are of its group and like it."""

    def __init__(self, sets: Sequence[tuple[str, _Words]], share: int) -> None:
        self._sets, self._share = sets, share
        self._common = Counter(word for _, words in sets for word in words)
        self._seen: defaultdict[tuple[str, int, str], dict[int, list[int]]] = defaultdict(dict)
        self._sizes: defaultdict[str, set[int]] = defaultdict(set)

    def pairs(self) -> Iterator[tuple[int, Iterator[int]]]:
        """Yield the place of each set that may have earlier ones like it, and theirs, in order, when asked for."""
        for place, (group, words) in enumerate(self._sets):
            ordered = sorted(words, key=lambda word: (self._common[word], word))
            if found := self._candidates(group, ordered):
                yield place, self._like(words, found)
            self._sizes[group].add(len(ordered))
            for position, word in enumerate(ordered[: len(ordered) - self._least(len(ordered), 0) + 1]):
                self._seen[group, len(ordered), word].setdefault(position, []).append(place)

    def _candidates(self, group: str, ordered: Sequence[str]) -> list[list[int]]:
        """Return the places of the sets that have a word in common with a set where that can be enough, as lists."""
        found = []
        own = len(ordered)
        for size in self._sizes[group]:
            least = self._least(own, size)
            for word in ordered[: own - least + 1] if least <= min(own, size) else ():
                seen = self._seen.get((group, size, word), {})
                found += [places for position, places in seen.items() if position <= size - least]
        return found

    def _least(self, one: int, other: int) -> int:
        """Return how many words sets of two sizes have in common at least; with 0, of whatever other size."""
        if not other:
            return max(1, -(-self._share * one // 100))
        return max(1, -(-self._share * (one + other) // (100 + self._share)))

    def _like(self, words: _Words, found: list[list[int]]) -> Iterator[int]:
        last = -1
        for place in heapq.merge(*found):
            if place != last:
                last, other = place, self._sets[place][1]
                if 100 * len(words & other) >= self._share * len(words | other):
                    yield place
