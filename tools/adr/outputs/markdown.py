"""Markdown for a comment on a pull request or a job's summary: what is new, what was found, what is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from adr.comparison import RecordChange
from adr.due import Due
from adr.finding import Finding, Severity, printable
from adr.output import Report, summary
from adr.report import many
from adr.waiver import Waived

_ROOM = 60_000
"""Characters; a comment on GitHub has at most 65,536."""
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_MARKS = re.compile(r"[\\`*_\[\]|~$<>&]")
"""What begins markup within a line."""
_NAMES = re.compile(r"([@#!%~$&])(?=\w)")
"""What notifies a person or links to an issue, a merge request, a milestone, a label, a snippet or an epic."""
_ADDRESSES = re.compile(r"(://|www\.|mailto:|xmpp:)", re.IGNORECASE)
_APART = "\u200b"
_PIPE = r"\|"
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_HEADS = {"new": "New", "changed": "Changed", "retired": "Retired", "removed": "Removed"}


def render(report: Report) -> str:
    """Return a comment that begins with ``<!-- adr check -->``, by which a script finds it again.

    No text of a record becomes markup, a link or a mention. What has no room is counted.
    """
    parts = ["<!-- adr check -->", f"**{summary(report)}**"]
    for skipped in report.not_checked:
        why = ". ".join(_text(part) for part in (skipped.reason, skipped.help) if part)
        parts.append(f"**Not checked**: {', '.join(skipped.rules)}: {why}.")
    for title, head, rows in _tables(report):
        room = _ROOM - sum(map(len, parts))
        if rows:
            parts.append(_table(title, head, rows, room))
    return "\n\n".join(parts)


def _tables(report: Report) -> Iterator[tuple[str, Sequence[str], list[Sequence[str]]]]:
    changes = report.changes() if report.base else ()
    for what, title in _HEADS.items():
        rows = [_change(change) for change in changes if change.what == what]
        yield f"{title} against {_text(report.base)}", ("Record", "Title", "Status", "What differs"), rows
    found = sorted(report.findings, key=lambda finding: _ORDER.index(finding.severity))
    yield "Findings", ("Place", "Rule", "What is wrong", "What to do"), [_finding(f, report.rule_pages) for f in found]
    waived = ("Place", "Rule", "What is wrong", "Until", "Approved by", "Why")
    yield "Waived", waived, [_waived(each, report.rule_pages) for each in report.waived]
    yield "Due", ("By", "What", "Record", "Title", "Owner"), [_due(item, report) for item in report.due()]


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], room: int) -> str:
    lines = [f"### {title}\n", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    rows = list(rows)
    taken = sum(map(len, lines)) + 200
    for number, row in enumerate(rows):
        line = f"| {' | '.join(row)} |"
        taken += len(line) + 1
        if taken > room:
            return "\n".join(lines) + f"\n\nand {many(len(rows) - number, 'further row')}, for which there is no room."
        lines.append(line)
    return "\n".join(lines)


def _change(change: RecordChange) -> Sequence[str]:
    record = change.record
    status = record.status_raw or "no status"
    if change.what in ("changed", "retired") and change.before != record.status:
        status = f"{change.before or 'no status'} → {status}"
    return _text(record.id), _text(record.title), _text(status), _text(", ".join(change.parts))


def _finding(found: Finding, pages: str) -> Sequence[str]:
    rule = f"[{found.code}]({pages}{found.code.lower()}/)" if pages else found.code
    place = _text(f"{found.location.path}:{found.location.line}")
    return place, f"{rule} {found.severity}", _text(found.message), _text(found.help)


def _waived(each: Waived, pages: str) -> Sequence[str]:
    waiver = each.waiver
    place, rule, message, _ = _finding(each.finding, pages)
    return place, rule, message, _text(waiver.expires), _text(waiver.approved_by), _text(waiver.reason)


def _due(item: Due, report: Report) -> Sequence[str]:
    late = " **overdue**" if report.today and item.by < report.today.isoformat() else ""
    name = f"{item.id}#{item.action}" if item.action else item.id
    return item.by + late, item.what, _text(name), _text(item.title), _text(item.owner or "nobody")


def _text(text: str) -> str:
    """Return text that shows as it is in a cell: no HTML, no mention, no link, no line break; code stays code."""
    parts = " ".join(printable(text).split()).split("`")
    if len(parts) % 2 == 0:
        return _escaped("`".join(parts))
    return "".join(_code(part) if number % 2 else _escaped(part) for number, part in enumerate(parts))


def _code(text: str) -> str:
    """Return a code span, in which nothing but the end of the cell means anything."""
    if not text.strip() or "\\" in text:
        return _escaped(f"`{text}`")
    return f"`{text.replace('|', _PIPE)}`"


def _escaped(text: str) -> str:
    apart = _NAMES.sub(rf"\1{_APART}", _ADDRESSES.sub(lambda m: f"{m[0][:-1]}{_APART}{m[0][-1]}", text))
    return _MARKS.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), apart)
