"""What the file of a new record is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from adr.dialect import Dialect, number_of
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.project import Place
from adr.record import Record

DANGLING = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "that", "the", "to", "with"]
)
"""Words that say nothing of what a text is about, and at which a name does not end."""

_SLUG_LENGTH = 60
_NUMBER = re.compile(r"(?P<before>[A-Za-z]*[-_]?)(?P<digits>\d+)(?P<after>[-_ .]?)")


def foreign_name(
    dialect: Dialect, place: Place, graph: Graph, title: str, today: date, taken: Iterable[str]
) -> tuple[str, str]:
    """Return the name of a new record's file in another dialect, and its number in words; names follow the last one.

    `taken` are names of files that are or were there. Raises CannotRunError for a dialect that is only read.
    """
    if not dialect.template:
        raise CannotRunError(
            f"{place.folder} is written as {dialect.title}, which is read but not written; `adr import` converts it"
        )
    below = f"{place.folder}/" if place.folder else ""
    paths = [entry.path.removeprefix(below) for entry in graph.entries if entry.path.startswith(below)]
    if dialect.form.startswith("YYYYMMDD"):
        return f"{today:%Y%m%d}-{file_slug(title)}.md", ""
    names = {path.rsplit("/", 1)[-1] for path in paths}
    numbers = {name: number for name in (*names, *taken) if (number := number_of(name)) is not None}
    if not numbers and names:
        return f"{file_slug(title)}.md", ""
    number = 1 + max(numbers.values(), default=0)
    last = max((name for name in names if name in numbers), key=lambda name: numbers[name], default="0000-title.md")
    match = _NUMBER.match(last)
    digits = match["digits"] if match else "0000"
    written = str(number).zfill(len(digits) if digits.startswith("0") or not match or not match["before"] else 1)
    ends = match is not None and match["after"] == "."
    start = f"{match['before'] if match else ''}{written}"
    return (f"{start}.md" if ends else f"{start}{match['after'] if match else '-'}{file_slug(title)}.md"), str(number)


def renamed_file(record: Record, title: str) -> str:
    """Return the name of a record's file under a new title; a name that does not hold the title stays."""
    name = record.path.rsplit("/", 1)[-1]
    if record.dialect == "native":
        return file_name(record.id, title) if name.startswith(f"{record.id}-") else name
    match = re.match(r"((?:[A-Za-z]+[-_])?(?:\d{4}-\d{2}-\d{2}|\d+)[-_ ])[^.]*(\..+)$", name)
    return f"{match[1]}{file_slug(title)}{match[2]}" if match and name.lower() != "readme.md" else name


def file_name(id_: str, title: str) -> str:
    """Return the name of a native record's file."""
    return "-".join(part for part in (id_, file_slug(title)) if part) + ".md"


def file_slug(title: str) -> str:
    """Return a title as the end of a file's name: lower-case ASCII words joined by hyphens, cut at a word."""
    folded = unicodedata.normalize("NFKD", title.replace("\u2019", "'")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", folded.replace("'", ""))
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > _SLUG_LENGTH:
            while len(kept) > 1 and kept[-1] in DANGLING:
                kept.pop()
            break
        kept.append(word[:_SLUG_LENGTH])
    return "-".join(kept)
