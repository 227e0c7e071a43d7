"""Records in another dialect to native ones: fields, relations, links and texts. Nothing is read or written here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from adr import mapping
from adr.compose import front_matter
from adr.dialect import dialect, stem
from adr.edit import Edit, add_item, apply, set_value
from adr.extraction import extract
from adr.graph import Edge, Graph
from adr.importing.plan import Moved, Plan, Step, heading_edit, new_target
from adr.kind import ANY
from adr.links import retarget
from adr.markdown import Document
from adr.people import Person
from adr.record import Record


def fill(plan: Plan, graph: Graph, known: Graph, people: Mapping[str, Person], moved: Moved) -> None:
    """Put the texts of all records that are not there yet into the plan.

    `graph` has the records as they are, `known` those that the project has besides; `moved` tells where other files go.
    """
    plan.renames = _renames(plan, graph, known)
    related, left, resolved = relations(plan, graph, known)
    linked = _linked(plan, graph)
    for step in plan.steps:
        if step.there:
            continue
        record, path = step.record, step.record.path
        if record.dialect == "native":
            plan.texts[step.path] = _native(plan, step, graph, known, moved)
            continue
        found = mapping.mapped(record, people)
        fields = {**found.fields, "id": step.id, "title": _now(found.fields["title"], plan.renames)}
        if related.get(path):
            fields["relations"] = related[path]
        if left.get(path):
            fields["x-relations"] = left[path]
            named = ", ".join(f"{name} {target}" for name, targets in left[path].items() for target in targets)
            found.doubts.append(f"no record for `{named}`: it is kept as `x-relations`")
        if aliases := _aliases(step, graph, known):
            fields["aliases"] = [*record.aliases, *aliases]
        fields[mapping.IMPORTED] = step.origin
        fields |= _relinked(fields, _leads(step, plan, moved))
        taken = extract(record, resolved[path].__contains__, linked.get(path, frozenset()))
        body, missed = _body(plan, step, taken.spans, moved)
        doubts = [doubt.message for doubt in record.reading.doubts if doubt.key not in ("date", "status")]
        plan.notes += [f"{path}: {line}" for line in (*doubts, *found.doubts, *taken.stays, *missed)]
        plan.unplaced += [(name, path, value) for name, value in found.unplaced.items()]
        plan.texts[step.path] = _text(record, fields, body)


def _native(plan: Plan, step: Step, graph: Graph, known: Graph, moved: Moved) -> str:
    """Return the text of a record that is native already: its links follow, and the ids of records that get others."""
    body, missed = _body(plan, step, (), moved)
    plan.notes += [f"{step.record.path}: {line}" for line in missed]
    whole = step.record.text
    text = renamed_ids(whole[: len(whole) - len(step.record.reading.body)], plan, graph) + body
    if step.id == step.record.id:
        return text
    text = set_value(text, "id", step.id)
    for alias in _aliases(step, graph, known):
        text = add_item(text, ["aliases"], alias, after=step.record.kind.fields)
    return set_value(text, mapping.IMPORTED, step.origin)


def renamed_ids(head: str, plan: Plan, graph: Graph) -> str:
    """Return front matter in which relations to records whose ids change follow them, where no other has that id."""
    return _now(head, _changed(plan, graph))


def _changed(plan: Plan, graph: Graph) -> dict[str, str]:
    """Return the ids that change, old to new, where no other record has the old one."""
    steps = (step for step in plan.steps if step.id != step.record.id)
    return {s.record.id: s.id for s in steps if [e.path for e in graph.by_id.get(s.record.id, ())] == [s.record.path]}


def _renames(plan: Plan, graph: Graph, known: Graph) -> dict[str, str]:
    """Return the ids that change and are those of other records from now on, so that no alias can lead on from them."""
    others = {*known.by_id, *known.aliases, *(step.id for step in plan.steps)}
    return {old: new for old, new in _changed(plan, graph).items() if old in others}


def _now(text: str, renames: Mapping[str, str]) -> str:
    """Return text with all ids replaced at once, so that none is replaced twice."""
    if not renames:
        return text
    pattern = rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, renames))})(?![\w-])"
    return re.sub(pattern, lambda match: renames[match[0]], text)


def _text(record: Record, fields: Mapping[str, Any], body: str) -> str:
    """Return a native file; a mark before the text stays, and so do comments in the front matter."""
    eol = "\r\n" if "\r\n" in record.text else "\n"
    head = front_matter(fields, record.kind.fields)
    if record.reading.head and record.dialect != "pep":
        head += mapping.comments(record.reading.head.replace("\r\n", "\n"))
    return f"---{eol}{head.replace(chr(10), eol)}---{eol}{body}"


def relations(
    plan: Plan, graph: Graph, known: Graph
) -> tuple[dict[str, dict[str, list[str]]], dict[str, dict[str, list[str]]], dict[str, set[str]]]:
    """Return three mappings by the path of a record: its relations, those without a record, and the ids that have one.

    A relation that is said from both sides, or from the wrong one, is stored once, on the side where it belongs.
    """
    related: dict[str, dict[str, list[str]]] = {}
    left: dict[str, dict[str, list[str]]] = {}
    resolved: dict[str, set[str]] = {path: set() for path in plan.ids}
    for edge in sorted(graph.edges, key=lambda e: plan.ids.get(e.source.path, ""), reverse=True):
        source = edge.source.path
        if source not in plan.ids:
            continue
        target, name = _target(edge, graph, plan), edge.name
        id_ = plan.ids.get(target.path) if target else _known(edge, graph, known) if plan.inside else None
        owner = source
        if name in graph.inverses and target is not None:
            owner, name, id_ = target.path, graph.inverses[name], plan.ids[source]
        relation = edge.source.kind.relations.get(name)
        allowed = relation is not None and (ANY in relation.targets or edge.source.kind.name in relation.targets)
        if id_ is None or not allowed or plan.ids[owner] == id_:
            left.setdefault(source, {}).setdefault(edge.name, []).append(edge.written)
            continue
        resolved[source].add(edge.target)
        mutual = relation is not None and relation.inverse == name and target is not None
        if mutual and target and plan.ids[owner] in related.get(target.path, {}).get(name, ()):
            continue
        held = related.setdefault(owner, {}).setdefault(name, [])
        whole = id_ + (edge.written[len(edge.target) :] if owner == source else "")
        held += [] if whole in held else [whole]
    return {path: {n: sorted(ids) for n, ids in found.items()} for path, found in related.items()}, left, resolved


def _target(edge: Edge, graph: Graph, plan: Plan) -> Record | None:
    """Return the record of the plan that an edge points at: of several with that id, the one in the same folder."""
    found = [e for e in graph.by_id.get(edge.target, ()) if isinstance(e, Record) and e.path in plan.ids]
    if not found and (alias := graph.aliases.get(edge.target)) and alias.path in plan.ids:
        return alias
    here = posixpath.dirname(edge.source.path)
    return min(found, key=lambda r: posixpath.dirname(r.path) != here, default=None)


def _known(edge: Edge, graph: Graph, known: Graph) -> str | None:
    """Return the id of the other record that an edge points at; None where there is none, or a link leads nowhere."""
    record = known.known_as(edge.target)
    if record is None or _leads_nowhere(edge, graph):
        return None
    return record.id


def _leads_nowhere(edge: Edge, graph: Graph) -> bool:
    """Tell whether the id that an edge points at was made from a link to a file that is not there."""
    source = edge.source
    ends = (graph.destination(source, link) for link in source.document.links)
    paths = {end.path for end in ends if end.path and not end.outside and not graph.exists(end.path)}
    return edge.target in {dialect(source.dialect).identify(path, source.kind) for path in paths}


def _aliases(step: Step, graph: Graph, known: Graph) -> list[str]:
    """Return what a record was called and is no longer: its id, unless another has that, and its file's name."""
    record = step.record
    names = [stem(record.path)] if len(graph.by_id.get(record.id, ())) > 1 else [record.id, stem(record.path)]
    now = (step.id, stem(step.path), *record.aliases)
    return [name for name in dict.fromkeys(names) if name not in now and name not in known.by_id]


