"""The only writer: all of a change or nothing of it, whenever the process or the machine stops.

A change is first written in full below ``.adr/pending`` in the project, so in the same file system; a journal in the
same place then commits to it. Only after that are files moved to where they belong. A change whose journal is there
is finished by the next command; one without a journal never happened.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from adr.finding import CannotRunError
from adr.walk import PENDING, text_of

_JOURNAL = "journal.json"
_OVER = ".over"
_CLAIM = ".claim"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a file system says that has no hard links."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file's new text. `before` is what it held when it was read, None for a new file; `after` None removes it."""

    path: Path
    before: str | None
    after: str | None


@contextmanager
def lock(root: Path, *, wait: bool = True) -> Iterator[bool]:
    """Keep every other writer of this project out meanwhile; yields whether the lock was had.

    Without `wait`, a project that somebody else writes is not waited for. Where the system has no such locks, all
    that is left is that no file is ever written over unread.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def write(root: Path, changes: Sequence[FileChange]) -> None:
    """Make all changes, or none. The caller holds the lock.

    Raises CannotRunError where a file is not as it was read, or a new one is already there.
    """
    changes = [replace(change, path=_followed(change.path)) for change in changes]
    for change in changes:
        _unchanged(change)
    if not changes:
        return
    folder = root / PENDING / os.urandom(16).hex()
    steps: list[dict[str, Any]] = []
    import json

    try:
        folder.mkdir(parents=True)
        steps = [_stage(root, folder, number, change) for number, change in enumerate(changes)]
        _durable(folder / f"{_JOURNAL}.new", json.dumps(steps))
        (folder / f"{_JOURNAL}.new").replace(folder / _JOURNAL)
        _sync(folder)
        _make(root, folder, steps)
    except BaseException as error:
        _undo(folder, changes, steps)
        _forget(root, folder)
        if isinstance(error, OSError):
            raise CannotRunError(
                f"{error.filename2 or error.filename}: {error.strerror}; nothing was written"
            ) from None
        raise
    _forget(root, folder)


def recover(root: Path) -> list[str]:
    """Finish the changes that a stopped process had committed to, and drop those that it had not.

    Returns what was done, a line each; nothing where there was nothing to do, or another process is at work.
    """
    pending = root / PENDING
    if not pending.is_dir():
        return []
    import json
    import shutil

    done = []
    with lock(root, wait=False) as mine:
        for folder in sorted(pending.iterdir()) if mine and pending.is_dir() else ():
            journal = folder / _JOURNAL
            if folder.name.endswith(_OVER):
                shutil.rmtree(folder, ignore_errors=True)
            elif journal.is_file():
                steps = json.loads(journal.read_text(encoding="utf-8"))
                _make(root, folder, steps)
                done.append(f"finished a change that was interrupted: {', '.join(step['path'] for step in steps)}")
            else:
                done.append("dropped a change that was interrupted before it was made")
            _forget(root, folder)
    return done


def diff(root: Path, changes: Iterable[FileChange]) -> str:
    """Return the changes as a unified diff with paths from `root`."""
    import difflib

    parts: list[str] = []
    for change in changes:
        name = change.path.relative_to(root).as_posix()
        old = "/dev/null" if change.before is None else f"a/{name}"
        new = "/dev/null" if change.after is None else f"b/{name}"
        before, after = _lines(change.before), _lines(change.after)
        for line in difflib.unified_diff(before, after, old, new):
            parts += [line] if line.endswith("\n") else [line, "\n\\ No newline at end of file\n"]
    return "".join(parts)


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Make `folder` hold exactly `files`, given as paths from it and contents; touch only what differs.

    Returns how many files were written or removed. For trees that can be made again: there is no journal.
    """
    import hashlib

    contents = dict(files)
    for path in contents:
        if path.startswith("/") or ".." in path.split("/"):
            raise CannotRunError(f"{path} leaves the folder that it is written to")
    changed = 0
    for target in sorted(folder.rglob("*"), reverse=True):
        if target.is_dir() and not target.is_symlink():
            if not any(target.iterdir()):
                target.rmdir()
        elif target.relative_to(folder).as_posix() not in contents:
            target.unlink()
            changed += 1
    for path, data in contents.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{os.getpid()}~{hashlib.sha256(path.encode()).hexdigest()[:16]}")
            temporary.write_bytes(data)
            temporary.replace(target)  # whoever reads meanwhile sees the old file or the new one
            changed += 1
    return changed


