"""Two records to a difference that people read: section by section, what was taken out and what was put in.

What a text may cost is bounded: paragraphs that have little in common are told as a whole, as are long ones.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from adr.commonmark import plain
from adr.comparison import texts
from adr.record import Record

What = Literal["same", "removed", "added"]

LONGEST = 60_000
"""Characters of a text beyond which it is not compared."""

_STEPS = 500_000
"""Comparisons of two words, or of two paragraphs, beyond which a text is told as a whole."""

_ALIKE = 0.5
"""The part of their words that two paragraphs share, for the difference to be told by words."""

_NEAR = 8
"""How many paragraphs further one that is like another is looked for."""

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t]*\|")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_WORD = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as stretches of text, each with whether it is in both, in the earlier or in the later record."""

    parts: tuple[tuple[What, str], ...]

    @property
    def what(self) -> What | Literal["changed"]:
        """What happened to it as a whole."""
        kinds = {what for what, _ in self.parts}
        return next(iter(kinds)) if len(kinds) == 1 else "changed"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of one record or both: its heading, ``same``, ``changed``, ``added`` or ``removed``, its paragraphs."""

    heading: str
    what: str
    paragraphs: tuple[Paragraph, ...]


def differences(before: Record, after: Record, part: str = "") -> tuple[Section, ...] | None:
    """Return the sections of `after` that differ, in its order, then those of `before` that it lacks.

    With `part`, an anchor in `before`, only that section and those below it count. Sections are matched by their
    headings, those that hold nothing are left out, and the first heading, the title, is no section. None where a text
    is too long.
    """
    if max(len(before.reading.body), len(after.reading.body)) > LONGEST:
        return None
    old, new = _sections(before), _sections(after)
    if part:
        wanted = _below(before, part)
        old = {name: text for name, text in old.items() if name in wanted}
        new = {name: text for name, text in new.items() if name in wanted}
    budget = [_STEPS]
    names = [*new, *(name for name in old if name not in new)]
    found = (_section(name[0], old.get(name), new.get(name), budget) for name in names)
    return tuple(section for section in found if section.paragraphs and section.what != "same")


def unchanged(before: Record, after: Record) -> tuple[str, ...]:
    """Return the headings of the sections that both records have with the same words."""
    old, new = _sections(before), _sections(after)
    return tuple(n[0] for n, text in new.items() if n[0] and text and old.get(n) == text)


def _section(heading: str, old: list[str] | None, new: list[str] | None, budget: list[int]) -> Section:
    what = "added" if not old else "removed" if not new else "same" if old == new else "changed"
    return Section(heading, what, tuple(_paragraphs(old or [], new or [], budget)))


def _sections(record: Record) -> dict[tuple[str, int], list[str]]:
    """Return the paragraphs below each heading; what stands above the first section goes by no name."""
    title = next((h.text for h in record.document.headings if h.level == 1), None)
    found: dict[tuple[str, int], list[str]] = {}
    for (name, index), lines in texts(record).items():
        key = ("", 0) if name == title and not index else (name, index)
        found.setdefault(key, []).extend(_split(lines))
    return found


def _split(lines: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs, items of lists and rows of tables as one line each, and code as it is."""
    held: list[str] = []
    fenced = False
    for line in [*lines, ""]:
        fence = bool(_FENCE.match(line))
        if held and not fenced and (not line.strip() or fence or _ITEM.match(line)):
            yield from _plain(held)
            held = []
        if line.strip() or fenced:
            held.append(line)
        if fence and fenced:
            yield "\n".join(held)
            held = []
        fenced ^= fence
    if held:
        yield "\n".join(held)


def _plain(lines: Sequence[str]) -> Iterator[str]:
    """Yield the words of a paragraph, without marks; an item of a list has a dot, cells have one between them."""
    text = " ".join(" ".join(lines).split())
    words = plain(text)
    if text.startswith("|"):
        words = " · ".join(filter(None, map(str.strip, words.split("|"))))
    if words.strip("·-: "):
        yield f"• {words}" if _ITEM.match(text) and text[0] != "|" else words


