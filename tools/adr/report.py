"""What commands print, as plain data: rows of records and findings, in documented shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from adr.finding import Finding, Severity
from adr.graph import Graph
from adr.record import Entry, Record

if TYPE_CHECKING:
    from adr.rule import Unchecked


def many(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def row(entry: Entry) -> dict[str, Any]:
    """Return one line of a listing; the shape of ``schemas/list.yaml``."""
    if not isinstance(entry, Record):
        empty = {"title": None, "status": None, "status_raw": None, "phase": None, "date": None}
        about: dict[str, Any] = {"path": entry.path, "tags": [], "owner": None, "unreadable": entry.message}
        return {"id": entry.id, "kind": entry.kind.name, **empty, **about}
    return {
        "id": entry.id,
        "kind": entry.kind.name,
        "title": entry.title,
        "status": entry.status if entry.status in entry.kind.statuses else None,
        "status_raw": entry.status_raw,
        "phase": entry.phase,
        "date": entry.date,
        "path": entry.path,
        "tags": list(entry.tags),
        "owner": entry.owner,
        "unreadable": None,
    }


def detail(graph: Graph, record: Record, citing: Graph | None = None) -> dict[str, Any]:
    """Return one record with its relations both ways; the shape of ``schemas/show.yaml``.

    `citing` is the part of the graph in which to look for citations: all of it, unless `may_cite` made it smaller.
    """
    return {
        **row(record),
        "fields": dict(record.fields),
        "relations": outgoing(graph, record),
        "inverse_relations": incoming(graph, record),
        "in_force_instead": [r.id for r in graph.current(record)],
        "superseded_parts": [{"by": e.source.id, "part": e.fragment} for e in graph.partial_successors(record)],
        "backlinks": [
            {"id": c.source.id, "path": c.location.path, "line": c.location.line, "sentence": c.sentence}
            for c in (citing or graph).backlinks.get(record.id, ())
        ],
    }


def may_cite(graph: Graph, record: Record) -> Graph:
    """Return the part of a graph that may cite a record, so that no more than that is parsed.

    A body cites by the id, by one that was before, or by a link to the file, whose name may be spelled with escapes.
    """
    names = (record.path.rsplit("/", 1)[-1], record.id, *record.aliases)
    return Graph(
        (
            other
            for other in graph.records
            for body in (other.reading.body,)
            if other is record or any(map(body.__contains__, names)) or any(mark in body for mark in "%&\\")
        ),
        graph.kinds,
        graph.exists,
    )


def index(graph: Graph) -> dict[str, Any]:
    """Return the cross-reference index; the shape of ``schemas/index.yaml``."""
    details = [detail(graph, entry) if isinstance(entry, Record) else row(entry) for entry in graph.entries]
    tags: dict[str, list[str]] = {}
    people: dict[str, dict[str, list[str]]] = {}
    for record in graph.records:
        for tag in record.tags:
            tags.setdefault(tag, []).append(record.id)
        for role, handle in roles(record):
            ids = people.setdefault(handle, {}).setdefault(role, [])
            if record.id not in ids:
                ids.append(record.id)
    return {
        "version": 1,
        "records": [{k: v for k, v in entry.items() if k != "fields"} for entry in details],
        "tags": dict(sorted(tags.items())),
        "people": dict(sorted(people.items())),
    }


def roles(record: Record) -> Iterable[tuple[str, str]]:
    """Yield every handle in a record's front matter with the field that names it, such as ``owner``."""
    for path in record.kind.handle_fields:
        values: list[Any] = [dict(record.fields)]
        for step in path:
            values = [v for value in values for v in _step(value, step)]
        name = path[0] if path[-1] in (path[0], "*") or path[0] in ("actions", "escalation") else path[-1]
        for value in values:
            if isinstance(value, str):
                yield ("contributors" if path[0] == "contributors" else name), value


def finding(found: Finding) -> dict[str, Any]:
    """Return a finding; the shape of ``schemas/check.yaml``."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "path": found.location.path,
        "line": found.location.line,
        "column": found.location.column,
        "message": found.message,
        "help": found.help,
    }


def finding_items(findings: Iterable[Finding], not_checked: Sequence[Unchecked]) -> list[dict[str, Any]]:
    """Return the items of ``schemas/check.yaml``: the findings, and last, if there is any, what was not checked."""
    skipped = [{"rules": list(u.rules), "reason": u.reason, "help": u.help} for u in not_checked]
    return [*map(finding, findings), *([{"not_checked": skipped}] if skipped else [])]


def counts(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """Return how many findings there are of each severity, every severity named."""
    found = Counter(f.severity for f in findings)
    return {severity: found.get(severity, 0) for severity in Severity}


def outgoing(graph: Graph, record: Record) -> dict[str, list[str]]:
    """Return the relations that a record stores: the targets as written, by name."""
    found: dict[str, list[str]] = {}
    for edge in graph.outgoing.get(record.path, ()):
        found.setdefault(edge.name, []).append(edge.written)
    return found


def incoming(graph: Graph, record: Record) -> dict[str, list[str]]:
    """Return the relations that others store to a record: their ids, by the name as seen from here."""
    found: dict[str, list[str]] = {}
    for edge in graph.incoming.get(record.id, ()):
        relation = graph.relations.get(edge.name)
        found.setdefault(relation.inverse if relation else edge.name, []).append(edge.source.id)
    return found


def _step(value: Any, step: str) -> list[Any]:
    if step == "*":
        return value if isinstance(value, list) else []
    return [value[step]] if isinstance(value, dict) and step in value else []
