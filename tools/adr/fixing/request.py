"""A request to mend a project: its records are read, mended and written under its lock, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adr.baseline import read_baseline, split
from adr.check import Outcome
from adr.finding import Finding
from adr.fixing.rounds import Mended, fix, looking
from adr.people import read_register
from adr.project import Project
from adr.rule import Base
from adr.ruleset import Ruleset
from adr.source import read_graph, selected
from adr.write import diff, lock, write


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be mended: findings in `paths`, as rules that are `chosen` find them, but for what a baseline has.

    Nothing outside of `paths`, which count from `directory`, is edited.
    """

    project: Project
    directory: Path
    paths: Sequence[Path]
    base: Base | None
    chosen: Ruleset
    as_of: str
    baseline: bool = True
    unsafe: bool = False


def carry_out(request: Request, *, dry: bool = False) -> tuple[Mended, str]:
    """Mend a project, and return what changes as a diff too; a `dry` run writes nothing."""
    project = request.project
    with lock(project.root):
        graph = read_graph(project)
        inside = selected(project, graph, request.directory, request.paths)
        known = read_baseline(project.root) if request.baseline else {}

        def pick(findings: Sequence[Finding]) -> Sequence[Finding]:
            return split((f for f in findings if inside(f.location.path)), known).new

        look = looking(project, read_register(project), request.base, request.chosen, request.as_of, pick)
        mended = fix(project, graph, look, unsafe=request.unsafe, within=inside)
        changes = mended.changes(project.root)
        if not dry:
            write(project.root, changes)
        return mended, diff(project.root, changes)


def left(mended: Mended) -> Outcome:
    """Return what rules find in the end; a safe fix that was taken back counts as one to be looked at."""
    found = mended.looked.outcome
    back = {id(m.finding) for m in mended.refused}
    findings = tuple(
        replace(f, fix=replace(f.fix, safe=False)) if f.fix is not None and id(f) in back else f for f in found.findings
    )
    return replace(found, findings=findings)


def told(mended: Mended, *, dry: bool = False) -> str:
    """Return how many findings are mended, and how many are left."""
    lines = [f"{mended.fixed} {'would be fixed' if dry else 'fixed'}, {len(mended.looked.wanted)} left"]
    for taken in mended.refused:
        place = taken.finding.location
        lines.append(f"{place.path}:{place.line} {taken.finding.code} is left: its fix would bring errors to light")
    return "\n".join(lines)