def _linked(plan: Plan, graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return the anchors of each record that links of records lead to, by its path."""
    found: dict[str, set[str]] = {}
    for record in graph.records:
        for link in record.document.links if "#" in record.reading.body else ():
            destination = graph.destination(record, link)
            if destination.fragment and not destination.outside:
                found.setdefault(destination.path or record.path, set()).add(destination.fragment)
    return {path: frozenset(anchors) for path, anchors in found.items() if path in plan.ids}


def _body(plan: Plan, step: Step, spans: Sequence[tuple[int, int]], moved: Moved) -> tuple[str, list[str]]:
    """Return a record's body without what is taken out, its links led to the new places, and a line for what failed."""
    document = step.record.document
    links, missed = retarget(document, _leads(step, plan, moved))
    edits = [Edit(start, end, "") for start, end in spans]
    if step.record.dialect != "native" and (heading := heading_edit(step)):
        edits.append(heading)
    edits += [e for e in links if not any(start <= e.start < end for start, end in spans)]
    notes = [f"the link to `{target}` could not be followed; change it by hand" for target in missed]
    for old, new in plan.renames.items():
        found = [(at, at + len(old)) for at in document.ids(old) if not document.text.startswith(".md", at + len(old))]
        mentions = [Edit(a, b, new) for a, b in found if not any(e.start < b and a < e.end for e in edits)]
        if mentions:
            notes.append(f"the text says {new} where it said {old}, which is another record here")
        edits += mentions
    return apply(step.record.reading.body, edits), notes


def _leads(step: Step, plan: Plan, moved: Moved) -> Moved:
    """Return what tells where a link in a record is to lead."""
    return lambda target: new_target(target, step.record.path, step.path, plan, moved)


def _relinked(fields: Mapping[str, Any], new: Callable[[str], str | None]) -> dict[str, str]:
    """Return the keys of one's own whose Markdown has links, with these led elsewhere."""
    texts = {key: value for key, value in fields.items() if key.startswith("x-") and isinstance(value, str)}
    return {key: apply(text, retarget(Document(text), new)[0]) for key, text in texts.items() if "](" in text}
