"""One file as a value: a record, or an unreadable file with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from adr import frontmatter
from adr.dialect import Reading, Source, dialect, id_of
from adr.finding import Location
from adr.kind import Kind
from adr.wording import NONE, Conventions

if TYPE_CHECKING:
    from adr.markdown import Document
    from adr.waiver import Waiver

_TARGET = re.compile(r"(?P<id>[^#@]+)(?:@(?P<version>[^#]+))?(?:#(?P<fragment>.+))?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement between a record's fields and its kind's schema.

    `keyword` is the JSON Schema keyword that failed; `argument` is what it asked for.
    """

    keys: tuple[str | int, ...]
    keyword: str
    argument: Any
    value: Any
    expected: str


@dataclass(frozen=True, eq=False)
class Record:
    """A record as read: its kind, its fields, its body, and where each of them stands."""

    path: str
    kind: Kind
    dialect: str
    reading: Reading
    text: str
    conventions: Conventions = NONE

    @property
    def fields(self) -> Mapping[str, Any]:
        """The front matter, normalised by the dialect."""
        return self.reading.fields

    @cached_property
    def id(self) -> str:
        """The record's id; where it has none, that of its file name, else the name itself."""
        stated = self.fields.get("id")
        return stated if isinstance(stated, str) and stated else id_of(self.path)

    @cached_property
    def title(self) -> str:
        """The record's title; where it has none, its first heading, else its id."""
        stated = self.fields.get("title")
        return stated if isinstance(stated, str) and stated else self.document.title or self.id

    @property
    def status(self) -> str | None:
        """The status, as written where it is none that the kind has; None where there is none."""
        return self._text("status")

    @property
    def status_raw(self) -> str | None:
        """The status as its author wrote it, in whatever words; None where there is none."""
        return self.reading.raw.get("status") or self.status

    @property
    def status_words(self) -> str:
        """The author's words for the status, where they are others than ours; else empty."""
        words = self.status_raw or ""
        return "" if words.casefold() == (self.status or "").casefold() else words

    @property
    def date(self) -> str | None:
        """The date as written; None where there is none."""
        return self._text("date")

    @property
    def owner(self) -> str | None:
        """The owner's handle; None where there is none."""
        return self._text("owner")

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are text."""
        return tuple(str(tag) for tag in items(self.fields.get("tags")) if isinstance(tag, str))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The ids and file names, without ending, that the record had before."""
        return tuple(alias for alias in items(self.fields.get("aliases")) if isinstance(alias, str))

    @property
    def phase(self) -> str:
        """``draft``, ``open``, ``in-force``, ``retired`` or ``unknown``."""
        return self.kind.phase(self.status)

    @property
    def settled(self) -> bool:
        """Whether the record is past its kind's first status, so that its contents are asked for."""
        return self.status in self.kind.statuses[1:]

    @cached_property
    def document(self) -> Document:
        """The body's structure."""
        from adr.markdown import Document

        return Document(self.reading.body)

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers that the record states, in order or not."""
        from adr.waiver import stated

        return tuple(stated(self))

    @property
    def title_start(self) -> int:
        """Where the first heading of level one starts in the body, in bytes; the body's start where there is none."""
        return next((h.start for h in self.document.headings if h.level == 1), 0)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Where the fields disagree with the kind's schema."""
        schema = self.kind.schema
        return tuple(
            Fault(
                tuple(error.instance_path),
                str(error.schema_path[-1]),
                _dig(schema, error.schema_path),
                error.instance,
                _expected(schema, error.schema_path),
            )
            for error in self.kind.validator.iter_errors(dict(self.fields))
        )

    def missing(self, rule: str) -> list[tuple[str, str]]:
        """Return the fields that `rule` asks for and that are absent or empty, each with the reason."""
        found = []
        for requirement in self.kind.requirements:
            applies = requirement.rule == rule and self.status in requirement.statuses
            if applies and requirement.condition.holds(self.fields):
                reason = f"{self.kind.name} that is {self.status}"
                if condition := str(requirement.condition):
                    reason += f" and whose {condition}"
                found += [(name, reason) for name in requirement.fields if self.fields.get(name) in (None, "", [], {})]
        return found

    def locate(self, keys: Sequence[str | int], *, key: bool = False) -> Location:
        """Return the place of the value at `keys`, or of its key; the first line where it is absent."""
        places = self.reading.places
        if keys and (place := places.get(".".join(map(str, keys[:2]))) or places.get(str(keys[0]))):
            return self.in_body(self.document.offset(place[0]))
        path = self.reading.head_file or self.path
        if self.reading.keys:
            keys = self._theirs(keys)
        found = frontmatter.locate(self.reading.head, keys, key=key)
        if found is None:
            return Location(self.path)
        return Location(path, found[0] + self.reading.head_line - 1, found[1])

    def _theirs(self, keys: Sequence[str | int]) -> Sequence[str | int]:
        """Return the keys of front matter that stand for ours, in a dialect with names of its own."""
        names = self.reading.keys
        if keys[:1] == ["relations"] or tuple(keys[:1]) == ("relations",):
            return [names[str(keys[1])]] if len(keys) > 1 and str(keys[1]) in names else keys
        return [names.get(str(keys[0]), keys[0]), *keys[1:]] if keys else keys

    def in_body(self, start: int) -> Location:
        """Return the place of a byte offset of the body."""
        line, column = self.document.place(start)
        return Location(self.path, line + self.reading.body_line - 1, column)

    def written(self, keys: Sequence[str | int]) -> str | None:
        """Return the scalar at `keys` as its author wrote it."""
        return frontmatter.raw(self.reading.head, keys) or self.reading.raw.get(str(keys[0]))

    def _text(self, name: str) -> str | None:
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file in a record folder that could not become a record, and why. Lines count from 1."""

    path: str
    kind: Kind
    message: str
    help: str = ""
    line: int = 1
    column: int = 1
    text: str = ""

    dialect: str = "native"

    @property
    def id(self) -> str:
        """The id that the file's name claims, so that it is not given to another record."""
        return dialect(self.dialect).identify(self.path, self.kind)


