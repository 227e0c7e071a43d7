"""Backstage: a catalogue entity of kind Component for each record, with its owner, its lifecycle and its relations.

Source of the format: https://backstage.io/docs/features/software-catalog/descriptor-format
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from adr.compose import yaml
from adr.export import Exported, Format, Request, unplaced
from adr.record import Record, items

_NAME = re.compile(r"([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$")
_TAG = re.compile(r"(?=.{1,63}$)[a-z0-9:+#]+(-[a-z0-9:+#]+)*$")
_LIFECYCLES = {"draft": "experimental", "open": "experimental", "in-force": "production", "retired": "deprecated"}
_PLACED = ("id", "title", "status", "date", "owner", "review-by", "tags", "links", "relations")


def _write(request: Request) -> Exported:
    owned = [record for record in request.records if record.owner]
    notes = [f"{r.path} left out: an entity needs an owner" for r in request.records if not r.owner]
    lost = unplaced(owned, _PLACED)
    names = _names(owned)
    entities = [yaml(_entity(request, record, names, lost)) for record in owned]
    return Exported({"": "---\n".join(entities)}, {name: n for name, n in lost.items() if n}, tuple(notes), len(notes))


def _names(records: list[Record]) -> dict[str, str]:
    """Return a name for each record by its path: its id in lower case, with a number behind it where that is taken."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for record in records:
        base = re.sub(r"[^a-z0-9_.]+", "-", record.id.lower()).strip("-_.")[:50] or "record"
        name, number = base.rstrip("-_."), 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        found[record.path] = name
    return found


def _entity(request: Request, record: Record, names: dict[str, str], lost: Counter[str]) -> dict[str, Any]:
    stated = {"id": record.id, "status": record.status, "date": record.date, "path": record.path}
    stated["review-by"] = record.fields.get("review-by")
    annotations = {f"adr/{name}": str(value) for name, value in stated.items() if value}
    depends: list[str] = []
    for edge in request.graph.outgoing.get(record.path, ()):
        other = request.graph.known_as(edge.target)
        if edge.name == "depends-on" and other and other.path in names:
            depends.append(f"component:default/{names[other.path]}")
        elif _NAME.match(edge.name):
            key = f"adr/{edge.name}"
            annotations[key] = f"{annotations[key]}, {edge.written}" if key in annotations else edge.written
        else:
            lost["relations"] += 1
    tags = [tag for tag in record.tags if _TAG.match(tag)]
    lost["tags"] += len(tags) < len(record.tags)
    metadata: dict[str, Any] = {"name": names[record.path], "title": record.title, "annotations": annotations}
    if tags:
        metadata["tags"] = tags
    if links := _links(record):
        metadata["links"] = links
    lifecycle = _LIFECYCLES.get(record.phase, "unknown")
    spec: dict[str, Any] = {"type": record.kind.name, "lifecycle": lifecycle, "owner": _owner(request, record)}
    if depends:
        spec["dependsOn"] = depends
    return {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": metadata, "spec": spec}


def _owner(request: Request, record: Record) -> str:
    """Return a reference to the owner: a person is a user, a team or a board is a group."""
    handle = str(record.owner)
    person = request.people.get(handle)
    return handle if person is None else f"{'user' if person.kind == 'person' else 'group'}:default/{handle}"


def _links(record: Record) -> list[dict[str, str]]:
    """Return the links that lead somewhere, with their titles and types."""
    return [
        {key: str(link[key]) for key in ("url", "title", "type") if link.get(key)}
        for link in items(record.fields.get("links"))
        if isinstance(link, dict) and link.get("url")
    ]


EXPORT = Format(_write)
