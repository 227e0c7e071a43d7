"""What became of the options that decisions weighed, by option."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from adr.options import considered_options, names
from adr.record import Record

CHOSEN = "chosen"
REJECTED = "rejected"
OPEN = "still open"
DROPPED = "not adopted"
UNSAID = "outcome unclear"

_QUOTED = re.compile(r"[Cc]hosen option:?\s*[\"“]([^\"”\n]{1,300})[\"”]")
_EDGE = " \t*_`\"'“”.,:;"


@dataclass(frozen=True, slots=True)
class Fate:
    """What one decision did with an option. `anchor` is the heading below which it weighs it."""

    record: Record
    fate: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Option:
    """An option as most decisions write it, and its fates, the latest first."""

    name: str
    fates: tuple[Fate, ...]


def fates(records: Iterable[Record]) -> tuple[Option, ...]:
    """Return every option that a decision weighed, by name; what differs in case and emphasis only is one."""
    spelt: dict[str, Counter[str]] = {}
    found: dict[str, list[Fate]] = {}
    for record in records:
        for name, fate in _of(record):
            key = normal(name)
            if key:
                spelt.setdefault(key, Counter())[name] += 1
                found.setdefault(key, []).append(fate)
    return tuple(
        Option(
            min(spelt[key].items(), key=lambda pair: (-pair[1], pair[0]))[0],
            tuple(sorted(found[key], key=lambda fate: (fate.record.date or "", fate.record.id), reverse=True)),
        )
        for key in sorted(found)
    )


def normal(name: str) -> str:
    """Return what two spellings of one option have in common."""
    return " ".join(name.strip(_EDGE).casefold().split()).strip(_EDGE)


def _of(record: Record) -> Iterator[tuple[str, Fate]]:
    options = dict.fromkeys(considered_options(record))
    if not options:
        return
    anchor = next(h.anchor for h in record.document.headings if h.text.casefold() == "considered options")
    chosen = _chosen(record, tuple(options)) if record.kind.came_into_force(record.status) else ""
    seen = set()
    for option in options:
        if normal(option) not in seen:
            seen.add(normal(option))
            yield option.strip(_EDGE), Fate(record, _fate(record, option, chosen), anchor)


def _fate(record: Record, option: str, chosen: str) -> str:
    if not record.kind.came_into_force(record.status):
        return DROPPED if record.phase == "retired" else OPEN
    if not chosen:
        return UNSAID
    return CHOSEN if option == chosen else REJECTED


def _chosen(record: Record, options: tuple[str, ...]) -> str:
    """Return the option that the outcome quotes as chosen, else the only one that it names; empty for none."""
    text = re.split(r"^#{3,} ", record.document.section("Decision Outcome"), maxsplit=1, flags=re.MULTILINE)[0]
    if quoted := _QUOTED.search(text):
        stated = normal(quoted[1])
        same = [option for option in options if normal(option) == stated]
        same = same or [option for option in options if names(quoted[1], option)]
        return same[0] if len(same) == 1 else ""
    named = [option for option in options if names(text, option)]
    return named[0] if len(named) == 1 else ""
