"""Why git cannot compare with a ref, and what to do: asked only where it could not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from adr.finding import CannotRunError
from adr.history import asked, shallow, version

_WHOLE = "the whole history is needed: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab, or `git fetch"

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
"""What a day begins with: git takes none for a revision, and no branch is brought by one."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way, in one line, and what to do, in another; `help` is empty where nothing is known."""

    reason: str
    help: str = ""


def obstacle(root: Path, ref: str, said: str) -> Obstacle:
    """Return why what `root` lies in cannot be compared with `ref`; git `said` why, for want of a better."""
    if not version(root):
        return Obstacle("git cannot be run", "install git")
    if failed := _failure(root, "rev-parse", "--git-dir"):
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            return Obstacle(
                failed, f"`git config --global --add safe.directory {root}`, if git refuses a folder's owner"
            )
        return Obstacle("no git repository is here", "run it in a clone of the repository")
    if _failure(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        return Obstacle("the repository has no commit yet", "commit what is here")
    cut_off = shallow(root)
    if _failure(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"):
        return Obstacle(f"no branch, tag or commit is called `{ref}` here", _bring(root, ref, cut_off=bool(cut_off)))
    if not _failure(root, "merge-base", "--end-of-options", "HEAD", ref):
        return Obstacle(said)
    if cut_off:
        return Obstacle(f"the clone is shallow, and ends before the fork from `{ref}`", f"{_WHOLE} --unshallow`")
    return Obstacle(f"`{ref}` and what is checked out have no commit in common", "name the branch that this one left")


def _bring(root: Path, ref: str, *, cut_off: bool) -> str:
    """Return what brings a ref that is not here; empty where no remote is known to have it, or it can be no name."""
    if ref.startswith("-") or _DATE.match(ref):
        return ""
    try:
        remotes = asked(root, "remote").decode(errors="replace").split()
    except CannotRunError:
        remotes = []
    remote, _, branch = ref.partition("/")
    if branch and remote in remotes:
        into = f"{branch}:refs/remotes/{ref}"
    else:
        remote, branch, into = next(iter(remotes), ""), ref, f"{ref}:{ref}"
    if not remote:
        return ""
    if cut_off:
        return f"{_WHOLE} --unshallow {quote(remote)} {quote(into)}`"
    return f"`git fetch {quote(remote)} {quote(into)}` brings it"


def _failure(root: Path, *arguments: str) -> str:
    """Return what git says where it fails; empty where it does not."""
    try:
        asked(root, *arguments)
    except CannotRunError as error:
        return str(error)
    return ""
