"""What git knows of a record, as its readers ask for it: who changed it when, and from which status to which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adr.history import Revision
from adr.record import Entry, Record, read
from adr.wording import NONE

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


def chronicle(entry: Entry, revisions: Iterable[Revision]) -> tuple[Turn, ...]:
    """Return the commits of a record, in the order given, with the status before and after each."""
    return tuple(
        Turn(
            r.hash,
            r.date[:10],
            r.author,
            r.subject,
            r.path,
            status_in(entry, r.path, r.before),
            status_in(entry, r.path, r.after),
            not r.shallow,
        )
        for r in revisions
    )


def uncommitted(entry: Entry, turns: Iterable[Turn]) -> tuple[str | None, str | None] | None:
    """Return the status before and after a change that no commit has; None where the status is the committed one."""
    told = [turn for turn in turns if turn.after is not None]
    now = entry.status if isinstance(entry, Record) else UNREADABLE
    return None if not told or told[0].after == now else (told[0].after, now)


def status_in(entry: Entry, path: str, text: str | None) -> str | None:
    """Return the status that a record had when its file held `text`; None where there was none."""
    if not text:
        return None
    conventions = entry.conventions if isinstance(entry, Record) else NONE
    then = read(path, text, entry.kind, entry.dialect, conventions)
    return then.status if isinstance(then, Record) else UNREADABLE
