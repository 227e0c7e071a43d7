"""Files as a commit has them, asked of git in as few calls as there are questions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adr.finding import CannotRunError
from adr.history import asked


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as a commit has it: git's name for its contents, their size in bytes, whether it is a link."""

    hash: str
    size: int
    link: bool


def commit_at(root: Path, ref: str, date: str = "") -> str:
    """Return the hash of the commit that `ref` names, or of the last one before the end of the ISO day `date`.

    Only the ref's own line of commits counts, so that a day's state is what the branch had then. Raises
    CannotRunError with git's reason where there is no such commit.
    """
    if not date:
        try:
            return asked(root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
        except CannotRunError as error:
            raise CannotRunError(f"`{ref}` is no commit: {error}") from None
    options = ["--first-parent", "--format=%H", f"--before={date}T23:59:59", "--end-of-options", ref]
    found = asked(root, "log", "-1", *options, "--").decode().strip()
    if not found:
        raise CannotRunError(f"{ref} has no commit from {date} or before")
    return found


def tree(root: Path, commit: str) -> Mapping[str, Blob]:
    """Return every file below `root` as a commit has it, by path from there."""
    found: dict[str, Blob] = {}
    for entry in asked(root, "ls-tree", "-r", "-z", "-l", commit).split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if path:
            mode, what, hash_, size = about.split()
            if what == b"blob":
                found[os.fsdecode(path)] = Blob(hash_.decode(), int(size), mode == b"120000")
    return found


def contents(root: Path, hashes: Sequence[str]) -> Iterator[bytes]:
    """Yield what git keeps under names of contents, in order, asking it once; not at all for none."""
    if not hashes:
        return
    data = asked(root, "cat-file", "--batch", stdin="".join(f"{hash_}\n" for hash_ in hashes).encode())
    start = 0
    for _ in hashes:
        end = data.index(b"\n", start)  # of the line that says the name, the type and the size in bytes
        size = int(data[start:end].rsplit(b" ", 1)[1])
        yield data[end + 1 : end + 1 + size]
        start = end + size + 2


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that the work tree has not as the fork from a branch had it; `blob` is the old contents' name in git.

    `blob` is empty for a file that is new.
    """

    path: str
    blob: str


def changed_since_fork(root: Path, ref: str, folders: Sequence[str]) -> tuple[Changed, ...]:
    """Return the files below `folders` that differ between the work tree and its fork from `ref`; git is asked once.

    Files that git does not track are not among them. Raises CannotRunError where git cannot tell: no repository, no
    such ref, or a history that is cut off before the fork.
    """
    options = [
        "--merge-base",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "--relative",
        "-z",
        "--end-of-options",
        ref,
        "--",
    ]
    parts = asked(root, "diff", *options, *folders).split(b"\0")
    found = []
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        old = about.split()[2].decode()
        found.append(Changed(os.fsdecode(path), old.strip("0") and old))
    return tuple(found)
