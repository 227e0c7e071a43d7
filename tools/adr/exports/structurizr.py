"""Structurizr: a workspace whose documentation holds the decisions, their text as Markdown and their links.

Source of the format: https://github.com/structurizr/json and, for links, https://github.com/structurizr/java
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from adr.export import Exported, Format, Request, relations, relinked, unplaced
from adr.links import cut
from adr.record import Record, is_date

_STATUSES = ("proposed", "accepted", "superseded", "deprecated", "rejected")
_PHASES = {"draft": "Proposed", "open": "Proposed", "in-force": "Accepted", "retired": "Deprecated"}
_PLACED = ("id", "title", "status", "date", "relations")


def _write(request: Request) -> Exported:
    lost = unplaced(request.records, _PLACED)
    notes = request.renumbered()
    renamed: Counter[tuple[str, str]] = Counter()
    decisions = [_decision(request, record, lost, notes, renamed) for record in request.records]
    notes += [
        f"the status `{status}` is written as `{name}` in {count} record{'' if count == 1 else 's'}"
        for (status, name), count in renamed.items()
    ]
    document = {"name": request.name, "documentation": {"decisions": decisions}}
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return Exported({"": text}, dict(lost), tuple(notes))


def _decision(
    request: Request, record: Record, lost: Counter[str], notes: list[str], renamed: Counter[tuple[str, str]]
) -> dict[str, Any]:
    content, missed = relinked(record, lambda target: _address(request, record, target))
    notes += missed
    found: dict[str, Any] = {"id": str(request.numbers[record.path]), "title": record.title}
    if is_date(record.date):
        found["date"] = f"{record.date}T00:00:00Z"
    elif record.date:
        lost["date"] += 1
    name = _status(record)
    if name:
        found["status"] = name
        if record.status and name.lower() != record.status:
            renamed[record.status, name] += 1
    elif record.status:
        lost["status"] += 1
    return {**found, "content": content, "format": "Markdown", "links": _links(request, record, lost)}


def _status(record: Record) -> str:
    """Return the status as the format calls it; empty where it has no word for it."""
    status = record.status or ""
    return status.capitalize() if status in _STATUSES else _PHASES.get(record.phase, "")


def _links(request: Request, record: Record, lost: Counter[str]) -> list[dict[str, str]]:
    """Return a record's relations to exported records, either way."""
    found = []
    for name, id_, part in relations(request.graph, record):
        other = request.graph.known_as(id_)
        if other is None or other.path not in request.numbers:
            lost[f"relations: {name}"] += 1
        elif other is not record:
            words = name.replace("-", " ") + (f" (its part {part})" if part else "")
            found.append({"id": str(request.numbers[other.path]), "description": words})
    return found


def _address(request: Request, record: Record, target: str) -> str | None:
    """Return the address of an exported record within the workspace, which is its number."""
    address = request.address(record, target)
    other = request.by_name.get(cut(address)[0]) if address else None
    return f"#{request.numbers[other.path]}" if other else None


EXPORT = Format(_write, series=True)
