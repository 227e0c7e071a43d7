"""A record's front matter as its author wrote it, under the author's own keys, and the clauses that speak of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from adr import frontmatter
from adr.clause import Clause
from adr.finding import Location
from adr.record import Record, items

_OURS = ("id", "kind", "status", "date")
"""Fields of which conditions ask in our words, whatever the author's are."""

_PLACEHOLDER = re.compile(r"\{([\w.-]*)(?::0(\d))?\}")


class Item(NamedTuple):
    """One item of a list, and where it stands."""

    value: Any
    location: Location


def clauses(record: Record, keyword: str) -> Iterator[Clause]:
    """Yield what the record's kind says under a keyword and what applies to the record."""
    stated = record.kind.clauses[keyword]
    if stated:
        facts = {**written(record), **{name: record.fields[name] for name in _OURS if name in record.fields}}
        yield from (clause for clause in stated if clause.holds(facts))


def written(record: Record) -> Mapping[str, Any]:
    """Return the front matter under its author's keys; our fields where the record has none of its own."""
    if record.dialect == "native" or not record.reading.head:
        return record.fields
    return _loaded(record.reading.head)


def value_at(record: Record, name: str) -> Any:
    """Return what stands under an author's key, or at a path such as ``impact.users``.

    Where there is nothing, it is what our field has, if the text of the record has it; nothing that was made up.
    """
    found = _at(written(record), name)
    if found is not None or written(record) is record.fields:
        return found
    in_text = record.document.title is not None if name == "title" else name in record.reading.places
    return _at(record.fields, name) if in_text or name.startswith("relations.") else None


def _at(fields: Mapping[str, Any], name: str) -> Any:
    found: Any = fields.get(name)
    if found is None and "." in name:
        found = fields
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def absent(record: Record, name: str) -> bool:
    """Tell whether a field is not there, or empty."""
    return value_at(record, name) in (None, "", [], {})


def place_of(record: Record, name: str, *, key: bool = False) -> Location:
    """Return where the value of a field stands, or its key."""
    return record.locate([name] if name in written(record) else name.split("."), key=key)


def source_text(record: Record, name: str) -> str | None:
    """Return a value exactly as it is written, quotes and all; None where there is none."""
    keys = [name] if name in written(record) else name.split(".")
    return frontmatter.source_of(record.reading.head, keys) or record.reading.raw.get(name)


def source_line(record: Record, name: str) -> str | None:
    """Return the line of the file on which a field's value starts; None where there is none."""
    at = frontmatter.locate(record.reading.head, [name], key=True) if name in written(record) else None
    return record.reading.head.split("\n")[at[0] - 1].rstrip("\r") if at else None


def items_at(record: Record, clause: Clause) -> list[Item]:
    """Return the items of a clause's field: of a list of YAML, or of text that is cut at the clause's separator."""
    name, value = clause.field, value_at(record, clause.field)
    place = place_of(record, name)
    if isinstance(value, str) and clause.separator:
        found = []
        start = place.column + (0 if (source_text(record, name) or "").startswith(value) else 1)
        for part in value.split(clause.separator):
            lead = len(part) - len(part.lstrip())
            at = place if "\n" in value else Location(place.path, place.line, start + lead)
            found.append(Item(part.strip(), at))
            start += len(part) + len(clause.separator)
        return found
    keys: list[str | int] = [name] if name in written(record) else [*name.split(".")]
    several = isinstance(value, list)
    return [Item(v, record.locate([*keys, number]) if several else place) for number, v in enumerate(items(value))]


def filled(
    template: str, record: Record, item: Any = None, *, form: Callable[[str], str] = lambda text: text
) -> str | None:
    """Return a template such as ``eip-{eip}.md`` or ``{id:04}`` with a record's fields in it; ``{}`` is the item.

    `form` is what a field's text becomes. None where the record lacks one of the fields.
    """
    lacking = False

    def value(match: re.Match[str]) -> str:
        nonlocal lacking
        found = value_at(record, match[1]) if match[1] else item
        lacking = lacking or found in (None, "") or isinstance(found, list | dict)
        text = str(found)
        return form(text.zfill(int(match[2])) if match[2] else text)

    text = _PLACEHOLDER.sub(value, template)
    return None if lacking else text


@lru_cache(maxsize=256)
def _loaded(head: str) -> Mapping[str, Any]:
    try:
        return frontmatter.load(head)
    except frontmatter.MalformedError:
        return {}
