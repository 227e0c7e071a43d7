"""What concerns a change only: the files that differ from a revision, and what the change breaks elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from adr.check import Outcome
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.history import asked, fork
from adr.obstacle import obstacle
from adr.project import OWN_KINDS, Project
from adr.source import read_graph_at

_CONCERN_ALL = (f"{OWN_KINDS}/", "governance/")
"""Folders of which a file concerns every record."""


@dataclass(frozen=True, slots=True)
class Concern:
    """What a change concerns: findings, paths of the files that they are about, and what concerns every record.

    `everywhere` is such a path, settings or a list of people or controls; empty where the change has none.
    """

    outcome: Outcome
    paths: frozenset[str]
    everywhere: str = ""


def changed_since(project: Project, revision: str) -> frozenset[str]:
    """Return the paths of files that differ from the fork from `revision`, those that git does not track yet too.

    Where the revision is an earlier commit of this branch, the fork is the revision. A file that was renamed is there
    under its new name and its old one. Raises CannotRunError where git cannot tell; git is asked twice.
    """
    options = ["--merge-base", "--name-only", "--no-renames", "--relative", "-z", "--end-of-options", revision]
    try:
        found = asked(project.root, "diff", *options, "--")
        found += asked(project.root, "ls-files", "--others", "--exclude-standard", "-z")
    except CannotRunError as error:
        why = obstacle(project.root, revision, str(error))
        raise CannotRunError("; ".join(filter(None, (f"`--since {revision}`: {why.reason}", why.help)))) from None
    return frozenset(os.fsdecode(path) for path in found.split(b"\0") if path)


def concern(
    project: Project, graph: Graph, outcome: Outcome, revision: str, again: Callable[[Graph], Outcome]
) -> Concern:
    """Return what a change since `revision` concerns, of the outcome of a check.

    That is every finding in a file that the change touches, and in others those that were not there before: `again`
    checks the records as they were, and runs only where there are findings in other files. A change of settings, kinds,
    people or controls concerns every record.
    """
    touched = changed_since(project, revision)
    settings = project.relative(project.config) if project.config.is_relative_to(project.root) else ""
    everywhere = min((p for p in touched if p == settings or p.startswith(_CONCERN_ALL)), default="")
    if everywhere:
        return Concern(outcome, frozenset(graph.by_path) | {f.location.path for f in outcome.findings}, everywhere)
    findings = outcome.findings
    if any(found.location.path not in touched for found in findings):
        before = again(read_graph_at(project, fork(project.root, revision)))
        known = {(found.location, found.code, found.message) for found in before.findings}
        findings = tuple(
            f for f in findings if f.location.path in touched or (f.location, f.code, f.message) not in known
        )
    return Concern(replace(outcome, findings=findings), touched | {found.location.path for found in findings})
