"""The files of a folder, looked at with care: no link is followed out of the project, no pipe is waited for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from adr.finding import CannotRunError

PENDING = ".adr/pending"
"""Where a change waits until it is made, from the project's root."""


def inside(root: str, path: str) -> bool:
    """Tell whether `path`, followed through links, stays in `root`."""
    real = os.path.realpath(os.path.join(root, path))
    return real == root or real.startswith(root + os.sep)


def walk(root: str, folder: str, skip: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each file below `folder` as a path from the root, with the reason why it may not be read, if any."""
    pending, seen = [folder], set()
    while pending:
        current = pending.pop()
        if not inside(root, current):
            yield current, "the folder is a link that leaves the project"
            continue
        real = os.path.realpath(os.path.join(root, current))
        if real in seen:
            continue
        seen.add(real)
        found, reason = _listed(os.path.join(root, current))
        if reason:
            yield current, reason
        for entry in found:
            path = f"{current}/{entry.name}" if current not in ("", ".") else entry.name
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                if path not in skip:
                    pending.append(path)
            elif entry.is_symlink() and not inside(root, path):
                yield path, "the file is a link that leaves the project"
            else:
                yield path, ""


def text_of(path: Path) -> str | None:
    """Return what a text file holds, line breaks as they are; None where it is not there.

    Raises CannotRunError for one that cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRunError(f"{path}: {error}") from None


def text_or_none(path: Path, limit: int | None = None) -> str | None:
    """Return what a file holds; None where it is not there, no text, or longer than `limit` bytes."""
    try:
        if limit is not None and path.stat().st_size > limit:
            return None
        return text_of(path)
    except (OSError, CannotRunError):
        return None


def _listed(folder: str) -> tuple[list[os.DirEntry[str]], str]:
    """Return what a folder holds, by name, or the reason why it cannot be told; no folder holds nothing."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name), ""
    except FileNotFoundError:
        return [], ""
    except OSError as error:
        return [], f"the folder cannot be listed: {error.strerror}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links that lead to each other
        return False


def without_waiting(path: str, flags: int) -> int:
    """Open a file for reading; a pipe, which nobody may ever write to, is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
