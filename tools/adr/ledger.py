"""Git's history of many files in one go: which commit left which contents under which name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adr.finding import CannotRunError
from adr.history import asked

MOST = 50_000
"""Changes of files beyond which older ones are left out."""

_MARK = "\x01"
_NOTHING = "0" * 40
_SHORT = 8
_PARTS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit of the main line did to a file.

    `day` is the committer's, never later than that of the commit after it. `was` is the file's name before, empty where
    it is new; `before` and `after` name contents, empty where there are none. `cut`: a shallow clone ends here.
    """

    day: str
    commit: str
    path: str
    was: str
    before: str
    after: str
    cut: bool


def ledger(root: Path, folders: Sequence[str]) -> tuple[Step, ...]:
    """Return what happened to the files below `folders`, the latest first, renames followed; git is asked once.

    A merge is told as what it brought, on the day on which it did: that is when others had it. None outside git.
    """
    options = ["--first-parent", "-m", "--raw", "--no-abbrev", "--relative", "--find-renames", "-l400", "--no-color"]
    options += ["--no-show-signature", f"--format={_MARK}%h{_MARK}%cs{_MARK}%D", "--", *folders]
    try:
        told = asked(root, "-c", "core.quotePath=off", "log", *options).decode(errors="replace")
    except CannotRunError:
        return ()
    steps: list[Step] = []
    day = "9999-12-31"
    for commit in f"\n{told}".split(f"\n{_MARK}")[1:]:
        head, *lines = commit.split("\n")
        hash_, stated, names = head.split(_MARK, 2)
        day = min(day, stated)
        steps += _steps(hash_, day, lines, cut="grafted" in names.split(", "))
        if len(steps) > MOST:
            break
    return tuple(steps)


def contents(root: Path, blobs: Iterable[str], most: int) -> Mapping[str, bytes]:
    """Return contents by their names in git, those larger than `most` bytes left out; git is asked once."""
    wanted = [blob for blob in dict.fromkeys(blobs) if blob]
    if not wanted:
        return {}
    try:
        told = asked(root, "cat-file", "--batch", stdin="\n".join(wanted).encode() + b"\n")
    except CannotRunError:
        return {}
    found: dict[str, bytes] = {}
    at = 0
    while at < len(told):
        end = told.index(b"\n", at)
        name, what, *size = told[at:end].decode(errors="replace").split(" ")
        at = end + 1
        if what == "blob" and size:
            if int(size[0]) <= most:
                found[name] = told[at : at + int(size[0])]
            at += int(size[0]) + 1
    return found


def _steps(hash_: str, day: str, lines: Iterable[str], *, cut: bool) -> Iterator[Step]:
    for line in lines:
        about, _, names = line.partition("\t")
        parts = about.split(" ")
        if len(parts) != _PARTS or not names or '"' in names:
            continue
        was, _, path = names.rpartition("\t")
        before, after = (name if name != _NOTHING else "" for name in parts[2:4])
        yield Step(day, hash_[:_SHORT], path, (was or path) if before else "", before, after, cut)
