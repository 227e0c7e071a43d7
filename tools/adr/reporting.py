"""A check to what is printed and written: one report, in as many formats as are asked for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from adr import output
from adr.check import Outcome
from adr.finding import CannotRunError, Finding, Replacement, did_you_mean
from adr.fixing.mend import replacements
from adr.fork import NOT_COMPARED, Comparison
from adr.graph import Graph
from adr.history import fork, prefix, tracks
from adr.project import Project
from adr.record import Record
from adr.ruleset import known
from adr.write import FileChange, write

if TYPE_CHECKING:
    from adr.comparison import RecordChange
    from adr.due import Due

_SOON = timedelta(days=30)
_TRIED = 500_000
"""Characters of one file that are read again, to tell which of its findings a fix mends."""

_SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}


class Fixes:
    """Tells what a finding's fix replaces. Each is tried on its file, so that long files have few that are told."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._read = graph, Counter[str]()

    def __call__(self, found: Finding) -> tuple[Replacement, ...]:
        """Return the parts of files to replace; empty where the finding has no fix, or its file was tried enough."""
        path = found.location.path
        self._read[path] += len(self._graph.by_path[path].text) if found.fix else 0
        return replacements(self._graph, found) if self._read[path] <= _TRIED else ()


@dataclass(frozen=True, slots=True)
class Target:
    """A file that a report is written to, and the name of its format."""

    format: str
    path: Path


def targets(stated: Iterable[str], directory: Path) -> tuple[Target, ...]:
    """Read ``FORMAT=FILE`` as the command line has it, files from `directory`; raises CannotRunError."""
    found: list[Target] = []
    for text in stated:
        name, equals, path = text.partition("=")
        if not equals or not path:
            if name in output.names():
                raise CannotRunError(f"`--output {text}` lacks a file; such as `--output {name}=FILE`")
            guess = _SUFFIXES.get(Path(text).suffix, "text")
            raise CannotRunError(f"`--output {text}` lacks a format or a file; such as `--output {guess}={text}`")
        if name not in output.names():
            raise CannotRunError(
                f"`--output {text}`: no format is called `{name}`; {did_you_mean(name, output.names())}"
            )
        target = Target(name, (directory / path).resolve())
        if any(target.path == other.path for other in found):
            raise CannotRunError(f"`--output {text}`: another report goes to the same file")
        found.append(target)
    return tuple(found)


def report(
    project: Project,
    graph: Graph,
    outcome: Outcome,
    wanted: Callable[[str], bool],
    compared: Comparison = NOT_COMPARED,
    *,
    today: date,
    strict: bool,
    unsafe: bool = False,
) -> output.Report:
    """Return what a check came to, of the paths that are `wanted`."""
    base = compared.base.ref if compared.base else ""

    def changed() -> Sequence[RecordChange]:
        from adr.comparison import changes
        from adr.source import read_graph_at

        before = read_graph_at(project, fork(project.root, base)) if base else graph
        return [change for change in changes(before, graph) if wanted(change.record.path)]

    def soon() -> Sequence[Due]:
        from adr.due import due

        return [item for item in due(graph, today + _SOON) if wanted(item.record.path)]

    ran = {rule.code for rule in outcome.rules}.union(*(skipped.rules for skipped in compared.not_checked))
    entries = [entry for entry in graph.entries if wanted(entry.path)]
    records = sum(isinstance(entry, Record) for entry in entries)
    return output.Report(
        [found for found in outcome.findings if wanted(found.location.path)],
        records,
        len(entries) - records,
        entries=entries,
        rules=outcome.rules,
        left_out=[code for code in known() if code not in ran],
        hidden={"per-path-ignores": Counter(found.code for found in outcome.hidden if wanted(found.location.path))},
        prefix=prefix(project.root),
        rule_pages=project.rule_pages,
        strict=strict,
        base=base,
        changes=changed,
        due=soon,
        today=today,
        waived=[each for each in outcome.waived if wanted(each.finding.location.path)],
        edits=cache(Fixes(graph)),
        unsafe=unsafe,
        not_checked=compared.not_checked,
    )


def deliver(project: Project, graph: Graph, found: output.Report, wanted: Iterable[Target]) -> None:
    """Write a report to files, in place of those of an earlier run; what belongs to the project is not written over.

    GitHub's summary of a step is added to, since others write to it. Raises CannotRunError.
    """
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    for target in wanted:
        before = _held(project, graph, target.path)
        text = output.rendered(target.format, replace(found, colour=False))
        text = f"{text}\n" if text else ""
        if before and summary and target.path == Path(summary).resolve():
            text = before + text
        if before != text:
            root = next(folder for folder in target.path.parents if folder.is_dir())
            write(root, [FileChange(target.path, before, text)])


def _held(project: Project, graph: Graph, path: Path) -> str | None:
    """Return what a file holds that is to be written over; None where there is none."""
    if not path.exists():
        return None
    if not path.is_file():
        raise CannotRunError(f"{path} is no regular file: name a file for the report")
    name = project.relative(path) if path.is_relative_to(project.root) else ""
    if name in graph.by_path or name in graph.others or path == project.config.resolve() or tracks(project.root, path):
        raise CannotRunError(f"{path} belongs to the project, and would be overwritten: name another file")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        raise CannotRunError(f"{path} is there already and is no report: name another file, or remove it") from None
