"""Hover: what an id, a key or a handle stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsprotocol import types

from adr.commonmark import verbatim
from adr.graph import Graph
from adr.kind import Kind
from adr.lsp.cursor import cursor, key_at
from adr.lsp.feature import Feature
from adr.lsp.target import Target, target_at
from adr.lsp.workspace import Page, Workspace
from adr.record import Record


def _hover(workspace: Workspace, params: types.HoverParams) -> types.Hover | None:
    page = workspace.page(params.text_document.uri)
    if page is None:
        return None
    offset = page.text.offset(params.position)
    found = _of_key(page, offset) or _of_record(page, offset) or _of_person(page, offset)
    if found is None:
        return None
    lines, start, end = found
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(lines))
    return types.Hover(content, page.text.range(start, end))


def _of_record(page: Page, offset: int) -> tuple[list[str], int, int] | None:
    target = target_at(page, offset)
    return (card(page.snapshot.graph, target), target.start, target.end) if target else None


def card(graph: Graph, target: Target) -> list[str]:
    """Return what a reader wants to know of a record before following its id, as paragraphs of Markdown."""
    entry = target.entry
    if entry is None:
        return [f"No record is called {verbatim(target.name)}."]
    if not isinstance(entry, Record):
        return [f"**{verbatim(entry.id)}** cannot be read", verbatim(entry.message)]
    facts = [entry.kind.title, entry.status_raw, entry.date, entry.owner]
    lines = [f"**{verbatim(entry.id)} {verbatim(entry.title)}**", " · ".join(verbatim(f) for f in facts if f)]
    if target.name in entry.aliases and target.name != entry.id:
        lines.append(f"{verbatim(target.name)} is what it was called before.")
    instead = [f"{verbatim(r.id)} {verbatim(r.title)}" for r in graph.current(entry)]
    if instead:
        lines.append(f"In force instead: {', '.join(instead)}")
    parts = graph.partial_successors(entry)
    return [*lines, *(f"{verbatim(e.source.id)} supersedes its part {verbatim(e.fragment)}" for e in parts)]


def _of_key(page: Page, offset: int) -> tuple[list[str], int, int] | None:
    kind, found = page.kind, key_at(page.text.content, offset)
    if kind is None or found is None:
        return None
    keys, start, end = found
    schema = kind.schema_at(keys)
    return (_about(kind, keys, schema), start, end) if schema else None


def _about(kind: Kind, keys: tuple[str, ...], schema: Mapping[str, Any]) -> list[str]:
    """Return what a field is for, what it takes, and from when on it is asked for."""
    lines = [f"`{'.'.join(keys)}`", str(schema.get("description", ""))]
    inner = kind.schema_at((*keys, 0)) if "items" in schema else schema
    if choices := inner.get("enum"):
        lines.append("One of: " + ", ".join(f"`{choice}`" for choice in choices))
    elif expected := inner.get("x-expected"):
        lines.append(f"{'A list; each item is' if 'items' in schema else 'Expected:'} {expected}")
    if len(keys) == 1:
        asked = [r for r in kind.requirements if keys[0] in r.fields]
        lines += [f"Required from `{r.status}` on" + (f", where {r.condition}" * bool(str(r.condition))) for r in asked]
    if len(keys) == len(("relations", "name")) and keys[0] == "relations" and (relation := kind.relations.get(keys[1])):
        lines.append(f"The inverse is `{relation.inverse}`. Points at: {', '.join(relation.targets)}.")
    return [line for line in lines if line]


def _of_person(page: Page, offset: int) -> tuple[list[str], int, int] | None:
    people, content = page.snapshot.register.people, page.text.content
    place = cursor(content, offset)
    person = (people or {}).get(content[place.start : place.end].strip(" \"'")) if place else None
    if place is None or person is None:
        return None
    facts = (person.kind, person.function, person.unit)
    lines = [f"**{verbatim(person.name)}**", " · ".join(verbatim(fact) for fact in facts if fact)]
    return lines, place.start, place.end


FEATURE = Feature(types.TEXT_DOCUMENT_HOVER, _hover)
