"""The statuses that all records had, from git, asked once for their commits and once for what these held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adr import raw_log
from adr.chronicle import UNREADABLE, status_in
from adr.record import Entry, Record

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
    blobs = (commit.blob for commits in found.values() for commit in commits)
    texts = {name: data.decode(errors="replace") for name, data in raw_log.contents(root, blobs).items()}
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
    called = {entry.path: entry.path for entry in entries}
    found: dict[str, list[_Commit]] = {}
    for commit in raw_log.commits(root, folders, "%aI"):
        for change in commit.changes:
            own = called.get(change.path)
            if own is None:
                continue
            new = not change.before
            if new or change.was != change.path:  # before it, the name was another file's
                del called[change.path]
            if change.was != change.path:
                called[change.was] = own
            held = found.setdefault(own, [])
            if len(held) < MOST and change.after:
                held.append(_Commit(commit.hash, commit.date[:10], change.after, change.path, new, commit.cut))
    return {path: held for path, held in found.items() if held}
