"""Requests that move a record on (its status, its relations) to the files that change. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from adr import amend
from adr.dialect import dialect
from adr.edit import add_item, remove_item, set_value
from adr.finding import CannotRunError, did_you_mean
from adr.graph import Graph
from adr.kind import ANY, Relation
from adr.record import Record, items, read
from adr.write import FileChange

_FIXED = {
    "id": "`adr renumber` changes it",
    "kind": "a record keeps its kind",
    "title": "`adr rename` changes it",
    "status": "`adr status` changes it",
    "relations": "`adr link` changes them",
    "aliases": "they are kept by `adr renumber` and `adr rename`",
}
NATIVE = "native"
SUPERSEDES, SUPERSEDED = "supersedes", "superseded"


@dataclass
class Draft:
    """Records as they will be: every text changed so far, by path. Turns into changes at the end."""

    graph: Graph
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def record(self, record: Record) -> Record:
        """Return a record as it will be."""
        text = self.texts.get(record.path)
        if text is None:
            return record
        again = read(record.path, text, record.kind, record.dialect, record.conventions)
        assert isinstance(again, Record)  # noqa: S101 - every edit was read again when it was made
        return again

    def set(self, record: Record, key: str, value: str, by: Record | None = None) -> None:
        """Set a top-level scalar; a new key takes its place in the kind's order. `by` is what supersedes the record."""
        if record.dialect != NATIVE:
            self.texts[record.path] = amend.set_field(self.record(record), key, value, by)
            return
        fields = record.kind.fields
        above = fields[: fields.index(key)] if key in fields else ()
        self.texts[record.path] = set_value(self._text(record), key, value, after=above)

    def set_date(self, record: Record, today: date) -> None:
        """Set the day of the status, in dialects whose date it is."""
        if dialect(record.dialect).dated:
            self.set(record, "date", today.isoformat())

    def add(self, record: Record, keys: Sequence[str], item: str) -> None:
        """Add an item to a list."""
        fields = record.kind.fields
        above = fields[: fields.index(keys[0])] if keys[0] in fields else ()
        self.texts[record.path] = add_item(self._text(record), keys, item, after=above)

    def relate(self, source: Record, name: str, target: Record, written: str) -> None:
        """Store a relation where the source's dialect keeps relations."""
        if amend.writes_links(source):
            self.texts[source.path] = amend.add_link(self.record(source), name, target)
        else:
            self.add(source, ["relations", name], written)

    def remove(self, record: Record, keys: Sequence[str], item: str) -> None:
        """Remove an item from a list."""
        self.texts[record.path] = remove_item(self._text(record), keys, item)

    def changes(self, root: Path) -> list[FileChange]:
        """Return what is to be written."""
        before = {entry.path: entry.text for entry in self.graph.entries}
        texts = sorted(self.texts.items())
        return [FileChange(root / path, before.get(path), text) for path, text in texts if text != before.get(path)]

    def _text(self, record: Record) -> str:
        return self.texts.get(record.path, record.text)


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
    return missing


def set_field(draft: Draft, record: Record, name: str, value: str) -> None:
    """Set a field of the kind from text; a list takes its items separated by commas."""
    if name in _FIXED:
        raise CannotRunError(f"`{name}` is not set as a field; {_FIXED[name]}")
    schema = record.kind.schema["properties"].get(name)
    if schema is None and not name.startswith("x-"):
        raise CannotRunError(f"a {record.kind.name} has no field `{name}`; {did_you_mean(name, record.kind.fields)}")
    if (schema or {}).get("type") != "array":
        draft.set(record, name, value)
        _refuse_fault(draft.record(record), name, value)
        return
    for old in items(draft.record(record).fields.get(name)):
        draft.remove(record, [name], str(old))
    for item in (part.strip() for part in value.split(",")):
        if item:
            draft.add(record, [name], item)
    _refuse_fault(draft.record(record), name, value)


def _refuse_fault(record: Record, name: str, value: str) -> None:
    """Raise CannotRunError where a field's new value is not one that the kind knows."""
    fault = next((fault for fault in record.faults if fault.keys[:1] == (name,)), None)
    if fault is not None:
        choices = did_you_mean(value, map(str, fault.argument)) if fault.keyword == "enum" else ""
        wanted = choices or (f"expected {fault.expected}" if fault.expected else "`adr check` says what is")
        raise CannotRunError(f"`{value}` is no value of `{name}`; {wanted}")


def supersede(draft: Draft, olds: Sequence[Record], new: Record, today: date, part: str = "") -> None:
    """Say in `new` that it supersedes `olds`, and retire them if it is in force.

    With `part`, a heading of the old record, only that part is superseded, and the old record stays in force.
    """
    for old in dict.fromkeys(olds):
        if old.path == new.path:
            raise CannotRunError(f"{old.id} cannot supersede itself: that would be a circle")
        if part and part not in old.document.anchors:
            known = [anchor for anchor in old.document.anchors if anchor]
            raise CannotRunError(f"{old.id} has no heading `#{part}`; {did_you_mean(part, known)}")
        link(draft, new, SUPERSEDES, old, part)
        if SUPERSEDED not in old.kind.statuses:
            raise CannotRunError(f"a {old.kind.name} is not superseded; {did_you_mean(SUPERSEDED, old.kind.statuses)}")
        if part:
            draft.notes.append(f"{old.id} stays {old.status}: only its part #{part} is superseded")
        elif new.phase == "in-force":
            _retire(draft, old, new, today)
        else:
            draft.notes.append(f"{old.id} stays {old.status} until {new.id} is in force (it is {new.status})")


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
    if SUPERSEDED not in now.kind.transitions.get(now.status or "", ()):
        raise CannotRunError(f"{old.id} is `{now.status}` and so was never in force; {new.id} cannot supersede it")
    draft.set(old, "status", SUPERSEDED, new)
    draft.set_date(old, today)
    draft.notes.append(f"{old.id} is superseded by {new.id}")


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
    exempt = dialect(record.dialect).exempt
    rules = dict.fromkeys(r.rule for r in record.kind.requirements if r.rule not in exempt)
    return list(dict.fromkeys(name for rule in rules for name, _ in record.missing(rule)))
