"""Git, asked as seldom as possible: which commit this is, and who types."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adr.finding import CannotRunError

_MARK = "\x01"
"""Begins the line about a commit; a line of a diff always begins with something else."""

_REMOTE = re.compile(
    r"(?:https?|ssh|git)://(?:[^@/]*@)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<port>:\d+)?/(?P<path>.+?)(?:\.git)?/?$"
)
_SCP = re.compile(r"(?:[^@/:]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+):/?(?P<path>[^/].*?)(?:\.git)?/?$")
_FORMS = {"gitlab": "-/blob", "bitbucket": "src", "gitea": "src/commit", "codeberg": "src/commit"}
"""What stands between a repository's address and a commit, by a word in the host's name; elsewhere ``blob``."""


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


def version(root: Path) -> str:
    """Return the version of git; empty where there is none."""
    return _git(root, "version").removeprefix("git version ")


def shallow(root: Path) -> bool | None:
    """Tell whether the repository lacks a part of its history; None outside git."""
    return {"true": True, "false": False}.get(_git(root, "rev-parse", "--is-shallow-repository"))


def names_ever(root: Path, folders: Sequence[str]) -> frozenset[str]:
    """Return the names of all files that any ref's history has or had below `folders`; empty outside git."""
    found = _git(
        root, "log", "--all", "-m", "--no-renames", "--diff-filter=A", "--format=", "--name-only", "-z", "--", *folders
    )
    return frozenset(path.rsplit("/", 1)[-1] for path in found.split("\0") if path)


def prefix(root: Path) -> str:
    """Return where a folder lies in its repository, with a slash at the end; empty at its top and outside git."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            below = root.relative_to(folder).as_posix()
            return "" if below == "." else f"{below}/"
    return ""


def tracks(root: Path, path: Path) -> bool:
    """Tell whether git keeps the file at `path`; what lies outside the repository, it does not."""
    return bool(_git(root, "ls-files", "--cached", "--", str(path)))


def ignores(root: Path, path: str) -> bool | None:
    """Tell whether git leaves out what is at `path`, one from `root` that need not be there; None outside git."""
    if _git(root, "rev-parse", "--is-inside-work-tree") != "true":
        return None
    return bool(_git(root, "check-ignore", "--", path))


def fork(root: Path, ref: str) -> str:
    """Return the hash of the commit where HEAD and `ref` went apart; raises CannotRunError with git's reason."""
    try:
        return asked(root, "merge-base", "HEAD", ref).decode().strip()
    except CannotRunError as error:
        raise CannotRunError(f"`--base {ref}` was not compared: {error}") from None


def added_on(root: Path, ref: str, folders: Sequence[str]) -> tuple[str, ...]:
    """Return the files that `ref` has below `folders` and that its fork from HEAD had not.

    Raises CannotRunError where git cannot tell: no repository, no such ref, or a history that is cut off.
    """
    wanted = ["--name-only", "--diff-filter=A", "--no-renames", "--relative", "-z", f"HEAD...{ref}", "--", *folders]
    return tuple(os.fsdecode(path) for path in asked(root, "diff", *wanted).split(b"\0") if path)


def files(root: Path, without: str = "") -> tuple[str, ...]:
    """Return the project's files as paths from `root`: those git tracks or would, else all that are not hidden.

    Those below the folder `without`, such as a site that was built, are left out.
    """
    if without:
        return tuple(path for path in files(root) if not path.startswith(f"{without.strip('/')}/"))
    found = _git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if found:
        return tuple(sorted(path for path in set(found.split("\0")) if path))
    kept = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in ("node_modules", "site")]
        kept += [(Path(folder) / name).relative_to(root).as_posix() for name in names if not name.startswith(".")]
    return tuple(sorted(kept))


def repository(root: Path) -> tuple[str, str]:
    """Return the address at which browsers find the repository that `root` lies in, and the folder of `root` in it.

    The address is that of the remote ``origin``, without its user and password; empty where it has none on the web.
    The folder is empty for the repository's own, else it ends in a slash.
    """
    return web_address(_git(root, "remote", "get-url", "origin")), _git(root, "rev-parse", "--show-prefix")


def branch(root: Path) -> str:
    """Return the default branch of the remote ``origin``; empty where the clone does not say."""
    return _git(root, "rev-parse", "--abbrev-ref", "origin/HEAD").removeprefix("origin/").removeprefix("HEAD")


def web_address(remote: str) -> str:
    """Return the address in a browser of what git clones from `remote`; empty for one that is not on the web."""
    match = _REMOTE.match(remote) or _SCP.match(remote)
    if match is None:
        return ""
    port = match.groupdict().get("port") or ""
    return f"https://{match['host']}{port if remote.startswith('http') else ''}/{match['path']}"


