"""Which records a reader wants: by kind, status, tag, owner and date. Shared by every command that lists."""

from __future__ import annotations

from dataclasses import dataclass

from adr.record import Entry, Record


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asked for; None leaves a field open.

    Attributes:
        kind: Name of a kind.
        status: As written in the record.
        tag: One of the record's tags.
        owner: The owner's handle.
        since: ISO date on or after which the record took its status.
        until: ISO date on or before which it did.
    """

    kind: str | None = None
    status: str | None = None
    tag: str | None = None
    owner: str | None = None
    since: str | None = None
    until: str | None = None

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry is wanted; of an unreadable file, only the kind is known."""
        if self.kind not in (None, entry.kind.name):
            return False
        if not isinstance(entry, Record):
            return all(value is None for value in (self.status, self.tag, self.owner, self.since, self.until))
        return (
            self.status in (None, entry.status)
            and (self.tag is None or self.tag in entry.tags)
            and self.owner in (None, entry.owner)
            and (self.since is None or (entry.date is not None and entry.date >= self.since))
            and (self.until is None or (entry.date is not None and entry.date <= self.until))
        )
