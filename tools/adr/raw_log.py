"""Git's log of many files in one go: which commit left which contents under which name, and what these contents are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adr.finding import CannotRunError
from adr.history import asked

_MARK = "\x01"
"""Begins the line about a commit; a line about a file begins with a colon."""

_FILES = ("100", "000")
"""What git's modes of files begin with, and of nothing; links and repositories in it have others."""

_PARTS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to a file.

    Attributes:
        was: The file's name before; that after, where it is new.
        path: Its name after; that before, where it is gone.
        before: The abbreviated name of its contents before, in git; empty where there were none.
        after: The same for after.
    """

    was: str
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its abbreviated hash, a date of it, whether a shallow clone ends with it, and its changes."""

    hash: str
    date: str
    cut: bool
    changes: tuple[Change, ...]


def commits(root: Path, folders: Sequence[str], date: str, *options: str) -> Iterator[Commit]:
    """Yield the commits of the files below `folders`, the latest first, renames followed; git is asked once.

    `date` is git's placeholder for the date that is wanted, such as ``%cs``. None outside git.
    """
    command = ["--raw", "--relative", "--find-renames", "--no-color", "--no-show-signature", *options]
    command += [f"--format={_MARK}%h{_MARK}{date}{_MARK}%D", "--", *folders]
    try:
        told = asked(root, "-c", "core.quotePath=off", "log", *command).decode(errors="replace")
    except CannotRunError:
        return
    for about in f"\n{told}".split(f"\n{_MARK}")[1:]:
        head, *lines = about.split("\n")
        hash_, stated, names = head.split(_MARK, 2)
        yield Commit(hash_, stated, "grafted" in names.split(", "), tuple(_changes(lines)))


def _changes(lines: Iterable[str]) -> Iterator[Change]:
    for line in lines:
        about, _, names = line.partition("\t")
        parts = about.split(" ")
        if len(parts) != _PARTS or not names or '"' in names or not parts[1].startswith(_FILES):
            continue
        was, _, path = names.rpartition("\t")
        before, after = (name if name.strip("0") else "" for name in parts[2:4])
        yield Change(was or path, path, before, after)


def contents(root: Path, blobs: Iterable[str], most: float = float("inf")) -> Mapping[str, bytes]:
    """Return contents by their names in git, asked once; but for those that it lacks and those above `most` bytes."""
    wanted = [blob for blob in dict.fromkeys(blobs) if blob]
    if not wanted:
        return {}
    try:
        told = asked(root, "cat-file", "--batch", stdin="\n".join(wanted).encode() + b"\n")
    except CannotRunError:
        return {}
    found: dict[str, bytes] = {}
    at = 0
    for name in wanted:
        end = told.index(b"\n", at)
        _, what, *size = told[at:end].decode(errors="replace").split(" ")
        at = end + 1
        if what == "blob" and size:
            if int(size[0]) <= most:
                found[name] = told[at : at + int(size[0])]
            at += int(size[0]) + 1
    return found
