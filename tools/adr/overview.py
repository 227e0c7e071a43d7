"""What ``adr`` alone says: what is here, what needs attention, and which command comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from adr.due import due
from adr.finding import Finding, Severity
from adr.graph import Graph
from adr.project import Project
from adr.record import Record
from adr.report import counts, many

_PHASES = {"in-force": "in force", "open": "open", "draft": "draft", "retired": "retired", "unknown": "no known status"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part of the overview: what it says, and the command that says more; empty where there is none."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What is here, and what needs attention."""

    name: str
    kinds: tuple[Line, ...]
    attention: tuple[Line, ...]
    following: tuple[Line, ...]


def overview(project: Project, graph: Graph, findings: Iterable[Finding], today: date, *, waived: int = 0) -> Overview:
    """Return the state of a knowledge base on a day. Files that cannot be read count as far as `findings` name them."""
    findings = tuple(findings)
    following = [Line("write a record", 'adr new "TITLE"')]
    if graph.records:
        following += [Line("find records by their words", "adr search WORDS"), Line("read the site", "adr serve")]
    attention = tuple(_attention(graph, findings, today, waived))
    return Overview(project.name, tuple(_kinds(project, graph)), attention, tuple(following))


def lines(found: Overview) -> Iterator[str]:
    """Yield the overview as text."""
    yield f"{found.name}\n"
    yield from _part(found.kinds)
    yield "\nneeds attention" if found.attention else "\nnothing needs attention"
    yield from _part(found.attention)
    yield "\nnext"
    yield from _part(found.following)


def _part(part: Iterable[Line]) -> Iterator[str]:
    part = list(part)
    width = max((len(line.text) for line in part), default=0)
    for line in part:
        yield f"  {line.text.ljust(width)}  {line.command}".rstrip()


def _kinds(project: Project, graph: Graph) -> Iterator[Line]:
    for kind in project.kinds.values():
        entries = graph.of_kind(kind)
        phases = Counter(entry.phase for entry in entries if isinstance(entry, Record))
        parts = [f"{phases[phase]} {name}" for phase, name in _PHASES.items() if phases[phase]]
        about = f": {', '.join(parts)}" if parts else ""
        yield Line(f"{len(entries)} {(kind.title if len(entries) == 1 else kind.plural).lower()}{about}")


def _attention(graph: Graph, findings: Sequence[Finding], today: date, waived: int) -> Iterator[Line]:
    found = counts(findings)
    problems = [many(found[s], s.value) for s in (Severity.ERROR, Severity.WARNING) if found[s]]
    if problems:
        yield Line(", ".join(problems), "adr check")
    if waived:
        yield Line(f"{many(waived, 'finding')} waived", "adr check --statistics")
    named = {finding.location.path for finding in findings}
    if unread := sum(entry.path in named for entry in graph.unreadable):
        yield Line(f"{many(unread, 'file')} that cannot be read", "adr check")
    late = Counter(item.what for item in due(graph) if item.by < today.isoformat())
    if late:
        yield Line(f"overdue: {', '.join(many(late[what], what) for what in sorted(late))}", "adr due --within P0D")
    waiting = Counter(record.status for record in graph.records if record.phase == "open")
    for status, number in waiting.items():
        yield Line(f"{many(number, 'record')} {status}", f"adr list --status {status}")
