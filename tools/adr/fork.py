"""What a change is compared with: the branch that it is to be merged into, and what was there at the fork."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from adr.change import dialect_in
from adr.finding import CannotRunError
from adr.history import added_on
from adr.rule import Base
from adr.snapshot import changed_since_fork, contents
from adr.source import place_of, read_data

if TYPE_CHECKING:
    from adr.graph import Graph
    from adr.project import Project

_COMMITS = ("ADR_BASE", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
_BRANCHES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH")


def read_base(project: Project, graph: Graph, ref: str) -> Base:
    """Return what `ref` has got since the fork, and what the work tree has changed of what was there.

    Raises CannotRunError, saying that nothing was checked, where git cannot tell.
    """
    folders = [place.folder or "." for place in project.places]
    added = added_on(project.root, ref, folders)
    try:
        changed = changed_since_fork(project.root, ref, folders)
        old = [file for file in changed if file.blob]
        data = dict(zip((file.path for file in old), contents(project.root, [f.blob for f in old]), strict=True))
    except CannotRunError as error:
        raise CannotRunError(f"`--base {ref}` was not checked: {error}") from None
    before = {}
    for path, bytes_ in data.items():
        place = place_of(project, path)
        if place is not None and len(bytes_) <= project.max_bytes:
            entry = graph.by_path.get(path)
            before[path] = read_data(place, path, bytes_, entry.dialect if entry else dialect_in(graph, place))
    return Base(ref, added, before, frozenset(file.path for file in changed))


def base_of(environment: Mapping[str, str]) -> str:
    """Return the ref that a pipeline says a change is to be merged into; empty where none does.

    GitHub, GitLab and Bitbucket name the branch, which a checkout has as that of its remote; GitLab names the commit of
    the fork too. `ADR_BASE` overrules them.
    """
    if stated := next((environment[name] for name in _COMMITS if environment.get(name)), ""):
        return stated
    branch = next((environment[name] for name in _BRANCHES if environment.get(name)), "")
    return f"origin/{branch}" if branch else ""
