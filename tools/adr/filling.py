"""A new record's text to the record that was asked for: its tags, fields, status and relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from adr.draft import Draft
from adr.fields import refuse_fault, set_field
from adr.finding import CannotRunError, did_you_mean
from adr.graph import find_record
from adr.lifecycle import SUPERSEDES, link, missing_fields, supersede
from adr.record import Record


@dataclass(frozen=True, slots=True)
class Request:
    """What a new record is to hold besides what its template has; links are ``RELATION:ID``."""

    status: str | None = None
    supersedes: Sequence[str] = ()
    links: Sequence[str] = ()
    tags: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


def fill_in(draft: Draft, record: Record, request: Request, today: date) -> None:
    """Fill a new record in, whose text is in the draft. Raises CannotRunError where a part of it cannot be."""
    for name, value in request.fields.items():
        set_field(draft, record, name, value)
    for tag in request.tags:
        draft.add(record, ["tags"], tag)
    if request.status:
        kind = record.kind
        if request.status not in kind.statuses:
            raise CannotRunError(
                f"`{request.status}` is no status of a {kind.name}; {did_you_mean(request.status, kind.statuses)}"
            )
        draft.set(record, "status", request.status)
        missing = missing_fields(draft.record(record))
        if missing:
            options = " ".join(f"--field {name}=…" for name in missing)
            raise CannotRunError(f"a {kind.name} that is {request.status} needs {', '.join(missing)}: add {options}")
    for link_ in request.links:
        _connect(draft, record, link_, today)
    for old in request.supersedes:
        id_, _, part = old.partition("#")
        supersede(draft, [find_record(draft.graph, id_)], draft.record(record), today, part)
    for name in ("owner", "tags", "title"):
        refuse_fault(draft.record(record), name, str(draft.record(record).fields.get(name)))


def _connect(draft: Draft, record: Record, link_: str, today: date) -> None:
    """Store a relation given as ``RELATION:ID``."""
    name, _, target = link_.partition(":")
    if not target:
        raise CannotRunError(f"`{link_}` is no link; write RELATION:ID, such as `learned-from:LRN-0003`")
    other = find_record(draft.graph, target)
    if name == "superseded-by":
        supersede(draft, [draft.record(record)], other, today)
    elif name == SUPERSEDES:
        supersede(draft, [other], draft.record(record), today)
    else:
        link(draft, draft.record(record), name, other)
