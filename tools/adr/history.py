"""Git, asked as seldom as possible: which commit this is, and who types."""

from __future__ import annotations

import getpass
import os
import re
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: abbreviated hash, and the committer's date in ISO form (UTC offset dropped)."""

    hash: str
    date: str


def head(root: Path) -> Commit | None:
    """Return the commit that the work tree stands on; None outside git or before the first commit."""
    found = _git(root, "log", "-1", "--format=%h %cs")
    if not found:
        return None
    hash_, _, date = found.partition(" ")
    return Commit(hash_, date)


def user(root: Path) -> str:
    """Return the e-mail address, else the name, that git would commit under; empty where it has none."""
    found = _git(root, "config", "--get-regexp", r"^user\.(email|name)$")
    values = dict(line.split(" ", 1) for line in found.splitlines() if " " in line)
    return values.get("user.email") or values.get("user.name") or ""


def remote(root: Path) -> str:
    """Return the address of the remote called origin; empty where there is none."""
    return _git(root, "config", "--get", "remote.origin.url")


def names_ever(root: Path, folders: Sequence[str]) -> frozenset[str]:
    """Return the names of all files that any ref's history has or had below `folders`; empty outside git."""
    found = _git(
        root, "log", "--all", "--no-renames", "--diff-filter=A", "--format=", "--name-only", "-z", "--", *folders
    )
    return frozenset(path.rsplit("/", 1)[-1] for path in found.split("\0") if path)


def files(root: Path) -> tuple[str, ...]:
    """Return the project's files as paths from `root`: those git tracks or would, else all that are not hidden."""
    found = _git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if found:
        return tuple(sorted(path for path in set(found.split("\0")) if path))
    kept = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in ("node_modules", "site")]
        kept += [(Path(folder) / name).relative_to(root).as_posix() for name in names if not name.startswith(".")]
    return tuple(sorted(kept))


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def identity(root: Path) -> str:
    """Return the handle of whoever types: from git's user, else from the login, else ``owner``."""
    who = user(root)
    if not who:
        try:
            who = getpass.getuser()
        except (OSError, KeyError):
            who = ""
    local = who.split("@", 1)[0]
    local = local.split("+", 1)[1] if re.match(r"\d+\+", local) else local.split("+", 1)[0]
    folded = unicodedata.normalize("NFKD", local).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", ".", folded).strip("._-") or "owner"
