"""Destinations of links in a body, rewritten in place: every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Callable

from adr.edit import Edit
from adr.markdown import Document

_BEFORE = r"(?:\]\(|\]:)\s*<?"
_AFTER = r"(?=[\s)>]|$)"


def retarget(document: Document, new: Callable[[str], str | None]) -> tuple[list[Edit], list[str]]:
    """Return the edits that lead links elsewhere, and the destinations that do not stand in the text as they are read.

    `new` is asked once for each link and each link reference definition, in the order of the text; None keeps a
    destination. Offsets of the edits count characters of the body.
    """
    places = [(link.start, link.target) for link in document.links]
    places += [(start, target) for target, start in document.definitions]
    defined = {target for target, _ in document.definitions}
    edits: list[Edit] = []
    missed: list[str] = []
    taken: set[int] = set()
    for start, target in sorted(places):
        wanted = new(target)
        if wanted is None or wanted == target:
            continue
        at = _written(document.text, target, document.index(start), taken)
        if at is not None:
            taken.add(at)
            edits.append(Edit(at, at + len(target), wanted))
        elif target not in defined and not any(document.text.startswith(target, place) for place in taken):
            missed.append(target)
    return edits, missed


def _written(text: str, target: str, start: int, taken: set[int]) -> int | None:
    """Return where a link that begins at `start` has its destination; None where that is taken or not found."""
    for match in re.finditer(f"{_BEFORE}({re.escape(target)}){_AFTER}", text[start:]):
        if start + match.start(1) not in taken:
            return start + match.start(1)
    return None


def cut(target: str) -> tuple[str, str]:
    """Cut a destination in two: its path, and the query and fragment after it."""
    end = min((at for at in map(target.find, "?#") if at >= 0), default=len(target))
    return target[:end], target[end:]


def is_relative(target: str) -> bool:
    """Tell whether a destination is a path that counts from the file it stands in."""
    return bool(cut(target)[0]) and not re.match(r"[a-z][a-z0-9+.-]*:|/", target, re.IGNORECASE)
