"""Where a browser finds, at a forge, what belongs to a file: the editor, the history, the bare text; and a commit."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Forge:
    """How addresses of a forge are made: what stands between the repository's address and the rest.

    ``{path}`` is the file's, ``{branch}`` a branch, ``{commit}`` a commit.
    """

    edit: str
    history: str
    raw: str
    commit: str


_GITHUB = Forge("edit/{branch}/{path}", "commits/{branch}/{path}", "raw/{commit}/{path}", "commit/{commit}")
_GITEA = Forge(
    "_edit/{branch}/{path}", "commits/branch/{branch}/{path}", "raw/commit/{commit}/{path}", "commit/{commit}"
)
_FORGES = {
    "gitlab": Forge(
        "-/edit/{branch}/{path}", "-/commits/{branch}/{path}", "-/raw/{commit}/{path}", "-/commit/{commit}"
    ),
    "bitbucket": Forge(
        "src/{branch}/{path}?mode=edit", "history-node/{branch}/{path}", "raw/{commit}/{path}", "commits/{commit}"
    ),
    "gitea": _GITEA,
    "forgejo": _GITEA,
    "codeberg": _GITEA,
}
"""By a word in the host's name; any other host is taken for GitHub's like."""


def links(repository: str, commit: str, branch: str, path: str) -> dict[str, str]:
    """Return the addresses ``edit``, ``history`` and ``raw`` of a file; none where the repository is not known.

    Without a branch or commit, that of the repository's default branch is meant.
    """
    if not repository:
        return {}
    forge = _forge(repository)
    values = {"path": quote(path), "branch": quote(branch) or "HEAD", "commit": commit or "HEAD"}
    forms = {"edit": forge.edit, "history": forge.history, "raw": forge.raw}
    return {name: f"{repository.rstrip('/')}/{form.format(**values)}" for name, form in forms.items()}


def commit_link(repository: str, commit: str) -> str:
    """Return the address of a commit; empty where the repository is not known."""
    return f"{repository.rstrip('/')}/{_forge(repository).commit.format(commit=commit)}" if repository else ""


def line_anchor(repository: str, line: int) -> str:
    """Return the fragment by which a forge shows a line of a file."""
    return f"lines-{line}" if _forge(repository) is _FORGES["bitbucket"] else f"L{line}"


def _forge(repository: str) -> Forge:
    host = repository.split("/")[2] if repository.count("/") > 1 else ""
    return next((forge for word, forge in _FORGES.items() if word in host), _GITHUB)
