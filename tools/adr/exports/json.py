"""All that the records hold, as one JSON document in our own shape (``schemas/export.yaml``)."""

from __future__ import annotations

import json
from typing import Any

from adr import __version__
from adr.export import Exported, Format, Request, about
from adr.graph import Graph
from adr.record import Record
from adr.report import incoming, outgoing


def _write(request: Request) -> Exported:
    unreadable = [
        {"id": e.id, "kind": e.kind.name, "path": e.path, "message": e.message, "text": e.text}
        for e in request.unreadable
    ]
    document = {
        "version": 1,
        "generator": {"name": "adr", "version": __version__},
        "name": request.name,
        "records": [_record(request.graph, record) for record in request.records],
        "unreadable": unreadable,
    }
    return Exported({"": json.dumps(document, indent=2, ensure_ascii=False) + "\n"})


def _record(graph: Graph, record: Record) -> dict[str, Any]:
    return {
        **about(record),
        "fields": dict(record.fields),
        "relations": outgoing(graph, record),
        "inverse_relations": incoming(graph, record),
        "body": record.reading.body,
        "text": record.text,
    }


EXPORT = Format(_write)
