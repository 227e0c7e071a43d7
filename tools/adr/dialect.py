"""What a dialect is: one way in which people write records. Each file in ``dialects/`` defines one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from adr import discovery
from adr.kind import Kind
from adr.wording import NONE, Conventions

Span = tuple[int, int]

_MARKDOWN = (".md", ".markdown")
_ASIDE = re.compile(r"(?:_?index|readme|contributing|changelog|summary|glossary|license|about)\.", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"(?:0+[-_])?(?:[_.]?(?:adr|madr|rfc|kep|pep|decision)[-_])?_?template(?:[-_](?:bare|minimal|short|long|full|en))*\.",
    re.IGNORECASE,
)
NUMBERED_FOLDER = re.compile(r"(?:.*/)?\d{1,5}(?:[-_ .][^/]*)?/README\.md$", re.IGNORECASE)
"""The text of a record that has a folder of its own, named after its number."""

_MOST_DIGITS = 9
_NUMBERED = re.compile(r"(\d{1,5})(?=[-_. ]|$)(?!-\d\d(?:-|\b))")
_NAMED = re.compile(r"([A-Za-z]{2,6})[-_]?(\d{1,6})(?=[-_. ]|$)")
_FIRST_SECTION = re.compile(r"^## ", re.MULTILINE)
_LEADING_ID = re.compile(r"([A-Z]{3}-\d{4})(?=[-.]|$)")
_DATED = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?!\d)|\d{8}(?!\d)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a file that could be read in more ways than one: where, what, and what would settle it."""

    key: str
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a dialect reads from a file: normalised fields, and where the pieces are.

    Attributes:
        fields: Our fields, by name.
        head: The front matter as written, from line ``head_line`` on; empty where there is none.
        body: The text of the record, which starts on line ``body_line``.
        raw: Fields whose words were translated, as written.
        places: Where fields that stand in the body have their values, as ranges of it.
        doubts: What could not be read for certain.
        markup: What the body is written in: ``markdown`` or ``rst``.
        head_file: The path of the file that holds the head, where it is another one.
        keys: Our names of fields and relations that front matter has under other names, to those.
    """

    fields: Mapping[str, Any]
    head: str
    head_line: int
    body: str
    body_line: int
    raw: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    markup: str = "markdown"
    head_file: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its path from the root, its text, its kind, how its folder is written.

    ``beside`` is the text of the file that has the metadata, for dialects that keep it in one of its own.
    """

    path: str
    text: str
    kind: Kind
    conventions: Conventions = NONE
    beside: str = ""


def is_markdown(path: str) -> bool:
    """Tell whether a path has one of the endings of Markdown."""
    return path.lower().endswith(_MARKDOWN)


def is_aside(path: str) -> bool:
    """Tell whether a file of that name is known to be no record: an index, a README, a template.

    A name that has the word in it, such as ``0005-use-a-template-engine.md``, is not a template.
    """
    name = path.rsplit("/", 1)[-1]
    return _ASIDE.match(name) is not None or _TEMPLATE.fullmatch(name.rsplit(".", 1)[0] + ".") is not None


def is_note(path: str) -> bool:
    """Tell whether a file is Markdown whose name does not say that it is no record."""
    return is_markdown(path) and not is_aside(path)


def is_note_or_folder(path: str) -> bool:
    """Tell whether a file is such Markdown, or the README of a numbered folder."""
    return is_note(path) or NUMBERED_FOLDER.match(path) is not None


