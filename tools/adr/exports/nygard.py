"""Michael Nygard's form, as adr-tools lays it out: a folder of ``NNNN-title.md`` with a date line and a status section.

Source of the format: https://github.com/npryce/adr-tools
"""

from __future__ import annotations

import re
from collections import Counter

from adr.commonmark import slug
from adr.edit import Edit, apply
from adr.export import Exported, Format, Request, relations, relinked, unplaced
from adr.extraction import extract
from adr.links import cut
from adr.markdown import Document, Heading
from adr.numbering import TITLE_NUMBER
from adr.record import Record

_HEADINGS = {
    "context and problem statement": "Context",
    "decision outcome": "Decision",
    "consequences": "Consequences",
    "confirmation": "Confirmation",
}
_PLACED = ("title", "status", "date", "relations", "id")


def _write(request: Request) -> Exported:
    lost = unplaced(request.records, _PLACED)
    notes = request.renumbered()
    files = {request.names[r.path]: _file(request, r, lost, notes) for r in request.records}
    return Exported(files, {name: count for name, count in lost.items() if count}, tuple(notes))


def _file(request: Request, record: Record, lost: Counter[str], notes: list[str]) -> str:
    stated = extract(record, lambda id_: request.graph.known_as(id_) is not None)  # which is written anew
    body, missed = relinked(record, lambda target: _address(request, record, target), stated.spans)
    notes += [*missed, *(f"{record.path}: {line}" for line in stated.stays)]
    body, heading = _renamed(body)
    if heading and record.title not in (heading, TITLE_NUMBER.sub("", heading)):
        lost["the heading of the body"] += 1
    status = "\n\n".join(_status(request, record))
    date = f"Date: {' '.join(record.date.split())}\n\n" if record.date else ""
    rest = body.strip("\r\n")
    text = f"{_title(request, record)}\n\n{date}## Status\n\n{status}\n"
    eol = "\r\n" if "\r\n" in body else "\n"
    return text.replace("\n", eol) + (f"{eol}{rest}{eol}" if rest else "")


def _title(request: Request, record: Record) -> str:
    return f"# {_label(request, record)}"


def _label(request: Request, record: Record) -> str:
    """Return a record's number and title on one line; the title alone where it has no number here."""
    number = request.numbers.get(record.path)
    title = " ".join(record.title.split())
    return f"{record.id}: {title}" if number is None else f"{number}. {title}"


def _status(request: Request, record: Record) -> list[str]:
    """Return the status and, below it, a line for each relation of the record, either way."""
    lines = []
    for name, id_, part in relations(request.graph, record):
        other = request.graph.known_as(id_)
        words = name.replace("-", " ").capitalize()
        address = request.link_to(other.path) if other else None
        label = re.sub(r"([\[\]\\])", r"\\\1", _label(request, other)) if other else id_
        mark = f"#{part}" if part else ""
        lines.append(f"{words} [{label}]({address}{mark})" if address else f"{words} {label}{mark}")
    replaced = record.status == "superseded" and any(line.startswith("Superseded by ") for line in lines)
    status = " ".join((record.status or "").split())
    return ([] if replaced or not status else [status[0].upper() + status[1:]]) + sorted(lines, key=_last)


def _last(line: str) -> bool:
    """Put what replaced a record last, where readers of this form look for it."""
    return line.startswith("Superseded by ")


def _address(request: Request, record: Record, target: str) -> str | None:
    """Return where a link leads from the output, to headings by the names that they have there."""
    address = request.address(record, target)
    where, fragment = cut(target if address is None else address)
    other = request.by_name.get(where) if where else record
    if other is None or not fragment.startswith("#"):
        return address
    new = _anchors(request, other).get(fragment[1:])
    return f"{where}#{new}" if new else address


def _anchors(request: Request, record: Record) -> dict[str, str]:
    """Return what the anchors of headings become that have another name here."""
    found = {h.anchor: slug(_HEADINGS[h.text.casefold()]) for h in record.document.headings if _is_renamed(h)}
    first = next((h for h in record.document.headings if h.level == 1), None)
    if first is not None:
        found[first.anchor] = slug(_label(request, record))
    return found


def _is_renamed(heading: Heading) -> bool:
    return heading.level in (2, 3) and heading.text.casefold() in _HEADINGS


def _renamed(body: str) -> tuple[str, str]:
    """Return a body without its title, its sections called as in this form, and the title that it had."""
    document = Document(body)
    edits, title = [], ""
    for heading in document.headings:
        start, end = document.index(heading.start), document.index(heading.end)
        tail = body[start:end][len(body[start:end].rstrip()) :]
        if heading.level == 1 and not title:
            title = heading.text
            edits.append(Edit(start, end, ""))
        elif _is_renamed(heading):
            edits.append(Edit(start, end, f"## {_HEADINGS[heading.text.casefold()]}{tail}"))
    return apply(body, edits), title


EXPORT = Format(_write, folder=True, series=True)
