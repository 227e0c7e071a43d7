"""``records.json``: every record on a line of its own, with what a register or a script needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from adr.page import View
from adr.publication import Publication, json_path, text_path, to_json, words
from adr.record import Entry, Record
from adr.report import incoming, outgoing, roles, row
from adr.schemas import output_schema


def publish(view: View) -> Iterator[Publication]:
    """Publish the list, and the schema that describes it."""
    document = {
        "$schema": "schemas/site-records.schema.json",
        "version": 1,
        "name": view.project.name,
        "site": view.built.site or None,
        "as_of": view.built.as_of or None,
        "commit": view.built.commit or None,
        "kinds": [
            {"name": k.name, "title": k.title, "plural": k.plural, "url": view.url(view.project.place(k.name).register)}
            for k in view.graph.kinds.values()
        ],
        "records": [_row(view, entry) for entry in view.graph.entries],
    }
    yield Publication("records.json", to_json(document), "index.md", "application/json", "All records")
    yield Publication("schemas/site-records.schema.json", to_json(output_schema("site-records")))


def _row(view: View, entry: Entry) -> dict[str, Any]:
    addresses = {
        "url": view.url(view.record_path(entry)),
        "permalink": view.permanent(entry),
        "json": quote(json_path(view, entry)),
        "text": quote(text_path(view, entry)) or None,
    }
    found = {**row(entry), "updated": view.updated(entry), **addresses}
    if not isinstance(entry, Record):
        return found
    by = entry.fields.get("review-by")
    people: dict[str, list[str]] = {}
    for role, handle in roles(entry):
        if handle not in people.setdefault(role, []):
            people[role].append(handle)
    return {
        **found,
        "review_by": by if isinstance(by, str) else None,
        "people": people,
        "aliases": list(entry.aliases),
        "summary": words(view, entry),
        "relations": outgoing(view.graph, entry),
        "inverse_relations": incoming(view.graph, entry),
        "in_force_instead": [r.id for r in view.graph.current(entry)],
    }
