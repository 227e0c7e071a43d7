"""Newline-delimited JSON for tables: a flat row for each record, the same columns in each, one type in each column.

The shape of ``schemas/export-row.yaml``; columns of text map to strings of Parquet, lists to lists of strings.
"""

from __future__ import annotations

import json
from typing import Any

from adr.export import Exported, Format, Request, about
from adr.record import Record, is_date, items


def _write(request: Request) -> Exported:
    rows = (json.dumps(_row(request, record), ensure_ascii=False) + "\n" for record in request.records)
    return Exported({"": "".join(rows)})


def _row(request: Request, record: Record) -> dict[str, Any]:
    fields, shown = record.fields, about(record)
    raw = shown.pop("status_raw")
    edges = request.graph.outgoing.get(record.path, ())
    return {
        **shown,
        "date": _date(shown["date"]),
        "review_by": _date(fields.get("review-by")),
        "owner": record.owner,
        "classification": _text(fields.get("classification")),
        "client": _text(fields.get("client")),
        "tags": list(record.tags),
        "aliases": list(record.aliases),
        "controls": [str(item) for item in items(fields.get("controls"))],
        "relations": [f"{edge.name} {edge.written}" for edge in edges],
        "fields": json.dumps(dict(fields), ensure_ascii=False),
        "body": record.reading.body,
        "status_raw": raw,
    }


def _date(value: Any) -> str | None:
    return str(value) if is_date(value) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


EXPORT = Format(_write)
