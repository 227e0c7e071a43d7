"""Changes to a record in another dialect, made where that dialect keeps its metadata; every other byte stays.

Every result is read again and compared with what was asked for, so that a change that would be misread is refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from adr.dialect import dialect, stem
from adr.edit import Edit, apply, set_value
from adr.finding import CannotRunError
from adr.frontmatter import CONFLICT, load
from adr.prose import Prose
from adr.record import Record, read
from adr.translation import our_name

_DERIVED = frozenset(["status", "date", "relations"])


def set_field(record: Record, name: str, value: str, by: Record | None = None) -> str:
    """Return a record's text with a field set; `by` is the record that a superseded one gives way to.

    Raises CannotRunError where the dialect has no place for it.
    """
    _writable(record)
    held = record.reading
    written = _status(record, value, by) if name == "status" else value
    key = next((k for k in load(held.head) if our_name(k, record.conventions) == name), "") if held.head else ""
    if key:
        return _checked(record, set_value(record.text, key, written), name, value)
    if place := held.places.get(name):
        return _checked(record, _in_body(record, [Edit(*place, written)]), name, value)
    if held.head:
        return _checked(record, set_value(record.text, name, written), name, value)
    if dialect(record.dialect).links == "front-matter" and held.markup == "markdown":
        return _checked(record, set_value(_with_front_matter(record), name, written), name, value)
    raise CannotRunError(f"{record.path} has no `{name}` to change; write one by hand, as its neighbours have it")


def add_link(record: Record, name: str, target: Record, part: str = "") -> str:
    """Return a record's text with a relation to another record, written as its dialect writes relations."""
    _writable(record)
    how = _how(record)
    prose = Prose(record.reading.body)
    words, link = name.replace("-", " ").capitalize(), link_to(target, record, part)
    eol = "\r\n" if "\r\n" in record.text else "\n"
    if how == "status" and prose.status_end is not None:
        at = _line_end(record.reading.body, prose.status_end)
        edit = Edit(at, at, f"{eol}{eol}{words} {link}")
    elif how == "table" and not part and (row := _row(record, prose, words, target)):
        edit = row
    elif how == "links" and prose.links_end is not None:
        at = _line_end(record.reading.body, prose.links_end)
        edit = Edit(at, at, f"{eol}- {words} {link}")
    elif how == "links":
        body = record.reading.body
        gap = "" if body.endswith(f"{eol}{eol}") else eol if body.endswith(eol) else eol * 2
        edit = Edit(len(body), len(body), f"{gap}## Links{eol}{eol}- {words} {link}{eol}")
    else:
        raise CannotRunError(f"{record.path} has no place for `{name}`; write it by hand, as its neighbours have it")
    return _checked(record, _in_body(record, [edit]), "relations", None, (name, target))


def remove_link(record: Record, name: str, target: Record) -> str:
    """Return a record's text without the line that relates it to another record."""
    _writable(record)
    body = record.reading.body
    for statement in Prose(body).statements:
        relation = statement.relation or statement.words.lower().replace(" ", "-")
        if relation != name or posixpath.basename(target.path) not in statement.rest:
            continue
        start = body.rfind("\n", 0, statement.start) + 1
        end = body.find("\n", statement.end)
        end = len(body) if end < 0 else end + 1
        if not body[:start].endswith(("\n\n", "\n\r\n")) or not body[end:].startswith(("\n", "\r\n")):
            return _in_body(record, [Edit(start, end, "")])
        following = 2 if body[end:].startswith("\r\n") else 1
        return _in_body(record, [Edit(start, end + following, "")])
    raise CannotRunError(f"{record.path} says `{name}` in a way that is not safe to edit; do it by hand")


def writes_links(record: Record) -> bool:
    """Tell whether a record's relations are lines of its text, rather than front matter."""
    return _how(record) != "front-matter"


def _how(record: Record) -> str:
    """Return where a record's relations are written; one in bullets has a list of links in place of front matter."""
    how, held = dialect(record.dialect).links, record.reading
    bullets = how == "front-matter" and not held.head and "status" in held.places and held.markup == "markdown"
    return "links" if bullets else how