def _lines(text: str | None) -> list[str]:
    """Return lines as git counts them: a line break is a line feed, and nothing else is."""
    return re.findall(r"[^\n]*\n|[^\n]+", text or "")


def _unchanged(change: FileChange) -> None:
    if text_of(change.path) != change.before:
        what = "is already there" if change.before is None else "has changed meanwhile"
        raise CannotRunError(f"{change.path} {what}; nothing was written")


def _stage(root: Path, folder: Path, number: int, change: FileChange) -> dict[str, Any]:
    """Write one file's new text into the pending folder; return the step that puts it in its place."""
    staged = folder / str(number)
    if change.after is not None:
        import shutil

        _durable(staged, change.after)
        if change.before is not None:
            shutil.copymode(change.path, staged)
    step = "remove" if change.after is None else "create" if change.before is None else "replace"
    return {"step": step, "path": change.path.relative_to(root).as_posix(), "staged": staged.name}


def _followed(path: Path) -> Path:
    """Return the file that a link leads to, so that the link stays one."""
    return path.resolve() if path.is_symlink() else path


def _undo(folder: Path, changes: Sequence[FileChange], steps: Sequence[dict[str, Any]]) -> None:
    """Put back what was there before, as far as a change that failed had been made."""
    for change, step in zip(changes, steps, strict=False):
        with suppress(OSError):
            if change.before is None:
                if _own(folder / step["staged"], change.path):
                    change.path.unlink()
            elif not change.path.is_file() or change.path.read_bytes() != change.before.encode():
                mode = change.path.stat().st_mode if change.path.is_file() else None
                change.path.write_bytes(change.before.encode())
                if mode is not None:
                    change.path.chmod(mode)


def _make(root: Path, folder: Path, steps: Sequence[dict[str, Any]]) -> None:
    """Put every staged file in its place. Can be begun again wherever it was stopped."""
    for step in (s for s in steps if s["step"] == "create"):
        target, staged = root / step["path"], folder / step["staged"]
        target.parent.mkdir(parents=True, exist_ok=True)
        _create(staged, target)
    for step in (s for s in steps if s["step"] == "replace"):
        with suppress(FileNotFoundError):  # moved before the process was stopped
            (folder / step["staged"]).replace(root / step["path"])
    for step in (s for s in steps if s["step"] == "remove"):
        (root / step["path"]).unlink(missing_ok=True)
    for parent in {(root / step["path"]).parent for step in steps}:
        _sync(parent)


def _create(staged: Path, target: Path) -> None:
    """Put a staged file where none may be; raises CannotRunError where there is one. Can be begun again."""
    if not staged.exists():  # moved before the process was stopped
        return
    try:
        os.link(staged, target)  # fails where the file is there, unlike a rename
    except FileExistsError:
        pass
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim(staged, target)
    if not _own(staged, target):
        raise CannotRunError(f"{target} is already there; nothing was written")
    if not os.path.samefile(staged, target):
        staged.replace(target)


def _claim(staged: Path, target: Path) -> None:
    """Take a new file's name by an empty file, which the staged one is then moved over: for want of hard links.

    A note of it is kept first, so that whoever repairs this knows the empty file from somebody else's.
    """
    note = staged.with_name(f"{staged.name}{_CLAIM}")
    begun = note.exists()
    note.touch()
    _sync(note.parent)
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        if not begun:
            note.unlink()


def _own(staged: Path, target: Path) -> bool:
    """Tell whether a new file is the one that this change has put there, or the empty one that keeps its place."""
    claimed = staged.with_name(f"{staged.name}{_CLAIM}").exists()
    if not staged.exists():
        return claimed
    return os.path.samefile(staged, target) or (claimed and target.stat().st_size == 0)


def _forget(root: Path, folder: Path) -> None:
    """Remove a pending folder; from its new name on, what is left of it is not made again."""
    import shutil

    over = folder.with_name(f"{folder.name}{_OVER}")
    with suppress(OSError):
        folder.rename(over)
    shutil.rmtree(over, ignore_errors=True)
    with suppress(OSError):
        (root / PENDING).rmdir()
        (root / PENDING).parent.rmdir()


def _durable(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make a folder's entries durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
