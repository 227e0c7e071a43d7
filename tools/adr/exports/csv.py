"""CSV (RFC 4180): a row for each record, a column for each field that one of them has, without the text.

Source of the format: https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from adr.export import Exported, Format, Request, about

_FIRST = ("id", "kind", "title", "status", "phase", "date", "owner", "path", "dialect")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _write(request: Request) -> Exported:
    stated = dict.fromkeys(name for record in request.records for name in record.fields)
    ordered = (name for record in request.records for name in record.kind.fields if name in stated)
    columns = list(dict.fromkeys((*_FIRST, *ordered, *stated)))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(column, raw=request.raw) for column in columns])
    for record in request.records:
        known = {name: value for name, value in about(record).items() if value is not None}
        shown = {**record.fields, **known}
        writer.writerow([_safe(_cell(shown.get(column)), raw=request.raw) for column in columns])
    return Exported({"": out.getvalue()})


def _cell(value: Any) -> str:
    """Return a value as one cell: the items of a list joined by ``; ``, and as JSON what would not come apart again."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(item, str) and item and ";" not in item for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _safe(cell: str, *, raw: bool) -> str:
    """Return a cell that a spreadsheet takes for text: one that it would run as a formula begins with an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not raw else cell


EXPORT = Format(_write, cells=True)
