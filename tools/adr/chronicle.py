"""What git knows of a record, as its readers ask for it: who changed it when, and from which status to which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adr.history import Revision
from adr.record import Record, read

UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Turn:
    """One commit of a record.

    Attributes:
        hash: Abbreviated.
        date: ISO date of the author's day.
        author: As git has the name.
        subject: The commit message's first line.
        path: What the file was called after the commit.
        before: The status before, ``unreadable`` where the file was; None where there was none.
        after: The status after.
        complete: Whether the commit before is known; a shallow clone ends somewhere.
    """

    hash: str
    date: str
    author: str
    subject: str
    path: str
    before: str | None
    after: str | None
    complete: bool


def chronicle(record: Record, revisions: Iterable[Revision]) -> tuple[Turn, ...]:
    """Return the commits of a record, in the order given, with the status before and after each."""
    return tuple(
        Turn(
            r.hash,
            r.date[:10],
            r.author,
            r.subject,
            r.path,
            _status(record, r.path, r.before),
            _status(record, r.path, r.after),
            not r.shallow,
        )
        for r in revisions
    )


def uncommitted(record: Record, turns: Iterable[Turn]) -> tuple[str | None, str | None] | None:
    """Return the status before and after a change that no commit has; None where the status is the committed one."""
    told = [turn for turn in turns if turn.after is not None]
    if not told or told[0].after == record.status:
        return None
    return told[0].after, record.status


def _status(record: Record, path: str, text: str | None) -> str | None:
    if not text:
        return None
    entry = read(path, text, record.kind, record.dialect)
    return entry.status if isinstance(entry, Record) else UNREADABLE