Entry = Record | Unreadable


def instant(value: Any) -> datetime | None:
    """Return a moment in UTC as a time that can be compared; None for what is none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and value.endswith("Z") else None
    except ValueError:
        return None
    return found


def is_date(value: Any) -> bool:
    """Tell whether a value is a day of the calendar in ISO form."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def read(
    path: str, text: str, kind: Kind, dialect_name: str, conventions: Conventions = NONE, beside: str = ""
) -> Entry:
    """Turn one file's text, and that of the file `beside` it, into a record, or into the reason why it is none."""
    try:
        reading = dialect(dialect_name).read(Source(path, text.removeprefix("\ufeff"), kind, conventions, beside))
    except frontmatter.MalformedError as error:
        return Unreadable(path, kind, error.message, error.help, error.line, error.column, text, dialect_name)
    return Record(path, kind, dialect_name, reading, text, conventions)


def items(value: Any) -> list[Any]:
    """Return a list as it is, nothing as no items, and anything else as the one item it was meant to be."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def relations_in(fields: Mapping[str, Any]) -> Iterable[tuple[str, int, str]]:
    """Yield the relations in a record's fields: name, place in its list, and the target as written."""
    relations = fields.get("relations")
    for name, targets in relations.items() if isinstance(relations, dict) else ():
        for index, written in enumerate(items(targets)):
            if isinstance(written, str):
                yield str(name), index, written


def target_of(written: str) -> tuple[str, str, str]:
    """Return id, fragment and version of the target that a relation names."""
    match = _TARGET.match(written)
    if match is None:
        return written, "", ""
    return match["id"], match["fragment"] or "", match["version"] or ""


def _dig(schema: Any, path: Sequence[str | int]) -> Any:
    """Return the part of a schema at `path`, which a validator reported."""
    for step in path:
        schema = schema[step]
    return schema


def _expected(schema: Any, path: Sequence[str | int]) -> str:
    """Return what the failing part of a schema says it expects, in words."""
    holder = _dig(schema, path[:-1])
    while isinstance(holder, dict) and "$ref" in holder and "x-expected" not in holder:
        holder = _dig(schema, str(holder["$ref"]).removeprefix("#/").split("/"))
    return str(holder.get("x-expected", "")) if isinstance(holder, dict) else ""