def link_to(target: Record, source: Record, part: str = "") -> str:
    """Return a Markdown link from one record to another, or to a part of it, under the heading of the latter."""
    path = posixpath.relpath(target.path, posixpath.dirname(source.path) or ".").replace(" ", "%20")
    by_name = dialect(source.dialect).links == "links" or dialect(source.dialect).links == "front-matter"
    text = target.id if by_name else Prose(target.reading.body).heading or target.title
    return f"[{text}]({path}{'#' if part else ''}{part})"


def _writable(record: Record) -> None:
    if record.reading.head_file:
        raise CannotRunError(f"the metadata of {record.path} is in {record.reading.head_file}; change it there")
    if CONFLICT.search(record.text):
        raise CannotRunError(f"a merge conflict is left in {record.path}; keep one side first")
    if record.reading.markup != "markdown":
        raise CannotRunError(f"{record.path} is {record.reading.markup}, which is read but not written")


def _status(record: Record, status: str, by: Record | None) -> str:
    """Return a status in the words and the case of the record's own."""
    words = {meant: word for word, meant in reversed(list(record.conventions.statuses.items()))}
    if status in words:
        return words[status]
    old = next((c for c in record.status_raw or "" if c.isalpha()), "")
    upper = old.isupper() or (not old and writes_links(record))
    text = status.replace("-", " ").capitalize() if upper else status
    return f"{text} by {link_to(by, record)}" if by is not None and status == "superseded" else text


def _row(record: Record, prose: Prose, words: str, target: Record) -> Edit | None:
    """Return what adds a relation to a metadata table: to the row of that name, else as a row below the last."""
    same = next((value for name, value in prose.rows.items() if name.casefold() == words.casefold()), None)
    if same is not None:
        return Edit(same.end, same.end, f", {target.id}")
    rows = [v for v in (*prose.values.values(), *prose.rows.values()) if v.form == "table"]
    if not rows:
        return None
    last, body = max(rows, key=lambda value: value.start), record.reading.body
    start, end = body.rfind("\n", 0, last.start) + 1, body.find("\n", last.end)
    line = body[start : len(body) if end < 0 else end].rstrip("\r")
    widths = [len(cell) - 2 for cell in line.strip().strip("|").split("|")]
    cells = " | ".join(text.ljust(max(0, width)) for text, width in zip((words, target.id), widths, strict=True))
    return Edit(start + len(line), start + len(line), f"{chr(13) if chr(13) in body else ''}\n| {cells} |")


def _line_end(body: str, at: int) -> int:
    """Return where the line around an offset ends, before its break."""
    end = body.find("\n", at)
    end = len(body) if end < 0 else end
    return end - 1 if body[at:end].endswith("\r") else end


def _with_front_matter(record: Record) -> str:
    """Return a record's text below front matter that has nothing in it yet."""
    mark = "\ufeff" if record.text.startswith("\ufeff") else ""
    eol = "\r\n" if "\r\n" in record.text else "\n"
    return f"{mark}---{eol}---{eol}{record.text.removeprefix(mark)}"


def _in_body(record: Record, edits: Iterable[Edit]) -> str:
    """Return a record's text with edits of its body made."""
    offset = len(record.text) - len(record.reading.body)
    return apply(record.text, [Edit(offset + edit.start, offset + edit.end, edit.new) for edit in edits])


def _checked(record: Record, text: str, name: str, value: str | None, held: tuple[str, Record] | None = None) -> str:
    """Read the new text, and refuse it unless it says what was asked for and what it said before."""
    found = read(record.path, text, record.kind, record.dialect, record.conventions)
    safe = isinstance(found, Record)
    if isinstance(found, Record):
        before = {key: old for key, old in record.fields.items() if key not in _DERIVED and key != name}
        safe = all(found.fields.get(key) == old for key, old in before.items())
        safe = safe and (value is None or str(found.fields.get(name)) == value or not isinstance(value, str))
        relations = found.fields.get("relations") or {}
        if held is not None:
            found_ids = {str(target).partition("#")[0] for target in relations.get(held[0], ())}
            safe = safe and not {held[1].id, stem(held[1].path)}.isdisjoint(found_ids)
    if not safe:
        raise CannotRunError(f"{record.path} is not safe to edit here; do it by hand")
    return text
