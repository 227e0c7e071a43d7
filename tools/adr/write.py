"""The only writer of a project's files: all of a change or nothing of it, and never over what it did not read."""

from __future__ import annotations

import difflib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from adr.finding import CannotRunError


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file's new text. `before` is what it held when it was read, None for a new file."""

    path: Path
    before: str | None
    after: str


def write(changes: Sequence[FileChange]) -> None:
    """Make all changes, or none: every file is first written beside its place, then moved into it.

    Raises CannotRunError where a file is not as it was read, or a new one is already there.
    """
    for change in changes:
        _unchanged(change)
    staged: list[tuple[FileChange, str]] = []
    try:
        for change in changes:
            change.path.parent.mkdir(parents=True, exist_ok=True)
            staged.append((change, _stage(change)))
        for change, temporary in staged:
            if change.before is None:
                os.link(temporary, change.path)  # fails where the file is there, unlike a rename
            else:
                os.replace(temporary, change.path)
    except FileExistsError as error:
        raise CannotRunError(f"{error.filename2} is already there; nothing of it was changed") from None
    except OSError as error:
        raise CannotRunError(f"{error.filename}: {error.strerror}") from None
    finally:
        for _, temporary in staged:
            Path(temporary).unlink(missing_ok=True)


def diff(root: Path, changes: Iterable[FileChange]) -> str:
    """Return the changes as a unified diff with paths from `root`."""
    parts: list[str] = []
    for change in changes:
        name = change.path.relative_to(root).as_posix()
        old = "/dev/null" if change.before is None else f"a/{name}"
        before = (change.before or "").splitlines(keepends=True)
        parts += difflib.unified_diff(before, change.after.splitlines(keepends=True), old, f"b/{name}")
    return "".join(parts)


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Make `folder` hold exactly `files`, given as paths from it and contents; touch only what differs.

    Returns how many files were written or removed.
    """
    contents = dict(files)
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


def _unchanged(change: FileChange) -> None:
    try:
        with change.path.open(encoding="utf-8", newline="") as file:
            now: str | None = file.read()
    except FileNotFoundError:
        now = None
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{change.path}: {error}") from None
    if now != change.before:
        what = "is already there" if change.before is None else "has changed meanwhile"
        raise CannotRunError(f"{change.path} {what}; nothing was written")


def _stage(change: FileChange) -> str:
    handle, name = tempfile.mkstemp(prefix=".adr-", dir=change.path.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(change.after)
        file.flush()
        os.fsync(file.fileno())
    mode = change.path.stat().st_mode & 0o777 if change.before is not None else 0o666 & ~_umask()
    Path(name).chmod(mode)
    return name


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
