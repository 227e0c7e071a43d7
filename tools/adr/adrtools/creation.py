"""A new record: its number, its name, and what it says of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adr.adrtools.draft import drafting
from adr.adrtools.layout import Layout, names
from adr.adrtools.status import without_status
from adr.adrtools.template import filled

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another record, and the one back."""

    target: str
    description: str
    reverse: str


@dataclass(frozen=True, slots=True)
class Created:
    """A new record's path as adr-tools prints it, and what the user should know."""

    path: str
    notes: tuple[str, ...]


def create(
    layout: Layout, title: str, template: str, date: str, superseded: Sequence[str] = (), links: Sequence[Link] = ()
) -> Created:
    """Write a new record with the next number, and the links to and from others.

    `superseded` and the targets of `links` are references. Raises CannotRunError; nothing is written then.
    """
    with drafting(layout) as draft:
        number = _next(layout)
        path = f"{layout.folder}/{number:04d}-{slug(title)}.md"
        replaced = {"NUMBER": str(number), "TITLE": title, "DATE": date, "STATUS": "Accepted"}
        draft.add(path, filled(template, replaced))
        for reference in superseded:
            target = draft.find(reference)
            draft.link(target, "Superceded by", path)
            draft.texts[target] = without_status(draft.texts[target], "Accepted")
            draft.link(path, "Supercedes", target)
        for link in links:
            target = draft.find(link.target)
            draft.link(path, link.description, target)
            draft.link(target, link.reverse, path)
    return Created(path, tuple(draft.notes))


def slug(title: str) -> str:
    """Return a title as file names have it: ASCII letters in lower case and digits, with dashes between."""
    return re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").lower()


def _next(layout: Layout) -> int:
    """Return the number after the highest that any name in the folder begins with."""
    found = (_DIGITS.match(name) for name in names(layout.folder))
    return max((int(digits[0]) for digits in found if digits), default=0) + 1
