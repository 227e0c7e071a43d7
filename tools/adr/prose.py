"""Metadata that stands in a record's text: under a heading, in labelled lines and bullets, in a table.

Lines are looked at one by one, code left out; nothing is parsed as Markdown, since listing a folder must be quick.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from adr.lines import lines_of
from adr.numbering import heading_number
from adr.wording import field_of, folded, names_of, relation_of

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*\r?$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*\r?$")
_LABEL = re.compile(
    r"(?P<lead>[ \t]*(?:[-*+][ \t]+)?)(?P<bold>\*\*|__)?(?P<name>[^\W\d_][\w /()-]{1,40}?)[ \t]*(?:(?P=bold))?"
    r"[ \t]*[:\uff1a](?:\*\*|__)?[ \t]*(?P<value>.*?)[ \t]*(?:<!--.{0,200}-->[ \t]*)?\r?$"
)
_BARE_DATE = re.compile(r"Date[ \t]+(?P<value>\d[\d./-]+)[ \t]*\r?$")
_ROW = re.compile(r"[ \t]*\|(.*)\|[ \t]*\r?$")
_RULE = re.compile(r"[\s|:-]+$")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t]+")
_LINKS = frozenset(["links", "related decisions", "related adrs", "related", "see also", "relations"])
_CLAUSE = re.compile(r"[,;(]\s+|\s\(")
_RELATED = re.compile(r"([^\W\d_][\w -]*?)\s*:?\s*(?=\[|<|\*|ADR|#?\d|$)")
_CELLS = 2
_HEADER_LINES = 60


@dataclass(frozen=True, slots=True)
class Value:
    """What stands for a field: as written, and its range in the text. `form` is how: section, label or table."""

    text: str
    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A line that connects a record to another, such as ``Supersedes [3. Use X](0003-use-x.md)``, and its range."""

    relation: str
    words: str
    rest: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass
class _Found:
    title: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, Value] = field(default_factory=dict)
    status_lines: list[_Line] = field(default_factory=list)
    link_lines: list[_Line] = field(default_factory=list)
    row: str = ""  # name of the last row of a table


