"""Where adr-tools keeps its records, and which file a reference means."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MARKER = ".adr-dir"
"""The file that names the folder of the records."""

FOLDER = "doc/adr"
"""Where records are when no file names another folder."""

_RECORD = re.compile(r"([0-9]+)-.*\.md", re.DOTALL)
_SWAPPED = re.compile(r"\\?[+?(){}|]")


class MissingFolderError(Exception):
    """The folder of the records does not exist."""


class Layout(NamedTuple):
    """A repository laid out by adr-tools.

    Attributes:
        root: The folder in which a change is made as a whole; it holds `folder`. Absolute.
        folder: The folder of the records as adr-tools prints it: from the current folder.
    """

    root: str
    folder: str


def upwards(start: str) -> Iterator[str]:
    """Yield `start` and the folders above it."""
    while True:
        yield start
        parent = os.path.dirname(start)
        if parent == start:
            return
        start = parent


def is_laid_out(folder: str) -> bool:
    """Tell whether adr-tools takes a folder for the one to work in."""
    return os.path.isfile(os.path.join(folder, MARKER)) or os.path.isdir(os.path.join(folder, FOLDER))


def locate() -> Layout:
    """Return the layout around the current folder, or the one that adr-tools would make there.

    Raises CannotRunError where the folder of the records is not in the repository.
    """
    here = os.getcwd()
    for up, folder in enumerate(upwards(here)):
        if is_laid_out(folder):
            return layout(folder, os.path.join("../" * up, _named(folder)))
    return layout(here, FOLDER)


def layout(root: str, folder: str) -> Layout:
    """Return the layout of records in `folder`, as seen from here; raises CannotRunError where that is elsewhere."""
    from adr.finding import CannotRunError

    for whole in (root, repository(root)):
        found = Layout(whole, folder)
        if is_inside(folder, found):
            return found
    raise CannotRunError(f"`{folder}`, where the records are said to be, is not in {repository(root)}")


def is_inside(path: str, found: Layout) -> bool:
    """Tell whether a path, followed through links, stays in the repository."""
    return os.path.commonpath([found.root, os.path.realpath(path)]) == found.root


def repository(root: str) -> str:
    """Return the nearest folder from `root` upwards with a ``.git``, or `root` itself where there is none."""
    return next((folder for folder in upwards(root) if os.path.exists(os.path.join(folder, ".git"))), root)


def names(folder: str) -> list[str]:
    """Return the names in a folder; none where there is no such folder."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def records(found: Layout) -> list[str]:
    """Return the paths of all records as adr-tools prints them, in order. Raises MissingFolderError.

    Left out are links that lead out of the repository, and whatever is no file.
    """
    try:
        entries = list(os.scandir(found.folder))
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFolderError(f"The {found.folder} directory does not exist") from None
    return sorted(
        f"{found.folder}/{entry.name}"
        for entry in entries
        if _RECORD.match(entry.name) and entry.is_file() and (not entry.is_symlink() or is_inside(entry.path, found))
    )


def number(path: str) -> int:
    """Return a record's number."""
    found = _RECORD.match(os.path.basename(path))
    return int(found[1]) if found else 0


def resolve(reference: str, paths: Sequence[str]) -> str | None:
    """Return the first of `paths` that a reference means, or None.

    Digits are a number. Anything else is a part of the file's name, then of its path, then a pattern of ``grep``.
    """
    if reference.isascii() and reference.isdigit():
        return next((path for path in paths if number(path) == int(reference)), None)
    if not reference:
        return None
    for path in paths:
        if reference in os.path.basename(path):
            return path
    for path in paths:
        if reference in path:
            return path
    pattern = _pattern(reference)
    return next((path for path in paths if pattern.search(path)), None) if pattern else None


def _pattern(reference: str) -> re.Pattern[str] | None:
    """Return a basic regular expression as Python writes it: there, ``\\|`` is what ``|`` is here."""
    try:
        return re.compile(_SWAPPED.sub(lambda m: m[0][1:] if len(m[0]) > 1 else f"\\{m[0]}", reference))
    except re.error:
        return None


def _named(folder: str) -> str:
    """Return the folder of the records as the marker in `folder` names it."""
    try:
        with open(os.path.join(folder, MARKER), encoding="utf-8-sig", errors="surrogateescape") as file:
            return file.read().strip().rstrip("/") or FOLDER
    except (FileNotFoundError, IsADirectoryError):
        return FOLDER