def _below(record: Record, anchor: str) -> set[tuple[str, int]]:
    """Return the names of the section at an anchor and of those below it."""
    seen: Counter[str] = Counter()
    found: set[tuple[str, int]] = set()
    level = 0
    for heading in record.document.headings:
        if heading.anchor == anchor:
            level = heading.level
        elif level and heading.level <= level:
            break
        if level:
            found.add((heading.text, seen[heading.text]))
        seen[heading.text] += 1
    return found


def _paragraphs(old: Sequence[str], new: Sequence[str], budget: list[int]) -> Iterator[Paragraph]:
    for tag, start, end, low, high in _steps(old, new, budget):
        if tag == "equal":
            yield from (_whole("same", text) for text in new[low:high])
        else:
            yield from _pairs(old[start:end], new[low:high], budget)


def _pairs(old: Sequence[str], new: Sequence[str], budget: list[int]) -> Iterator[Paragraph]:
    """Yield replaced paragraphs: two that are alike as one, the others one after the other."""
    start = 0
    waiting: list[str] = []
    for text in new:
        near = range(start, min(start + _NEAR, len(old)))
        alike = next((index for index in near if _alike(old[index], text)), None)
        if alike is None:
            waiting.append(text)
            continue
        yield from (_whole("removed", other) for other in old[start:alike])
        yield from (_whole("added", other) for other in waiting)
        yield _words(old[alike], text, budget)
        start, waiting = alike + 1, []
    yield from (_whole("removed", text) for text in old[start:])
    yield from (_whole("added", text) for text in waiting)


def _whole(what: What, text: str) -> Paragraph:
    return Paragraph(((what, text),))


def _words(old: str, new: str, budget: list[int]) -> Paragraph:
    """Return what differs between two paragraphs that are alike, word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    parts: list[tuple[What, str]] = []
    for tag, start, end, low, high in _steps(before, after, budget):
        if tag == "equal":
            parts.append(("same", "".join(after[low:high])))
            continue
        parts += [("removed", "".join(before[start:end]))] if end > start else []
        parts += [("added", "".join(after[low:high]))] if high > low else []
    return Paragraph(tuple(_joined(parts)))


def _joined(parts: Sequence[tuple[What, str]]) -> Iterator[tuple[What, str]]:
    """Yield the parts, those around a mere space between two changes being one."""
    removed = added = ""
    for index, (what, text) in enumerate(parts):
        following = parts[index + 1][0] if index + 1 < len(parts) else "same"
        if what == "same" and not (not text.strip() and (removed or added) and following != "same"):
            yield from _flush(removed, added)
            removed = added = ""
            yield what, text
            continue
        removed += text if what != "added" else ""
        added += text if what != "removed" else ""
    yield from _flush(removed, added)


def _flush(removed: str, added: str) -> Iterator[tuple[What, str]]:
    if removed:
        yield "removed", removed
    if added:
        yield "added", added


def _alike(old: str, new: str) -> bool:
    """Tell whether two paragraphs share enough words to be told as one that changed."""
    before, after = Counter(re.findall(r"\w+", old)), Counter(re.findall(r"\w+", new))
    shared, most = (before & after).total(), max(before.total(), after.total())
    return most > 0 and shared / most >= _ALIKE


def _steps(old: Sequence[str], new: Sequence[str], budget: list[int]) -> list[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes the other, as `SequenceMatcher` tells it; as a whole where that may take long."""
    before, after = Counter(old), Counter(new)
    meetings = sum(count * after[item] for item, count in before.items())
    cost = meetings * min(len(old), len(new)) // 8
    if cost > budget[0]:
        return [("replace", 0, len(old), 0, len(new))]
    budget[0] -= cost
    return list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