def address_of(repository: str, commit: str, path: str) -> str:
    """Return the address of a file in a repository at `repository`; of the latest one without a `commit`."""
    from urllib.parse import quote

    host = repository.split("/")[2] if repository.count("/") > 1 else ""
    form = next((form for word, form in _FORMS.items() if word in host), "blob")
    return f"{repository.rstrip('/')}/{form}/{commit or 'HEAD'}/{quote(path)}"


def changed(root: Path, folders: Sequence[str]) -> dict[str, str]:
    """Return when the last commit changed each file below `folders`, a moment in UTC by path; git is asked once.

    Outside git there is none. What a shallow clone's last commit brings is left out: it was written at an unknown time.
    """
    wanted = ["--name-only", "--no-renames", "--relative", f"--format={_MARK}%ct{_MARK}%D", "--", *folders]
    try:
        told = asked(root, "-c", "core.quotePath=off", "log", *wanted)
    except CannotRunError:
        return {}
    found: dict[str, str] = {}
    for commit in told.decode(errors="replace").split(f"\n{_MARK}"):
        seconds, _, rest = commit.removeprefix(_MARK).partition(_MARK)
        names, *paths = rest.split("\n")
        if not seconds.isdecimal() or "grafted" in names.split(", "):
            continue
        moment = datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
        for path in filter(None, paths):
            found.setdefault(path, moment)
    return found


@dataclass(frozen=True, slots=True)
class Revision:
    """What one commit did to a file: its text before and after, None where the commit leaves nothing to tell.

    `date` is the author's, in ISO form; `path` is what the file was called after the commit, as git writes it.
    `shallow` says that a shallow clone ends here: what came before is not known.
    """

    hash: str
    date: str
    author: str
    subject: str
    path: str
    before: str | None
    after: str | None
    shallow: bool


def revisions(root: Path, path: str) -> tuple[Revision, ...]:
    """Return every commit that changed the file at `path`, the latest first, renames followed; git is asked once.

    Outside git and for a file without commits there are none. A merge is told by the commits that it brought.
    """
    options = ["--follow", "--find-renames", "--unified=2147483647", "--text", "--no-color", "--no-ext-diff"]
    options += ["--no-textconv", "--no-show-signature", "--src-prefix=a/", "--dst-prefix=b/"]
    options += [f"--format={_MARK}%h{_MARK}%aI{_MARK}%D{_MARK}%an{_MARK}%s", "--", path]
    try:
        found = asked(root, "-c", "core.quotePath=off", "log", *options)
    except CannotRunError:
        return ()
    commits = f"\n{found.decode(errors='replace')}".split(f"\n{_MARK}")[1:]
    return tuple(_revision(*commit.partition("\n")[::2], path) for commit in commits)


def _revision(head: str, diff: str, path: str) -> Revision:
    """Read a line about a commit, and a diff that has the whole file around what changed."""
    hash_, date, names, author, subject = head.split(_MARK, 4)
    about, _, rest = diff.partition("\n@@ ")
    for line in about.split("\n"):
        for start in ("+++ b/", "rename to "):
            if line.startswith(start):
                path = line.removeprefix(start).rstrip("\t")
    lines = rest.split("\n")[1:]
    before = "\n".join(line[1:] for line in lines if line[:1] in ("-", " ")) if rest else None
    after = "\n".join(line[1:] for line in lines if line[:1] in ("+", " ")) if rest else None
    return Revision(hash_, date, author, subject, path, before, after, "grafted" in names.split(", "))


def asked(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Return what git prints; raises CannotRunError with the reason where it cannot."""
    import subprocess

    try:
        done = subprocess.run(["git", *arguments], cwd=root, input=stdin, capture_output=True, check=False)
    except OSError as error:
        raise CannotRunError(f"git cannot be run: {error.strerror}") from None
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotRunError(lines[0] if lines else f"git ended with {done.returncode}")
    return done.stdout


def _git(root: Path, *arguments: str) -> str:
    import subprocess

    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def identity(root: Path) -> str:
    """Return the handle of whoever types: from git's user, else from the login, else ``owner``."""
    import unicodedata

    who = user(root)
    if not who:
        import getpass

        try:
            who = getpass.getuser()
        except (OSError, KeyError):
            who = ""
    local = who.split("@", 1)[0]
    local = local.split("+", 1)[1] if re.match(r"\d+\+", local) else local.split("+", 1)[0]
    folded = unicodedata.normalize("NFKD", local).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", ".", folded).strip("._-") or "owner"
