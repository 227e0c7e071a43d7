"""Destinations of links in a body, rewritten in place: every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Callable

from adr.edit import Edit
from adr.markdown import Document

_INLINE, _DEFINED = r"\]\(\s*<?", r"\]:\s*<?"


def retarget(document: Document, new: Callable[[str], str | None]) -> tuple[list[Edit], list[str]]:
    """Return the edits that lead links elsewhere, and the destinations that do not stand in the text as they are read.

    `new` is asked once for each destination, in the order in which links and definitions begin; None keeps it. Offsets
    of the edits count characters of the body.
    """
    places = [(link.start, link.end, link.target) for link in document.links if link.inline]
    places += [(start, 0, target) for target, start in document.definitions]
    edits: list[Edit] = []
    missed: list[str] = []
    for start, end, target in sorted(places):
        wanted = new(target)
        if wanted is None or wanted == target:
            continue
        at = _written(document, target, start, end)
        if at is None:
            missed.append(target)
        else:
            edits.append(Edit(at, at + len(target), wanted))
    return edits, missed


def _written(document: Document, target: str, start: int, end: int) -> int | None:
    """Return where a link, or without an `end` a definition, has its destination: a link's is the last in it."""
    begin = document.index(start)
    text = document.text[begin : document.index(end) if end else None]
    pattern = f"{_INLINE if end else _DEFINED}({re.escape(target)})(?=[\\s)>]|$)"
    found = [match.start(1) for match in re.finditer(pattern, text)]
    return begin + found[-1 if end else 0] if found else None


def cut(target: str) -> tuple[str, str]:
    """Cut a destination in two: its path, and the query and fragment after it."""
    end = min((at for at in map(target.find, "?#") if at >= 0), default=len(target))
    return target[:end], target[end:]


def is_relative(target: str) -> bool:
    """Tell whether a destination is a path that counts from the file it stands in."""
    return bool(cut(target)[0]) and not re.match(r"[a-z][a-z0-9+.-]*:|/", target, re.IGNORECASE)