def stands_on_top(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a pattern is found above a text's first section."""
    first = _FIRST_SECTION.search(text)
    return pattern.search(text, 0, first.start() if first else len(text)) is not None


def never(path: str, text: str) -> bool:  # noqa: ARG001 - the signature of every sign
    """Recognise nothing, for a dialect that only settings choose."""
    return False


def id_of(path: str) -> str:
    """Return the id at the start of a file's name, else the name without its ending."""
    name = path.rsplit("/", 1)[-1]
    match = _LEADING_ID.match(name)
    return match[1] if match else name.rsplit(".", 1)[0]


def identify(path: str, kind: Kind) -> str:
    """Return the id that a file's name gives: a number with the kind's prefix, a name with a number, else all of it.

    ``0012-use-x.md`` is ``ADR-0012``, ``adr-12.md`` is ``ADR-12``, ``20200101-use-x.md`` is ``20200101-use-x``.
    """
    name = stem(path)
    if _DATED.match(name):
        return name
    if numbered := _NUMBERED.match(name):
        return f"{kind.prefix}-{int(numbered[1]):04d}"
    named = _NAMED.match(name)
    return f"{named[1].upper()}-{named[2]}" if named else name


def slug_id(path: str, kind: Kind) -> str:  # noqa: ARG001 - the signature of every way to identify
    """Return a file's name, without its ending, as the id."""
    return stem(path)


def whole(text: str) -> int | None:
    """Return the number that a text is; None for another text, and for more digits than any record's number has."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def number_of(path: str) -> int | None:
    """Return the number in a file's name; None where it has none, or a date."""
    name = stem(path)
    match = None if _DATED.match(name) else _NUMBERED.match(name) or _NAMED.match(name)
    return int(match[match.lastindex or 1]) if match else None


def stem(path: str) -> str:
    """Return a file's name without its endings; the folder's name, for a README and others named after their role."""
    parts = path.split("/")
    name = parts[-1]
    if len(parts) > 1 and (_ASIDE.match(name) or name.lower() == "kep.yaml"):
        return parts[-2]
    return re.sub(r"(?:\.(?:md|markdown|mdx|html|erb|rst|txt))+$", "", name, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing records.

    Attributes:
        name: What settings call it.
        title: What people call it.
        claims: Whether a file at that path, counted from the record folder, is a record.
        read: A source to a reading; raises `frontmatter.MalformedError`.
        form: What a record's file is called.
        sign: Whether path (from the record folder) and text look like this dialect and no other that is less
            particular: how a folder's dialect is found.
        ignores: Whether a file at that path is known to be no record.
        identify: From a path and a kind to the id that the path gives.
        exempt: Rules that records in this dialect cannot meet; they are off for them.
        rank: Dialects with a lower rank are asked first for their sign.
        beside: The name of the file, in the record's folder, that has the metadata; empty where it is in the record.
        dated: Whether a record's date is that of its status, so that it changes with it.
        template: The text of a new record, with ``{{ variables }}``; empty where none is written.
        adapt: From the template and the text of the folder's last record to the template in the form of the latter.
        links: Where relations are written: ``front-matter``, ``status``, ``links`` or ``table``.
    """

    name: str
    title: str
    claims: Callable[[str], bool]
    read: Callable[[Source], Reading]
    form: str
    sign: Callable[[str, str], bool]
    ignores: Callable[[str], bool] = is_aside
    identify: Callable[[str, Kind], str] = identify
    exempt: frozenset[str] = frozenset()
    rank: int = 50
    beside: str = ""
    dated: bool = False
    template: str = ""
    links: str = "front-matter"
    adapt: Callable[[str, str], str] = lambda template, _: template

    def file_beside(self, path: str) -> str:
        """Return the path of the file that has the metadata of the record at `path`; empty where it is the record."""
        return f"{path.rpartition('/')[0]}/{self.beside}".lstrip("/") if self.beside else ""


FOREIGN = frozenset(
    {
        "ENV003",
        "ENV005",
        "ENV006",
        "ENV007",
        "ENV008",
        "DEC001",
        "DEC002",
        "DEC003",
        "DEC005",
        "DEC007",
        "LRN001",
        "LRN002",
        "PLB001",
        "PLB002",
        "REL003",
        "REL007",
    }
)
"""Rules that ask for what only native records hold."""


def names() -> tuple[str, ...]:
    """Return the names of all dialects, without loading any."""
    return discovery.names("dialects")


@cache
def dialect(name: str) -> Dialect:
    """Return the dialect called `name`, which is one of `names()`."""
    found: Dialect = discovery.load("dialects", name, "DIALECT")
    return found


@cache
def ranked() -> tuple[Dialect, ...]:
    """Return all dialects in the order in which they are asked for their sign."""
    return tuple(sorted(map(dialect, names()), key=lambda found: (found.rank, found.name)))
