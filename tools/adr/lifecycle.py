"""Requests that move a record on (its status, its relations) to the files that change. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from adr import amend
from adr.dialect import dialect
from adr.draft import Draft
from adr.fields import set_field
from adr.finding import CannotRunError, did_you_mean
from adr.graph import Graph
from adr.kind import ANY, Relation
from adr.record import Record, items

_COMMENT = re.compile(r"<!--.*?-->")
SUPERSEDES, SUPERSEDED = "supersedes", "superseded"


def set_status(
    draft: Draft, record: Record, status: str, today: date, fields: Mapping[str, str] | None = None
) -> list[str]:
    """Move a record to a status; returns the fields that the status asks for and that are still missing.

    A record that comes into force retires those that it supersedes as a whole. Raises CannotRunError for a transition
    that the kind does not have, naming those that it has.
    """
    _legal(draft.graph, record, status)
    draft.set(record, "status", status, next(iter(draft.graph.successors(record)), None))
    draft.set_date(record, today)
    for name, value in (fields or {}).items():
        set_field(draft, record, name, value)
    missing = missing_fields(draft.record(record))
    if status in record.kind.in_force:
        for edge in draft.graph.outgoing.get(record.path, ()):
            old = draft.graph.get(edge.target)
            if edge.name == SUPERSEDES and not edge.fragment and old:
                _retire(draft, old, record, today)
        _tell_of_placeholders(draft, record)
    return missing


def _tell_of_placeholders(draft: Draft, record: Record) -> None:
    """Note what is left of the comments of a dialect's template; no rule asks for them there, as for native records."""
    left = [comment for comment in _COMMENT.findall(dialect(record.dialect).template) if comment in record.text]
    if left:
        many = f"{len(left)} comments" if len(left) > 1 else "a comment"
        draft.notes.append(f"{record.id} still has {many} of the template in place of text: {left[0]}")


def supersede(draft: Draft, olds: Sequence[Record], new: Record, today: date, part: str = "") -> None:
    """Say in `new` that it supersedes `olds`, and retire them if it is in force.

    With `part`, a heading of the old record, only that part is superseded, and the old record stays in force.
    """
    for old in dict.fromkeys(olds):
        if old.path == new.path:
            raise CannotRunError(f"{old.id} cannot supersede itself: that would be a circle")
        if old.kind is not new.kind:
            raise CannotRunError(f"{new.id} is a {new.kind.name} and cannot supersede {old.id}, a {old.kind.name}")
        came = new.kind.came_into_force(new.status)
        if new.phase == "retired" and not came:
            raise CannotRunError(f"{new.id} is `{new.status}`; what is not in force, nor will be, supersedes nothing")
        if _never_in_force(draft.record(old)) and not part:
            raise CannotRunError(
                f"{old.id} is `{old.status}` and so was never in force; `adr status {old.id} STATUS` rejects it instead"
            )
        if part and part not in old.document.anchors:
            known = [anchor for anchor in old.document.anchors if anchor]
            raise CannotRunError(f"{old.id} has no heading `#{part}`; {did_you_mean(part, known)}")
        link(draft, new, SUPERSEDES, old, part)
        if SUPERSEDED not in old.kind.statuses:
            raise CannotRunError(f"a {old.kind.name} is not superseded; {did_you_mean(SUPERSEDED, old.kind.statuses)}")
        if part:
            when = "" if new.phase == "in-force" else f", once {new.id} is in force"
            draft.notes.append(f"{old.id} stays {_standing(old)}: only its part #{part} is superseded{when}")
        elif came:
            _retire(draft, old, new, today)
        else:
            draft.notes.append(f"{old.id} stays {_standing(old)} until {new.id} is in force (it is {_standing(new)})")


def link(draft: Draft, source: Record, name: str, target: Record, part: str = "") -> None:
    """Store a relation on the side where it belongs; an inverse name is turned round."""
    graph = draft.graph
    if name in graph.inverses:
        source, target, name = target, source, graph.inverses[name]
    relation = _relation(graph, source, name)
    if source.path == target.path:
        raise CannotRunError(f"{source.id} cannot point at itself: that would be a circle")
    if ANY not in relation.targets and target.kind.name not in relation.targets:
        allowed = ", ".join(relation.targets)
        raise CannotRunError(f"`{name}` cannot point at {target.id}, a {target.kind.name}; it points at: {allowed}")
    if relation.acyclic and _reaches(graph, target, source, name):
        raise CannotRunError(f"{target.id} already leads to {source.id} by `{name}`: that would be a circle")
    written = f"{target.id}#{part}" if part else target.id
    if written in items((draft.record(source).fields.get("relations") or {}).get(name)):
        draft.notes.append(f"{source.id} already says `{name}: {written}`")
    else:
        draft.relate(source, name, target, written)


