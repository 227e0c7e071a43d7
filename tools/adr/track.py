"""What became of a decision or playbook since it was taken: where it is used, what went wrong since, who looked at it.

All of it is counted from records that say so themselves; there are no rates, and no figure without the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adr.graph import Graph
from adr.record import Record, is_date

TRACKED = ("decision", "playbook")
"""The kinds of which there is something to tell."""

_USES = ("contributes-to",)
"""Relations by which a record says itself that an engagement uses it."""

_TOUCHES = "affects"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """When a record was last looked at: ISO day, ``exercised`` or ``reviewed``, and the record that says so."""

    on: str
    how: str
    by: Record


@dataclass(frozen=True, slots=True)
class Track:
    """What became of a record.

    Attributes:
        engagements: Those that name it, by path; None where no kind of that name exists.
        learnings: What failed or was learned since its day and names it or touches what it touches, by path.
        confirmed: The last time that it was looked at; None where nobody says.
    """

    engagements: tuple[Record, ...] | None
    learnings: tuple[Record, ...]
    confirmed: Confirmed | None

    @property
    def incidents(self) -> tuple[Record, ...]:
        """Those of the learnings that were incidents."""
        return tuple(r for r in self.learnings if r.fields.get("type") == "incident")


def track(graph: Graph, record: Record, as_of: str) -> Track | None:
    """Return what became of a record by the ISO day `as_of`; None for a kind that has no track record.

    A record that never came into force has none either.
    """
    if record.kind.name not in TRACKED or not record.kind.came_into_force(record.status):
        return None
    used = _sorted(_engagements(graph, record)) if "engagement" in graph.kinds else None
    since = record.date if is_date(record.date) else ""
    learnings = [r for r in _learnings(graph, record) if since and since < _day(r) <= (as_of or "9999")]
    return Track(used, _sorted(iter(learnings)), _confirmed(graph, record, as_of))


def _engagements(graph: Graph, record: Record) -> Iterator[Record]:
    for edge in graph.incoming.get(record.id, ()):
        if edge.source.kind.name == "engagement":
            yield edge.source
    for edge in graph.outgoing.get(record.path, ()):
        target = graph.get(edge.target) if edge.name in _USES else None
        if target and target.kind.name == "engagement":
            yield target


def _learnings(graph: Graph, record: Record) -> Iterator[Record]:
    """Yield the learnings that name a record, and those that touch what it touches; those withdrawn are none."""
    touched = [edge.target for edge in graph.outgoing.get(record.path, ()) if edge.name == _TOUCHES]
    edges = [*graph.incoming.get(record.id, ())]
    for target in touched:
        edges += [edge for edge in graph.incoming.get(target, ()) if edge.name == _TOUCHES]
    for edge in edges:
        if edge.source.kind.name == "learning" and edge.source.phase not in ("retired", "unknown"):
            yield edge.source


def _confirmed(graph: Graph, record: Record, as_of: str) -> Confirmed | None:
    """Return the last walk through a playbook, or the last review of it that is in force."""
    found = []
    exercised = record.fields.get("last-exercised")
    if is_date(exercised):
        found.append(Confirmed(str(exercised), "exercised", record))
    edges = graph.incoming.get(record.id, ())
    reviews = [edge.source for edge in edges if edge.name == "reviews" and edge.source.phase == "in-force"]
    found += [Confirmed(str(review.date), "reviewed", review) for review in reviews if is_date(review.date)]
    found = [one for one in found if one.on <= (as_of or "9999")]
    return max(found, key=lambda one: (one.on, one.by.path), default=None)


def _day(learning: Record) -> str:
    """Return the day of what a learning tells: when it began, else the record's own; empty where neither is one."""
    began = str(learning.fields.get("occurred-at", ""))[:10]
    if is_date(began):
        return began
    return learning.date or "" if is_date(learning.date) else ""


def _sorted(records: Iterator[Record]) -> tuple[Record, ...]:
    return tuple(sorted({record.path: record for record in records}.values(), key=lambda record: record.path))
