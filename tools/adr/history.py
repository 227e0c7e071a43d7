"""Git, asked as seldom as possible: which commit this is, and who types."""

from __future__ import annotations

import getpass
import re
import subprocess
import unicodedata
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
