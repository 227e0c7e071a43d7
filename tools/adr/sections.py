"""Which of a kind's sections a body lacks, repeats, leaves empty or puts in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adr.finding import Fix, Step, did_you_mean, nearest
from adr.record import Record

if TYPE_CHECKING:
    from adr.markdown import Section


@dataclass(frozen=True, slots=True)
class SectionFault:
    """One fault; `start` is a byte offset of the body, None for the whole of it."""

    start: int | None
    message: str
    help: str
    fix: Fix | None = None


def section_faults(record: Record, rule: str) -> Iterator[SectionFault]:
    """Yield the faults in those sections of `record` that `rule` answers for."""
    wanted = [s for s in record.kind.sections if s.need != "forbidden" and s.applies(record.fields)]
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
            if section.need == "required":
                yield _absent(record, section.title, section.level, marks)
            continue
        if start < ahead:
            order = ", ".join(s.title for s in wanted)
            yield SectionFault(
                start,
                f"section `{section.title}` is out of order",
                f"the order is: {order}",
                _moved(record, section.title),
            )
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
            same.start,
            f"section `{title}` has level {same.level}",
            f"its level is {level}: `{marks} {title}`",
            _headed(record, same.start, f"{marks} {same.text}", title),
        )
    near = nearest(title, headings)
    if near is not None and near not in {s.title for s in record.kind.sections}:
        return SectionFault(
            headings[near].start,
            f"section `{title}` is missing",
            f"is it `{near}`? write `{marks} {title}`",
            _headed(record, headings[near].start, f"{marks} {title}", title),
        )
    fix = Fix(f"Add a section `{title}`", (Step("section", record.path, new=title),))
    help_ = f"add a heading `{marks} {title}` with text below it"
    return SectionFault(None, f"section `{title}` is missing", help_, fix)


def _headed(record: Record, start: int, new: str, title: str) -> Fix:
    place = record.in_body(start)
    step = Step("heading", record.path, new=new, at=(place.line, place.column))
    return Fix(f"Make the heading that of section `{title}`: `{new}`", (step,))


def _moved(record: Record, title: str) -> Fix:
    return Fix(f"Move section `{title}` to its place", (Step("order", record.path, new=title),))


def surplus(record: Record) -> Iterator[SectionFault]:
    """Yield the sections of `record` that its kind forbids, and those that it does not list where it lists all."""
    kind = record.kind
    forbidden = [s for s in kind.sections if s.need == "forbidden" and s.applies(record.fields)]
    listed = [s for s in kind.sections if s.need != "forbidden" and s.condition.holds(record.fields)]
    closed = kind.raw.get("x-other-sections", True) is False and record.status in kind.statuses
    top = min((s.level for s in listed), default=2)
    for heading in record.document.headings if forbidden or closed else ():
        name = heading.text.casefold()
        if any(name == s.title.casefold() and heading.level == s.level for s in forbidden):
            yield SectionFault(heading.start, f"section `{heading.text}` must not be here", "remove it, or rename it")
        elif closed and heading.level == top and name not in {s.title.casefold() for s in listed if s.level == top}:
            help_ = did_you_mean(heading.text, [s.title for s in listed if s.level == top])
            yield SectionFault(heading.start, f"`{heading.text}` is none of the sections of {_a(kind.name)}", help_)


def _a(name: str) -> str:
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"
