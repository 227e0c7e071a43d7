"""What somebody has to do by a day: reviews, open actions of learnings, exercises of playbooks, and ends of waivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import isodate

from adr.finding import Location
from adr.graph import Graph
from adr.record import Record, is_date, items
from adr.waiver import Waiver


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something to do.

    Attributes:
        by: ISO date.
        id: The record's id.
        what: ``review``, ``action``, ``exercise`` or ``waiver``.
        title: What it is about: the record's title, or the action's; of a waiver the rule and the reason.
        owner: Handle of who does it; empty where nobody is named.
        action: The action's id; empty for the rest.
        record: The record itself.
        keys: Where the date stands in the record's front matter; for an exercise, that of the last one.
        priority: The action's, as written; empty for the rest.
        waiver: The waiver that ends; None for the rest.
    """

    by: str
    id: str
    what: str
    title: str
    owner: str
    action: str
    record: Record = field(compare=False)
    keys: tuple[str | int, ...] = field(compare=False)
    priority: str = field(default="", compare=False)
    waiver: Waiver | None = field(default=None, compare=False)

    @property
    def place(self) -> Location:
        """Where the date stands; for an exercise that of the last one."""
        return self.record.locate(self.keys) if self.keys or self.waiver is None else self.waiver.place


def duration(text: str) -> timedelta | isodate.Duration:
    """Parse an ISO 8601 duration; raises ValueError.

    isodate does it, because months and years have no fixed length and a date must not move past the end of a month:
    2026-08-31 and six months are 2027-02-28. It is pure Python, needs nothing else, and keeps to the standard's
    section 5.5.2, alternative and decimal forms included.
    """
    found: timedelta | isodate.Duration = isodate.parse_duration(text)
    return found


def due(graph: Graph, until: date | None = None, owner: str | None = None) -> tuple[Due, ...]:
    """Return what is due by the day `until`, or at all, for `owner` or for everybody, the earliest first.

    A date that is none is left to the rules; it is not due.
    """
    last = until.isoformat() if until else "9999-12-31"
    found = (item for record in graph.records for item in due_of(record))
    return tuple(sorted(item for item in found if item.by <= last and owner in (None, item.owner)))


def due_of(record: Record) -> Iterator[Due]:
    """Yield what a record asks somebody to do by a day."""
    if record.phase == "in-force":
        if by := _day(record.fields.get("review-by")):
            yield _due(record, by, "review", "review-by")
        if by := _next_exercise(record):
            yield _due(record, by, "exercise", "last-exercised")
    if record.phase == "retired":
        return
    for waiver in record.waivers:
        if waiver.expires and not waiver.problems:
            keys = (*waiver.keys, "expires") if waiver.keys else ()
            title = f"{waiver.rule}: {waiver.reason}"
            yield Due(waiver.expires, record.id, "waiver", title, record.owner or "", "", record, keys, waiver=waiver)
    for index, action in enumerate(items(record.fields.get("actions"))):
        if isinstance(action, dict) and action.get("status") == "open" and (by := _day(action.get("due"))):
            title, owner = str(action.get("title") or record.title), str(action.get("owner") or "")
            keys = ("actions", index, "due")
            name, priority = (str(action.get(key) or "") for key in ("id", "priority"))
            yield Due(by.isoformat(), record.id, "action", title, owner, name, record, keys, priority)


def _due(record: Record, by: date, what: str, key: str) -> Due:
    return Due(by.isoformat(), record.id, what, record.title, record.owner or "", "", record, (key,))


def _next_exercise(record: Record) -> date | None:
    """Return the day by which a playbook is to be walked through again."""
    last, interval = _day(record.fields.get("last-exercised")), record.fields.get("exercise-interval")
    if last is None or not isinstance(interval, str):
        return None
    try:
        following = last + duration(interval)
    except (ValueError, OverflowError):
        return None
    return date(following.year, following.month, following.day)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if is_date(value) else None
