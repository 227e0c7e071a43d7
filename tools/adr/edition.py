"""As of when, and from which commit, a document speaks; and the files as they were then."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adr.finding import CannotRunError
from adr.graph import Graph
from adr.history import asked, prefix
from adr.record import is_date
from adr.snapshot import Blob, commit_at, contents, tree


@dataclass(frozen=True)
class Edition:
    """A state of the project.

    Attributes:
        root: The project's folder.
        as_of: The ISO day.
        commit: The commit's whole hash; empty outside git.
        past: Whether files are read from the commit, and not from the folder.
        changed: Paths of records that the folder has not as the commit has them.
        files: What the commit has, by path.
    """

    root: Path
    as_of: str
    commit: str
    past: bool
    changed: frozenset[str] = frozenset()
    files: dict[str, Blob] = field(default_factory=dict)

    @property
    def above(self) -> str:
        """Where the project lies in its repository, with a slash at the end; empty at its top."""
        return prefix(self.root)

    def read(self, path: str, limit: int) -> bytes | None:
        """Return what a file of the project held; None for one that is no file of it, or longer than `limit`."""
        if self.past:
            blob = self.files.get(path)
            fits = blob is not None and not blob.link and blob.size <= limit
            return next(contents(self.root, [blob.hash])) if blob and fits else None
        file = (self.root / path).resolve()
        if not file.is_relative_to(self.root.resolve()) or not file.is_file() or file.stat().st_size > limit:
            return None
        return file.read_bytes()

    def committed(self, path: str) -> bool:
        """Tell whether the commit has a file as this edition shows it."""
        return path in self.files and path not in self.changed


def edition(root: Path, graph: Graph, folders: Sequence[str], at: str | None, as_of: str | None) -> Edition:
    """Return the edition that `at` and `as_of` ask for; without them, the folder as it is.

    Its day is the one asked for, else the commit's; outside git the latest date of a record. Raises CannotRunError for
    no such commit.
    """
    past = at is not None or as_of is not None
    try:
        commit = commit_at(root, at or "HEAD", as_of or "")
    except CannotRunError:
        if past:
            raise
        latest = max((record.date or "" for record in graph.records if is_date(record.date)), default="")
        return Edition(root, latest, "", past=False)
    day = as_of or asked(root, "log", "-1", "--format=%cs", commit, "--").decode().strip()
    changed = frozenset() if past else frozenset(_changed(root, folders))
    return Edition(root, day, commit, past, changed, dict(tree(root, commit)))


def _changed(root: Path, folders: Sequence[str]) -> Sequence[str]:
    """Return the paths, from `root`, of files below `folders` that are not as the last commit has them."""
    options = ["--porcelain", "-z", "--no-renames", "--untracked-files=all"]
    above = prefix(root)
    found = asked(root, "status", *options, "--", *folders).split(b"\0")
    return [os.fsdecode(entry[3:]).removeprefix(above) for entry in found if entry]