class Prose:
    """What the text of a record says of the record."""

    def __init__(self, text: str, number: int | None = None) -> None:
        """Take a text; `number` is that of the file's name, near which a number in the heading may be its own."""
        self.text = text
        self._expected = number

    @cached_property
    def _found(self) -> _Found:
        return _scan(self.text)

    @cached_property
    def heading(self) -> str:
        """The first heading of level one as written; empty where there is none."""
        return self._found.title

    @cached_property
    def title(self) -> str:
        """The first heading without its number."""
        match = heading_number(self.heading, self._expected)
        return self.heading[match.end() :] if match else self.heading

    @cached_property
    def number(self) -> int | None:
        """The number that the first heading starts with."""
        match = heading_number(self.heading, self._expected)
        return int(match[1]) if match else None

    @property
    def values(self) -> Mapping[str, Value]:
        """Each field of ours that the text has a value for."""
        return self._found.values

    @property
    def rows(self) -> Mapping[str, Value]:
        """Each row of a metadata table whose name is no field of ours."""
        return self._found.rows

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every line under the status, and in a list of links, that connects the record to another."""
        lines = [*self._found.status_lines, *self._found.link_lines]
        status = self.values.get("status")
        if status is not None and status.form != "section":
            lines.append(_Line(status.text, status.start))
        found = [statement for line in lines if (statement := _statement(line))]
        for name, value in self.rows.items():
            if relation := relation_of(name):
                found.append(Statement(relation, name, value.text, value.start, value.end))
        return tuple(found)

    @property
    def stack(self) -> tuple[str, ...]:
        """The lines under the status heading, the first one first."""
        return tuple(line.text for line in self._found.status_lines)

    @cached_property
    def status_end(self) -> int | None:
        """Where the last line under the status heading ends, so that another can follow; None where there is none."""
        return lines[-1].end if (lines := self._found.status_lines) else None

    @cached_property
    def links_end(self) -> int | None:
        """Where the last line of the list of links ends; None where there is no such list."""
        return lines[-1].end if (lines := self._found.link_lines) else None


def statement_of(text: str) -> Statement | None:
    """Read one line of text that may connect a record to another."""
    return _statement(_Line(text, 0))


def _scan(text: str) -> _Found:
    found = _Found()
    section, last, header, begun = "", _Line("", 0), True, False
    for count, (line, start) in enumerate(lines_of(text)):
        heading = _HEADING.match(line) if line[:1] == "#" else None
        underline = _UNDERLINE.match(line) if line[:1] in ("=", "-") else None
        if heading or (underline and _may_be_underlined(last.text)):
            level, title = (len(heading[1]), heading[2]) if heading else (1 if line[0] == "=" else 2, last.text.strip())
            above = _Line(line, start) if heading else last
            named = not found.title and level == 1
            if named:
                found.title = _plain(title)
            elif begun or level > 1:  # a title may stand twice, the second time from a template
                header = False
            section = _section(found, title, above.start + above.text.find(title))
            section = "" if named and section == "links" else section  # a record about links
        elif section == "status":
            _status_line(found, line, start)
        elif section == "links" and _BULLET.match(line):
            found.link_lines.append(_trimmed(line, start))
        elif section == "date" and line.strip():
            found.values.setdefault("date", _value(line, start, "section"))
        elif header and count < _HEADER_LINES:
            _header_line(found, line, start)
        begun = begun or bool(found.title and line.strip() and not heading)
        last = _Line(line, start)
    return found


def _may_be_underlined(line: str) -> bool:
    """Tell whether a line is a heading when it is underlined."""
    return bool(line.strip()) and not line.lstrip().startswith(("|", "-", "*", "#", ">"))


def _section(found: _Found, title: str, start: int) -> str:
    """Return what the lines below a heading are: ``status``, ``date``, ``links`` or nothing to us."""
    name, colon, rest = title.partition(":")
    if folded(name) in names_of("status"):
        if colon and rest.strip():
            _status_line(found, rest, start + len(name) + 1)
        return "status"
    if folded(name) in names_of("date"):
        return "date"
    return "links" if folded(title) in _LINKS else ""


def _status_line(found: _Found, line: str, start: int) -> None:
    trimmed = _trimmed(line, start)
    if not trimmed.text:
        return
    found.status_lines.append(trimmed)
    if "status" not in found.values:
        found.values["status"] = Value(trimmed.text, trimmed.start, trimmed.end, "section")


def _header_line(found: _Found, line: str, start: int) -> None:
    """Read a line above the first section: a row of a table, a labelled line, a bullet."""
    if not line.strip():
        return
    if row := _ROW.match(line):
        _table_row(found, row[1], start + row.start(1))
        return
    match = _LABEL.match(line) or _BARE_DATE.match(line)
    if match is None:
        return
    name = match.groupdict().get("name") or "date"
    known, relation = field_of(name), relation_of(name)
    at = start + match.start("value")
    value = Value(match["value"], at, at + len(match["value"]), "label")
    if known and value.text:
        found.values.setdefault(known, value)
    elif relation and value.text:
        found.rows.setdefault(name, value)


def _table_row(found: _Found, row: str, start: int) -> None:
    if _RULE.match(row):
        found.rows.pop(found.row, None)  # the row above was the table's head
    cells = row.split("|")
    if len(cells) != _CELLS or _RULE.match(row):
        found.row = ""
        return
    name, value = _plain(cells[0]), cells[1]
    found.row, text = name, value.strip()
    at = start + len(cells[0]) + 1 + len(value) - len(value.lstrip())
    if not name or not text:
        return
    known = field_of(name)
    target = found.values if known else found.rows
    target.setdefault(known or name, Value(text, at, at + len(text), "table"))


def _value(line: str, start: int, form: str) -> Value:
    trimmed = _trimmed(line, start)
    return Value(trimmed.text, trimmed.start, trimmed.end, form)


def _trimmed(line: str, start: int) -> _Line:
    """Return a line without the space and the bullet around it."""
    bullet = _BULLET.match(line)
    inner = line[bullet.end() :] if bullet else line
    text = inner.strip()
    return _Line(text, start + len(line) - len(inner.lstrip()))


def _statement(line: _Line) -> Statement | None:
    """Read words that name a relation, followed by what they point at."""
    first: Statement | None = None
    text = _unmarked(line.text)
    for start in (0, *(clause.end() for clause in _CLAUSE.finditer(text))):
        match = _RELATED.match(text, start)
        if match is None or match.end() == len(text):
            continue
        words = match[1].strip()
        known = relation_of(words) or relation_of(re.sub("^(?:has been|is) ", "", folded(words)))
        found = Statement(known or "", words, text[match.end() :], line.start, line.end)
        if known:
            return found
        first = first if start else found
    return first


def _unmarked(text: str) -> str:
    """Return text without the emoji and the emphasis that it starts with."""
    return re.sub(r"^[^\w\[#<]+", "", text)


def _plain(text: str) -> str:
    """Return a line of Markdown as text."""
    if re.search(r"[*_`<&\[\\]", text):
        from adr.commonmark import plain

        return plain(text)
    return text.strip()
