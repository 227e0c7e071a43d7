"""Steps of fixes that change text: words, links, headings and sections. What they do not own keeps every byte."""

from __future__ import annotations

from itertools import pairwise

from adr.draft import Draft
from adr.edit import Edit, apply
from adr.finding import CannotRunError, Step
from adr.fixing.head import replaced
from adr.frontmatter import split
from adr.links import retarget
from adr.markdown import Document, Heading
from adr.record import Record

Spot = tuple[int, int]
"""A place in a body, in bytes, and the level of the heading around it."""


def word(draft: Draft, record: Record, step: Step) -> None:
    """Replace a word of the text that is known by its place."""
    if step.at[0] < record.reading.body_line:
        raise CannotRunError(f"{record.path} does not say `{step.old}` there")
    draft.texts[record.path] = replaced(_text(draft, record), step)


def link(draft: Draft, record: Record, step: Step) -> None:
    """Lead the link at a place elsewhere."""
    document = record.document
    found = [at for at in document.links if at.target == step.old and _at(record, at.start) == step.at]
    edits, _ = retarget(document, lambda target: step.new if target == step.old else None)
    if found and found[0].inline:
        begin, end = document.index(found[0].start), document.index(found[0].end)
        edits = [edit for edit in edits if begin <= edit.start < end]
    if not found or not edits:
        raise CannotRunError(f"{record.path}: the link to `{step.old}` is not safe to edit; do it by hand")
    _set(draft, record, edits)


def heading(draft: Draft, record: Record, step: Step) -> None:
    """Replace the heading at a place, one that starts with ``#``."""
    document = record.document
    found = next((h for h in document.headings if _at(record, h.start) == step.at), None)
    start = document.index(found.start) if found else 0
    if found is None or not document.text.startswith("#", start):
        raise CannotRunError(f"{record.path}: this heading is not safe to edit; do it by hand")
    _set(draft, record, [Edit(start, _line_end(document.text, start), step.new)])


def section(draft: Draft, record: Record, step: Step) -> None:
    """Add the section called ``new``, with what the kind's template has below its heading, in its place."""
    wanted = next(s for s in record.kind.sections if s.title == step.new)
    at = _place_of(record, step.new, wanted.level)
    eol = "\r\n" if "\r\n" in record.text else "\n"
    text = f"{'#' * wanted.level} {step.new}\n\n"
    if held := _template(record, step.new):
        text += f"{held}\n\n"
    start = record.document.index(at)
    _set(draft, record, [Edit(start, start, _joined(record.document.text, start, text, eol))])


def order(draft: Draft, record: Record, step: Step) -> None:
    """Move the section called ``new``, with all below it, to where the kind has it."""
    document = record.document
    own = next(s for s in record.kind.sections if s.title == step.new)
    found = _heading(document, own.title, own.level)
    if found is None:
        raise CannotRunError(f"{record.path} has no section `{step.new}`")
    end = _until(document, found.start, found.level)
    at = _place_of(record, step.new, own.level)
    if found.start <= at <= end:
        raise CannotRunError(f"{record.path}: section `{step.new}` holds others that stand before it; move it by hand")
    first, last, goal = (document.index(offset) for offset in (found.start, end, at))
    moved = document.text[first:last]
    eol = "\r\n" if "\r\n" in record.text else "\n"
    text = _joined(document.text, goal, moved.replace("\r\n", "\n").rstrip("\n") + "\n\n", eol)
    rest = Edit(first, last, "")
    if last == len(document.text):
        rest = Edit(len(document.text[:first].rstrip()), last, eol)
    _set(draft, record, [rest, Edit(goal, goal, text)])


def top(draft: Draft, record: Record, step: Step) -> None:
    """Replace what the file starts with."""
    draft.texts[step.path] = start(_text(draft, record), step)


def start(text: str, step: Step) -> str:
    """Return a text that starts with ``new`` in place of ``old``."""
    if not text.startswith(step.old):
        raise CannotRunError(f"{step.path} does not start so")
    return step.new + text[len(step.old) :]


def _place_of(record: Record, title: str, level: int) -> int:
    """Return where a section belongs: below the last of those before it that are there, else above the next."""
    document = record.document
    wanted = [s for s in record.kind.sections if s.title == title or s.condition.holds(record.fields)]
    place = next(number for number, s in enumerate(wanted) if s.title == title)
    before = [h for s in wanted[:place] if (h := _heading(document, s.title, s.level))]
    if before:
        last = max(before, key=lambda h: h.start)
        return _until(document, last.start, min(level, last.level))
    after = [h.start for s in wanted[place + 1 :] if (h := _heading(document, s.title, s.level))]
    return min(after) if after else len(document.text.encode())


def _heading(document: Document, title: str, level: int) -> Heading | None:
    return next((h for h in document.headings if h.text.casefold() == title.casefold() and h.level == level), None)


def _until(document: Document, start_: int, level: int) -> int:
    """Return where the next heading of a level, or of one above it, starts after a place; else the end."""
    found = (h.start for h in document.headings if h.start > start_ and h.level <= level)
    return next(found, len(document.text.encode()))


def _joined(body: str, at: int, text: str, eol: str) -> str:
    """Return text, which ends with a blank line, as it is put into a body: with a blank line above it too."""
    above = body[:at].replace("\r\n", "\n")
    gap = "" if not above.strip() or above.endswith("\n\n") else "\n" if above.endswith("\n") else "\n\n"
    if not body[at:].strip():
        text = text.rstrip("\n") + "\n"
    return f"{gap}{text}".replace("\n", eol)


def _template(record: Record, title: str) -> str:
    """Return what the kind's template has below a heading, up to the next one, without variables."""
    parts = split(record.kind.template)
    document = Document(parts.body if parts else record.kind.template)
    marks = [*(h.start for h in document.headings), len(document.text.encode())]
    for held, (_, end) in zip(document.headings, pairwise(marks), strict=True):
        if held.text.casefold() == title.casefold():
            text = document.text.encode()[held.end : end].decode().strip()
            return "" if "{{" in text else text
    return ""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[at:end].endswith("\r") else end


def _at(record: Record, offset: int) -> tuple[int, int]:
    place = record.in_body(offset)
    return place.line, place.column


def _set(draft: Draft, record: Record, edits: list[Edit]) -> None:
    """Make edits of the body."""
    text = _text(draft, record)
    offset = len(text) - len(record.reading.body)
    if text[offset:] != record.reading.body:
        raise CannotRunError(f"{record.path} is not safe to edit here; do it by hand")
    draft.texts[record.path] = apply(text, [Edit(e.start + offset, e.end + offset, e.new) for e in edits])


def _text(draft: Draft, record: Record) -> str:
    return draft.texts.get(record.path, record.text)