def unlink(draft: Draft, source: Record, name: str, target: Record) -> None:
    """Remove a relation from the side on which it is stored."""
    graph = draft.graph
    if name in graph.inverses:
        source, target, name = target, source, graph.inverses[name]
    found = [e for e in graph.outgoing.get(source.path, ()) if e.name == name and e.target == target.id]
    if not found:
        stored = [f"{e.name} {e.target}" for e in graph.outgoing.get(source.path, ())] or ["nothing"]
        raise CannotRunError(
            f"{source.id} does not say `{name}: {target.id}`; {did_you_mean(f'{name} {target.id}', stored)}"
        )
    for edge in found:
        if amend.writes_links(source):
            draft.texts[source.path] = amend.remove_link(draft.record(source), name, target)
        else:
            draft.remove(source, ["relations", name], edge.written)
    if name == SUPERSEDES and target.status == SUPERSEDED:
        left = [r for r in graph.successors(target) if r.path != source.path and r.kind.came_into_force(r.status)]
        if not left:
            draft.notes.append(f"{target.id} still is {SUPERSEDED}, by nothing now; its status is for you to change")


def _standing(record: Record) -> str:
    return record.status or "without a status"


def _legal(graph: Graph, record: Record, status: str) -> None:
    kind = record.kind
    if status not in kind.statuses:
        raise CannotRunError(f"`{status}` is no status of a {kind.name}; {did_you_mean(status, kind.statuses)}")
    if record.status == status:
        raise CannotRunError(f"{record.id} is `{status}` already")
    legal = kind.transitions.get(record.status or "", kind.statuses)
    if status not in legal:
        ways = f"from there it goes to: {', '.join(legal)}" if legal else "nothing follows it"
        raise CannotRunError(f"{record.id} is `{record.status}`; {ways}")
    if status == SUPERSEDED and not any(s.phase == "in-force" for s in graph.successors(record)):
        raise CannotRunError(
            f"nothing in force supersedes {record.id}; `adr supersede {record.id} --by ID` names what does"
        )


def _retire(draft: Draft, old: Record, new: Record, today: date) -> None:
    now = draft.record(old)
    if now.status == SUPERSEDED:
        return
    if _never_in_force(now):
        raise CannotRunError(f"{old.id} is `{now.status}` and so was never in force; {new.id} cannot supersede it")
    draft.set(old, "status", SUPERSEDED, new)
    draft.set_date(old, today)
    draft.notes.append(f"{old.id} is superseded by {new.id}")


def _never_in_force(record: Record) -> bool:
    """Tell whether a record's status is one from which nothing supersedes it."""
    following = record.kind.transitions.get(record.status or "")
    return following is not None and record.status != SUPERSEDED and SUPERSEDED not in following


def _relation(graph: Graph, source: Record, name: str) -> Relation:
    if name in source.kind.relations:
        return source.kind.relations[name]
    known = [*source.kind.relations, *graph.inverses]
    raise CannotRunError(f"a {source.kind.name} has no relation `{name}`; {did_you_mean(name, known)}")


def _reaches(graph: Graph, start: Record, goal: Record, name: str) -> bool:
    """Tell whether following relation `name` leads from `start` to `goal`."""
    seen, pending = set(), [start]
    while pending:
        record = pending.pop()
        if record.path == goal.path:
            return True
        if record.path not in seen:
            seen.add(record.path)
            edges = graph.outgoing.get(record.path, ())
            pending += [found for edge in edges if edge.name == name and (found := graph.get(edge.target))]
    return False


def missing_fields(record: Record) -> list[str]:
    """Return the fields that a record's status asks for and that it lacks."""
    exempt = dialect(record.dialect).exempt - record.kind.asks
    rules = dict.fromkeys(r.rule for r in record.kind.requirements if r.rule not in exempt)
    return list(dict.fromkeys(name for rule in rules for name, _ in record.missing(rule)))
