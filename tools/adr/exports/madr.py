"""MADR 4: a folder of ``NNNN-title.md``. What MADR has no field for stays in the front matter; reads back without loss.

Source of the format: https://adr.github.io/madr/
"""

from __future__ import annotations

from typing import Any

from adr.compose import record_text
from adr.conversion import OWN, SUPERSEDED, restored
from adr.export import Exported, Format, Request, relinked
from adr.record import Record

_FIRST = ("status", "date", "decision-makers", "consulted", "informed")


def _write(request: Request) -> Exported:
    paths = {name: record.path for name, record in request.by_name.items()}
    files: dict[str, str] = {}
    notes = request.renumbered()
    for record in request.records:
        files[request.names[record.path]] = _file(request, record, paths, notes)
    return Exported(files, notes=tuple(notes))


def _file(request: Request, record: Record, paths: dict[str, str], notes: list[str]) -> str:
    own: dict[str, Any] = {"path": record.path}
    body = _body(request, record, paths, own, notes)
    if record.document.title is None:
        body = f"# {' '.join(record.title.split())}\n\n{body}"
        own["heading"] = "added"
    fields = dict(record.fields)
    if fields.get("kind") != record.kind.name:
        own["kind"] = record.kind.name
    if OWN in fields:
        own["fields"] = {OWN: fields[OWN]}
    if record.status == "superseded" and (status := _successors(request, record)):
        own["status"], fields["status"] = fields.get("status", record.status), status
    return record_text({**fields, OWN: own}, body, (*_FIRST, *record.kind.fields))


def _body(request: Request, record: Record, paths: dict[str, str], own: dict[str, Any], notes: list[str]) -> str:
    """Return the body with its links led to the new names, and say in `own` what it takes to lead them back."""
    pairs: list[list[str]] = []

    def new(target: str) -> str | None:
        address = request.address(record, target)
        if address is not None:
            pairs.append([address, target])
        return address

    body, missed = relinked(record, new)
    before = record.reading.body
    if restored(body, record.path, paths, request.output) != before:
        own["links"] = pairs
        if restored(body, record.path, paths, request.output, pairs) != before:
            body, own["links"] = before, []
            missed = [f"{record.path}: its links were left as they are"]
    notes += missed
    return body


def _successors(request: Request, record: Record) -> str:
    """Return MADR's words for what superseded a record; empty where no record says that it did."""
    links = [(r.id, request.link_to(r.path)) for r in request.graph.successors(record)]
    named = [f"[{id_}]({address})" if address else id_ for id_, address in links]
    return SUPERSEDED + ", ".join(named) if named else ""


EXPORT = Format(_write, folder=True, series=True)
