"""The metadata in a record's text that may be taken out of it, because fields hold all of what it says.

Whole lines go, or whole sections: a table or a section with anything in it that no field holds stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from adr.dialect import Span
from adr.markdown import Heading
from adr.prose import Prose, Statement, Value, statement_of
from adr.record import Record
from adr.translation import is_reference
from adr.wording import folded, names_of, relation_of, status_of

Resolves = Callable[[str], bool]
"""Tells whether an id is that of a record, so that a relation to it can be a field."""

_OWN = frozenset(["id", "kind", "title", "relations"])
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*\r?$")
_RULE = re.compile(r"[\s|:-]+$")
_APART = re.compile(r"[ \t]*(?:[-*+][ \t]|#|\||```|~~~|<|>)")
"""How a line begins that does not go on with the one above."""

_LABELLED = re.compile(r"[ \t]*(?:\*\*|__)?[^\W\d_][\w /()-]{1,40}(?:\*\*|__)?[ \t]*[:\uff1a]")
_OPTIONAL = re.compile(r"[ \t]*(?:<!--\s*optional\s*-->)?\s*", re.IGNORECASE)
"""What a template leaves behind a value."""

_BLANK = re.compile(r"[ \t]*(?:\r?\n|$)")
_CELLS = 2


@dataclass
class Extraction:
    """What is taken out: ranges of the body, whole lines each; and why something stays, a line each."""

    spans: list[Span] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)

    def body(self, text: str) -> str:
        """Return a body without what is taken out."""
        pieces, done = [], 0
        for start, end in self.spans:
            pieces.append(text[done:start])
            done = end
        return "".join([*pieces, text[done:]])


def extract(record: Record, resolves: Resolves, anchors: frozenset[str] = frozenset()) -> Extraction:
    """Return what may be taken out of a record's text; `anchors` are headings of it that somebody links to."""
    work = _Work(record, resolves, anchors)
    found = Extraction()
    if record.dialect == "native" or record.reading.markup != "markdown":
        return found
    lines = [*work.labels(found.stays), *work.tables(found.stays), *work.sections(found.stays)]
    body, kept, done = record.reading.body, "", 0
    for start, end in sorted(set(lines)):
        if start < done:
            continue
        kept += body[done:start]
        gap = _BLANK.match(body, end) if _ends_blank(kept) else None
        done = gap.end() if gap else end
        found.spans.append((start, done))
    return found


def _ends_blank(text: str) -> bool:
    """Tell whether a text is empty or ends with a blank line, so that another one would be one too many."""
    return not text or re.search(r"(?:^|\n)[ \t]*\r?\n$", text) is not None


