"""The statuses that all records had, from git, asked once for their commits and once for what these held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adr.chronicle import UNREADABLE, status_in
from adr.finding import CannotRunError
from adr.history import asked
from adr.record import Entry, Record
from adr.snapshot import contents

_MARK = "\x01"
"""Begins the line about a commit; a line about a file begins with a colon."""

_AT_ONCE = 2_000
"""Texts that are asked for at once, so that a long history does not have to fit into memory."""

_FILES = ("100", "000")
"""What git's modes of files begin with, and of nothing; links and repositories in it have others."""

MOST = 60
"""Commits of one record, the latest, that are looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that gave a record another status: the author's ISO day, the status, the abbreviated hash.

    `hash` is empty for a change that no commit has, and `status` is None where there was none to read.
    """

    date: str
    status: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Past:
    """The statuses of a record, the earliest first. `complete` says that its first commit is among them."""

    steps: tuple[Step, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """What git knows beyond the last commit.

    Attributes:
        branch: The repository's default branch; empty where the clone does not say.
        pasts: The statuses that records had, by path.
        cited: By id, the files and lines whose comments cite it.
        whole: Whether these are all.
    """

    branch: str = ""
    pasts: Mapping[str, Past] = field(default_factory=dict)
    cited: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Commit:
    hash: str
    date: str
    blob: str
    path: str
    first: bool
    cut: bool


def pasts(root: Path, entries: Sequence[Entry], folders: Sequence[str]) -> dict[str, Past]:
    """Return the statuses of every record that git knows, by its path; renames are followed.

    Outside git there are none. A merge is told by the commits that it brought.
    """
    found = _commits(root, entries, folders)
    texts = _texts(root, found)
    known = {entry.path: entry for entry in entries}
    made = {path: _past(known[path], commits, texts) for path, commits in found.items()}
    return {path: past for path, past in made.items() if past.steps}


def _past(entry: Entry, commits: Sequence[_Commit], texts: Mapping[str, str]) -> Past:
    steps: list[Step] = []
    held = [commit for commit in commits if commit.blob in texts]
    for commit in reversed(held):
        status = status_in(entry, commit.path, texts[commit.blob])
        if not steps or steps[-1].status != status:
            steps.append(Step(commit.date, status, commit.hash))
    now = entry.status if isinstance(entry, Record) else UNREADABLE
    if steps and steps[-1].status != now:
        steps.append(Step("", now, ""))
    return Past(tuple(steps), len(held) == len(commits) and commits[-1].first and not commits[-1].cut)


def _commits(root: Path, entries: Sequence[Entry], folders: Sequence[str]) -> dict[str, list[_Commit]]:
    """Return the commits of each record, the latest first."""
    options = ["--raw", "--find-renames", "--relative", "--no-show-signature"]
    options += [f"--format={_MARK}%h{_MARK}%aI{_MARK}%D", "--", *folders]
    try:
        told = asked(root, "-c", "core.quotePath=off", "log", *options)
    except CannotRunError:
        return {}
    called = {entry.path: entry.path for entry in entries}
    found: dict[str, list[_Commit]] = {}
    for about in f"\n{told.decode(errors='replace')}".split(f"\n{_MARK}")[1:]:
        head, *lines = about.split("\n")
        hash_, date, names = head.split(_MARK)
        cut = "grafted" in names.split(", ")
        for before, path, blob, what in _changes(lines):
            own = called.get(path)
            if own is None:
                continue
            if what in ("A", "R"):  # before it, the name was another file's
                del called[path]
            if what == "R":
                called[before] = own
            commits = found.setdefault(own, [])
            if len(commits) < MOST and what != "D":
                commits.append(_Commit(hash_, date[:10], blob, path, what == "A", cut))
    return {path: commits for path, commits in found.items() if commits}


def _changes(lines: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the path before and after, the contents' name in git and what was done, of each line about a file."""
    for line in lines:
        about, _, paths = line.partition("\t")
        if line.startswith(":") and paths:
            _, mode, _, blob, what = about.split(" ")
            before, _, after = paths.partition("\t")
            if mode[:3] in _FILES:
                yield before, after or before, blob, what[:1]


def _texts(root: Path, found: Mapping[str, Sequence[_Commit]]) -> dict[str, str]:
    """Return what git keeps under the names of contents that the commits have."""
    names = list(dict.fromkeys(commit.blob for commits in found.values() for commit in commits))
    texts: dict[str, str] = {}
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        try:
            texts |= {
                name: data.decode(errors="replace") for name, data in zip(part, contents(root, part), strict=True)
            }
        except (CannotRunError, ValueError):  # a partial clone may lack some
            continue
    return texts
