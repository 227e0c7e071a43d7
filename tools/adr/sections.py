"""Which of a kind's sections a body lacks, repeats, leaves empty or puts in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adr.finding import nearest
from adr.record import Record

if TYPE_CHECKING:
    from adr.markdown import Section


@dataclass(frozen=True, slots=True)
class SectionFault:
    """One fault; `start` is a byte offset of the body, None for the whole of it."""

    start: int | None
    message: str
    help: str


def section_faults(record: Record, rule: str) -> Iterator[SectionFault]:
    """Yield the faults in those sections of `record` that `rule` answers for."""
    wanted = [s for s in record.kind.sections if s.condition.holds(record.fields)]
    present: dict[tuple[int, str], list[Section]] = {}
    for there in record.document.sections:
        present.setdefault((there.heading.level, there.heading.text.casefold()), []).append(there)
    last = -1
    for section in wanted:
        found = present.get((section.level, section.title.casefold()), [])
        if found:
            start, ahead = found[0].heading.start, last
            last = max(last, start)
        if section.rule != rule:
            continue
        marks = "#" * section.level
        if not found:
            yield _absent(record, section.title, section.level, marks)
            continue
        if start < ahead:
            order = ", ".join(s.title for s in wanted)
            yield SectionFault(start, f"section `{section.title}` is out of order", f"the order is: {order}")
        if not found[0].filled:
            yield SectionFault(
                start, f"section `{section.title}` is empty", "write it, or say why there is nothing to say"
            )
        for other in found[1:]:
            yield SectionFault(other.heading.start, f"section `{section.title}` stands twice", "merge the two")


def _absent(record: Record, title: str, level: int, marks: str) -> SectionFault:
    headings = {h.text: h for h in record.document.headings if h.level > 1}
    same = next((h for h in headings.values() if h.text.casefold() == title.casefold()), None)
    if same is not None:
        return SectionFault(
            same.start, f"section `{title}` has level {same.level}", f"its level is {level}: `{marks} {title}`"
        )
    near = nearest(title, headings)
    if near is not None and near not in {s.title for s in record.kind.sections}:
        return SectionFault(
            headings[near].start, f"section `{title}` is missing", f"is it `{near}`? write `{marks} {title}`"
        )
    return SectionFault(None, f"section `{title}` is missing", f"add a heading `{marks} {title}` with text below it")
