"""Where comments in code cite records by their ids: git finds the files, their languages' readers the comments."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adr.finding import CannotRunError
from adr.following import comments_of
from adr.history import asked
from adr.references import MAX_CODE

_ID = "[A-Z]{3}-[0-9]{4}"

_PATTERN = f"([#%;]|//|[*]|--|\"\"\"|''').*{_ID}|^[^]\"'`(){{}}=:[]*{_ID}"
"""Lines that may be comments, so that few files are read with care: an id behind a mark, or behind plain words."""

MOST = 20
"""Places that are kept of one id."""

ENOUGH = 1024 * 1024
"""Bytes of code that are read with care, the first files by path; a build does not wait for more."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The files and lines that cite an id in a comment, by id. `whole` says that nothing was left out."""

    places: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    whole: bool = True


def cited(root: Path, ids: Collection[str]) -> Cited:
    """Return the files and lines that cite each of `ids` in a comment.

    Markdown is left out: what records and pages cite is known otherwise. Outside git there is nothing.
    """
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    whole, left = True, ENOUGH
    for path in _files(root):
        text = _text(root / path)
        left -= len(text)
        if left < 0:
            return Cited(dict(found), whole=False)
        for id_, line in comments_of(path, text, ids):
            if len(found[id_]) < MOST:
                found[id_].append((path, line))
            else:
                whole = False
    return Cited(dict(found), whole)


def _text(file: Path) -> str:
    """Return what a file holds; nothing for a link, a large file or none of text."""
    try:
        return "" if file.is_symlink() or file.stat().st_size > MAX_CODE else file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _files(root: Path) -> list[str]:
    """Return the files that git keeps, no Markdown, that may have an id in a comment."""
    try:
        told = asked(root, "grep", "-IlzE", "-e", _PATTERN, "--", ".", ":(exclude)*.md", ":(exclude)*.markdown")
    except CannotRunError:
        return []
    return sorted(os.fsdecode(path) for path in told.split(b"\0") if path)
