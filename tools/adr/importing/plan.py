"""Which id and which path each imported record gets, and where links lead then."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from adr.commonmark import slug
from adr.dialect import number_of, stem
from adr.edit import Edit
from adr.finding import CannotRunError
from adr.kind import Kind
from adr.links import cut, is_relative
from adr.naming import file_slug
from adr.numbering import TITLE_NUMBER
from adr.record import Record

Moved = Callable[[str], str | None]
"""From a path as links lead to it to where it will be; None where it will be nowhere."""

_NUMBER = re.compile(r"[A-Za-z]+-(\d{1,4})$")
_LEADING = re.compile(r"(?:[A-Za-z]{2,6}[-_]?)?(?:\d{4}-\d{2}(?:-\d{2})?|\d+)(?:[-_. ]+|$)|[A-Za-z]{3}-\d{4}-?")
_LAST = 9999


@dataclass(frozen=True, slots=True)
class Step:
    """One record: as it is, its id and path as they will be, whether it is there already, and where it came from."""

    record: Record
    id: str
    path: str
    there: bool
    origin: str


@dataclass
class Plan:
    """All steps, and what they come to: texts by new path, fields without a place, and lines on what is doubtful.

    `inside` says that the records are of this project, so that an id of none of them may be that of another record
    here; `renames` are ids that texts are not to name any more, and what they say instead.
    """

    steps: tuple[Step, ...]
    inside: bool = True
    renames: Mapping[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unplaced: list[tuple[str, str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def moves(self) -> Mapping[str, str]:
        """Where each record will be, by its path."""
        return {step.record.path: step.path for step in self.steps}

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id that each record will have, by its path."""
        return {step.record.path: step.id for step in self.steps}

    @cached_property
    def anchors(self) -> Mapping[str, Mapping[str, str]]:
        """What becomes of the anchor of a heading that loses a number, by the record's path."""
        found = {}
        for step in self.steps:
            if not step.there and heading_edit(step):
                heading = next(h for h in step.record.document.headings if h.level == 1)
                number = TITLE_NUMBER.match(heading.text)
                found[step.record.path] = {heading.anchor: slug(heading.text[number.end() if number else 0 :])}
        return found


def new_ids(records: Sequence[Record], kind: Kind, taken: Iterable[str], ever: Iterable[str] = ()) -> dict[str, str]:
    """Return an id for each record by its path: its own, its number's, else the next free one in order of dates.

    `taken` are ids of other records; above those that `ever` were given, the free ones start. Raises CannotRunError
    where there are no more.
    """
    used, found = set(taken), dict[str, str]()

    def give(record: Record, id_: str) -> None:
        if record.path not in found and id_ not in used:
            found[record.path] = id_
            used.add(id_)

    for record in records:
        if re.fullmatch(rf"{kind.prefix}-\d{{4}}", record.id):
            give(record, record.id)
    for record in records:
        number = _NUMBER.match(record.id)
        if number and number_of(record.path) in (None, int(number[1])):
            give(record, f"{kind.prefix}-{int(number[1]):04d}")
    last = max((int(id_[4:]) for id_ in used.union(ever) if re.fullmatch(rf"{kind.prefix}-\d{{4}}", id_)), default=0)
    for record in sorted(records, key=lambda r: (r.date or "9999", r.path)):
        if record.path not in found:
            last += 1
            if last > _LAST:
                raise CannotRunError(f"all four digits of {kind.prefix} are used up; nothing was written")
            give(record, f"{kind.prefix}-{last:04d}")
    return found


def new_path(record: Record, id_: str, source: str, folder: str) -> str:
    """Return where a record below the folder `source` goes below `folder`, named after its id and its old name."""
    below = posixpath.relpath(posixpath.dirname(record.path) or ".", source or ".")
    old = _LEADING.sub("", stem(record.path), count=1)
    words = old if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", old) else file_slug(old) or file_slug(record.title)
    return posixpath.normpath(posixpath.join(folder, below, "-".join(filter(None, (id_, words))) + ".md"))


def heading_edit(step: Step) -> Edit | None:
    """Return the edit that takes the number from the first heading where it is not that of the new id."""
    document = step.record.document
    heading = next((h for h in document.headings if h.level == 1), None)
    match = TITLE_NUMBER.match(heading.text) if heading else None
    if heading is None or match is None or int(match[1]) == int(step.id[4:]):
        return None
    if int(match[1]) != number_of(step.record.path) and not re.search(r"[.:)]\s*$", match[0]):
        return None
    start = document.index(heading.start)
    at = document.text.find(match[0], start, document.index(heading.end))
    return Edit(at, at + len(match[0]), "") if at >= 0 else None


def new_target(target: str, old: str, new: str, plan: Plan, moved: Moved) -> str | None:
    """Return a link's destination in the file that was at `old` and will be at `new`; None where it stays as it is."""
    written, rest = cut(target)
    rooted = written.startswith("/") and not written.startswith("//")
    if not rooted and not is_relative(target):
        fragment = _fragment(rest, plan.anchors.get(old, {})) if target.startswith("#") else rest
        return fragment if fragment != rest else None
    plain = unquote(written)
    was = posixpath.normpath(posixpath.join("" if rooted else posixpath.dirname(old), plain.lstrip("/")))
    to = plan.moves.get(was) or moved(was)
    if to is None:
        return None
    rest = _fragment(rest, plan.anchors.get(was, {}))
    here = "" if rooted else posixpath.dirname(new)
    if posixpath.normpath(posixpath.join(here, plain.lstrip("/") if rooted else plain)) == to:
        return written + rest if written + rest != target else None
    back = quote(to if rooted else posixpath.relpath(to, here or "."))
    start = "/" if rooted else "./" if written.startswith("./") and not back.startswith(".") else ""
    return start + back + ("/" if written.endswith("/") else "") + rest


def _fragment(rest: str, anchors: Mapping[str, str]) -> str:
    before, mark, fragment = rest.partition("#")
    return before + mark + anchors.get(unquote(fragment), fragment)