class _Work:
    """One record's text, and what its fields say."""

    def __init__(self, record: Record, resolves: Resolves, anchors: frozenset[str]) -> None:
        self.record, self.body, self.anchors, self.resolves = record, record.reading.body, anchors, resolves
        self.prose = Prose(self.body)

    def labels(self, stays: list[str]) -> Iterator[Span]:
        """Yield the lines that are a label and its value."""
        for name, value in (*self.prose.values.items(), *self.prose.rows.items()):
            if value.form != "label" or not self._held(name, value) or self._in_heading(value.start):
                continue
            start, end = self._line(value.start)
            if not _OPTIONAL.fullmatch(self.body[value.end : end]):
                stays.append(f"the line `{self.body[start:end].strip()}` has a comment, and stays")
                continue
            following = self.body[end : self._line(end)[1]]
            if following.strip() and not _APART.match(following) and not _LABELLED.match(following):
                stays.append(f"the line `{self.body[start:end].strip()}` goes on in the next one, and stays")
            else:
                yield start, end

    def tables(self, stays: list[str]) -> Iterator[Span]:
        """Yield the tables of which every row is held by a field."""
        known = {**self.prose.values, **self.prose.rows}
        held = {self._line(v.start)[0]: self._held(n, v) for n, v in known.items() if v.form == "table"}
        seen = -1
        for start in sorted(held):
            if start < seen:
                continue
            first, seen = self._table(start)
            rows = list(self._rows(first, seen))
            if all(held.get(at, self._says_nothing(line, at == first)) for at, line in rows):
                yield first, seen
            else:
                stays.append("the table of metadata has rows that no field holds, and stays")

    def sections(self, stays: list[str]) -> Iterator[Span]:
        """Yield the sections that say nothing but the status, the relations below it, or the date."""
        headings = self.record.document.headings
        for number, heading in enumerate(headings):
            name = folded(heading.text.partition(":")[0])
            of_status, of_date = name in names_of("status"), name in names_of("date")
            start = self.record.document.index(heading.start)
            if not (of_status or of_date) or self._goes_on(start, self.record.document.index(heading.end)):
                continue
            following = headings[number + 1] if number + 1 < len(headings) else None
            end = self.record.document.index(following.start) if following else len(self.body)
            place = self.record.reading.places.get("status" if of_status else "date")
            if place is None or not start <= place[0] < end:
                continue
            text = heading.text.partition(":")[2] + "\n" + self.body[self.record.document.index(heading.end) : end]
            if self._alone(heading, following) and (self._is_status(text) if of_status else self._is_date(text)):
                yield start, end
            else:
                stays.append(f"the section `{heading.text}` says more than fields hold, and stays")

    def _goes_on(self, start: int, end: int) -> bool:
        """Tell whether a heading has several lines above the one that underlines it: they say more than its name."""
        return self.body[start:end].strip().count("\n") > 1

    def _in_heading(self, at: int) -> bool:
        """Tell whether an index lies in a heading: one that is underlined may have several lines."""
        offset = self.record.document.offset(at)
        return any(heading.start <= offset < heading.end for heading in self.record.document.headings)

    def _held(self, name: str, value: Value) -> bool:
        """Tell whether a field holds a value that stands in the text."""
        places, span = self.record.reading.places, (value.start, value.end)
        if places.get(name) == span:
            return name not in _OWN and name in self.record.fields
        if relation := relation_of(name):
            return self._related(relation) and is_reference(value.text)
        return value.form == "table" and self.record.fields.get(name.lower().replace(" ", "-")) == value.text

    def _related(self, relation: str) -> bool:
        """Tell whether every record that a relation names is one."""
        relations = self.record.fields.get("relations") or {}
        found = relations.get(relation) or ()
        return bool(found) and all(self.resolves(target.partition("#")[0]) for target in found)

    def _is_status(self, text: str) -> bool:
        """Tell whether all lines of a section are the status, or relate the record to others."""
        place = self.record.reading.places.get("status")
        raw = self.body[slice(*place)] if place else ""
        lines = [re.sub(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+", "", line).strip() for line in text.split("\n")]
        lines = [line for line in lines if line]
        if not raw or not lines or lines[0] != raw:
            return False
        kind, stated = self.record.kind, self.record.conventions.statuses
        status = self.record.status
        said = statement_of(raw)
        if status not in kind.statuses and said and said.relation:  # the first line relates, and a later one says it
            status = next((found for line in lines if (found := status_of(line, kind, stated))), None)
            return all(self._says_relation(line) or self._says_status(line, status) for line in lines)
        return all(line == raw or self._says_relation(line) or self._says_status(line, status) for line in lines)

    def _says_relation(self, line: str) -> bool:
        found: Statement | None = statement_of(line)
        return bool(found and found.relation and self._related(found.relation) and is_reference(found.rest))

    def _says_status(self, line: str, wanted: str | None) -> bool:
        """Tell whether a line is no more than the word for the status that the record has."""
        words = folded(line)
        status = status_of(line, self.record.kind, self.record.conventions.statuses)
        return status is not None and status == wanted and words == folded(status)

    def _is_date(self, text: str) -> bool:
        place = self.record.reading.places.get("date")
        return place is not None and text.strip(" \t\r\n-*") == self.body[slice(*place)]

    def _alone(self, heading: Heading, following: Heading | None) -> bool:
        """Tell whether a heading can go: nothing is below it, nobody links to it, no other anchor depends on it."""
        same = [h for h in self.record.document.headings if h.anchor.startswith(heading.anchor)]
        deeper = following is not None and following.level > heading.level
        above = _ends_blank(self.body[: self.record.document.index(heading.start)])
        return above and heading.level > 1 and not deeper and len(same) == 1 and heading.anchor not in self.anchors

    def _line(self, at: int) -> Span:
        """Return the line around an index, its break included."""
        end = self.body.find("\n", at)
        return self.body.rfind("\n", 0, at) + 1, len(self.body) if end < 0 else end + 1

    def _table(self, at: int) -> Span:
        """Return the rows around the one that starts at an index."""
        start, end = self._line(at)
        while start and _ROW.match(self.body[slice(*self._line(start - 1))].rstrip("\r\n")):
            start = self._line(start - 1)[0]
        while end < len(self.body) and _ROW.match(self.body[slice(*self._line(end))].rstrip("\r\n")):
            end = self._line(end)[1]
        return start, end

    def _rows(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        while start < end:
            following = self._line(start)[1]
            yield start, self.body[start:following]
            start = following

    def _says_nothing(self, row: str, first: bool) -> bool:  # noqa: FBT001 - where the row stands
        """Tell whether a row of a table may go without a field: the heading, the rule below it, one without a value."""
        cells = row.strip().strip("|").split("|")
        if _RULE.match(row):
            return True
        return len(cells) == _CELLS and (first or not cells[1].strip())
