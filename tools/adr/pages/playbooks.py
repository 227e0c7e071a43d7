"""Which playbook to take: all by what they are for and what sets them off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from adr import ways
from adr.due import due_of
from adr.page import Page, View
from adr.record import Record

_OTHER = "other"


def pages(view: View) -> Iterator[Page]:
    """Make the list, at most 200 playbooks a page: what is in force before what is not, then by type and trigger."""
    if "playbook" not in view.graph.kinds:
        return
    found = [record for record in view.graph.records if record.kind.name == "playbook" and record.phase != "retired"]
    found.sort(key=lambda r: (_type(r) == _OTHER, _type(r), r.phase != "in-force", _trigger(r).casefold(), r.id))
    parts = list(ways.chunked(ways.place(view, ways.TRIGGERS), [1] * len(found)))
    for number, (path, part) in enumerate(parts):
        rows = ways.Rows(view, path)
        types = dict.fromkeys(_type(record) for record in found[part])
        groups = [
            {"title": type_.replace("-", " ").capitalize(), "rows": "".join(_rows(rows, found[part], type_))}
            for type_ in types
        ]
        data = {
            "groups": groups,
            "total": len(found),
            "pages": [{"label": str(n + 1), "url": view.url(p), "here": n == number} for n, (p, _) in enumerate(parts)],
            "explore": view.url(ways.place(view, ways.EXPLORE)),
            "register": view.url(view.project.place("playbook").register),
        }
        yield Page(path, "Which playbook?", "playbooks.html", data, searchable=False)


def _type(record: Record) -> str:
    stated = record.fields.get("type")
    return stated if isinstance(stated, str) and stated else _OTHER


def _trigger(record: Record) -> str:
    stated = record.fields.get("trigger")
    return stated.strip() if isinstance(stated, str) else ""


def _rows(rows: ways.Rows, records: Sequence[Record], type_: str) -> Iterator[str]:
    for record in records:
        if _type(record) == type_:
            trigger = _trigger(record)
            shown = f'<span dir="auto">{escape(trigger)}</span>' if trigger else _muted("no trigger stated")
            yield ways.row(
                [
                    shown,
                    rows.reference(record),
                    rows.status(record),
                    rows.person(record.owner),
                    _exercised(rows.view.built.as_of, record),
                ],
                " ".join((type_, *record.tags)),
            )


def _exercised(as_of: str, record: Record) -> str:
    """Return when a playbook was last walked through, and when it is to be again."""
    last = record.fields.get("last-exercised")
    shown = ways.day(last) if isinstance(last, str) else _muted("not stated")
    by = next((due.by for due in due_of(record) if due.what == "exercise"), "")
    if by and by < as_of:
        return f'{shown} <span class="adr-flag">overdue since {escape(by)}</span>'
    return f"{shown} {_muted(f'next by {by}')}" if by else shown


def _muted(text: str) -> str:
    return f'<span class="adr-muted">{escape(text)}</span>'
