"""What a change is compared with: the branch that it is to be merged into, and what was there at the fork."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adr.change import dialect_in
from adr.check import comparing
from adr.dialect import dialect
from adr.finding import CannotRunError
from adr.history import added_on
from adr.obstacle import Obstacle, obstacle
from adr.rule import Base, Unchecked
from adr.ruleset import Ruleset
from adr.snapshot import changed_since_fork, contents
from adr.source import below, place_of, read_data

if TYPE_CHECKING:
    from adr.graph import Graph
    from adr.project import Project

_COMMITS = ("ADR_BASE", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
_BRANCHES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a check compares with.

    Attributes:
        base: What there was; None where nothing is to be compared, or could not be.
        not_checked: The rules that could not compare.
        problem: Why nothing could be compared, with what to do; empty where all is well.
        asked: Whether a user asked for this base; else a pipeline's variable named it.
    """

    base: Base | None = None
    not_checked: tuple[Unchecked, ...] = ()
    problem: str = ""
    asked: bool = False


NOT_COMPARED = Comparison()
"""Nothing was to be compared."""


def compare(
    project: Project, graph: Callable[[], Graph], stated: str | None, environment: Mapping[str, str], chosen: Ruleset
) -> Comparison:
    """Compare with the base that is `stated`, else with the one that a pipeline names; with none for an empty one.

    What git cannot tell is a part of the answer, as are the rules of `chosen` that would have compared.
    """
    ref = base_of(environment) if stated is None else stated
    if not ref:
        return NOT_COMPARED
    asked = stated is not None or bool(environment.get("ADR_BASE"))
    try:
        return Comparison(read_base(project, graph(), ref), asked=asked)
    except NotComparedError as error:
        rules = comparing(project, chosen)
        skipped = (Unchecked(rules, error.obstacle.reason, error.obstacle.help),) if rules else ()
        return Comparison(None, skipped, str(error), asked)


class NotComparedError(CannotRunError):
    """Git cannot tell what there was before a change: `obstacle` says why, and what to do."""

    def __init__(self, ref: str, obstacle: Obstacle) -> None:
        super().__init__("; ".join(filter(None, (f"`--base {ref}` was not checked: {obstacle.reason}", obstacle.help))))
        self.obstacle = obstacle


def read_base(project: Project, graph: Graph, ref: str) -> Base:
    """Return what `ref` has got since the fork, and what the work tree has changed of what was there.

    Git is asked three times, however much has changed. Raises NotComparedError where git cannot tell.
    """
    folders = [place.folder or "." for place in project.places]
    try:
        added = added_on(project.root, ref, folders)
        changed = changed_since_fork(project.root, ref, folders)
        old = [file for file in changed if file.blob]
        data = dict(zip((file.path for file in old), contents(project.root, [f.blob for f in old]), strict=True))
    except CannotRunError as error:
        raise NotComparedError(ref, obstacle(project.root, ref, str(error))) from None
    before = {}
    for path, bytes_ in data.items():
        if (place := place_of(project, path)) is None or len(bytes_) > project.max_bytes:
            continue
        entry = graph.by_path.get(path)
        written = entry.dialect if entry else dialect_in(graph, place)
        if entry or dialect(written).claims(below(place, path)):
            before[path] = read_data(place, path, bytes_, written)
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
