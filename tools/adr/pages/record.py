"""A page per record: header, standing, text, relations both ways, who cites it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from adr import dossier, ways
from adr.commonmark import plain
from adr.dialect import dialect
from adr.html import Block, escape, inline, to_blocks
from adr.page import Page, View
from adr.record import Record, Unreadable, items

_ENVELOPE = frozenset(
    {"id", "kind", "title", "status", "date", "owner", "tags", "relations", "review-by", "contributors", "links"}
    | {"waivers"}
)
_NAVIGATION = re.compile(
    r"layout|weight|parent|grand_parent|has_children|has_toc|nav_order|nav_exclude|permalink|menu|toc|sidebar(?:_.*)?"
)
"""What front matter tells generators of sites about a page's place, and readers nothing."""

_SEARCHABLE = 1_000
"""Headings of a page beyond which the search leaves it out: the engine looks through all of them for each."""


def pages(view: View) -> Iterator[Page]:
    """Make the page of every record, and of every file that could not be read."""
    beside = dossier.neighbours(view)
    graph = ways.place(view, ways.GRAPH)
    for entry in view.graph.entries:
        near = beside.get(entry.path, {})
        yield page_of(view, entry, near, graph) if isinstance(entry, Record) else _unreadable(view, entry, near)


def page_of(view: View, record: Record, near: Mapping[str, Any] = MappingProxyType({}), graph: str = "") -> Page:
    """Return the page of a record; `near` are the records before and after it, `graph` is where the graph is staged."""
    blocks = list(_text_of(view, record))
    first = next((i for i, block in enumerate(blocks) if block.level), None)
    if first is not None and blocks[first].level == 1:
        del blocks[first]
    blocks = [Block(b.html, max(2, b.level), b.anchor, b.text) if b.level else b for b in blocks]
    data = {
        **view.reference(record),
        "path": record.path,
        "updated": view.updated(record),
        "permalink": view.permanent(record),
        "graph": ways.graph_link(view, record.id, graph),
        "written": plain(record.status_words),
        "dated": dialect(record.dialect).dated,
        "kind": _kind(view, record),
        "standing": _standing(view, record),
        **dossier.dossier(view, record),
        "near": near,
        "people": _people(view, record),
        "facts": _facts(record),
        "tables": _tables(record),
        "links": [link for link in items(record.fields.get("links")) if _is_link(link)],
        "relations": _relations(view, record),
        "backlinks": [
            {**view.reference(c.source), "sentence": c.sentence} for c in view.graph.backlinks.get(record.id, ())
        ],
        "waivers": view.waivers(record),
        "findings": _findings(view, record),
    }
    return Page(
        view.record_path(record),
        f"{record.id} {record.title}",
        "record.html",
        data,
        blocks,
        description=view.summary(record),
        searchable=len(blocks) < _SEARCHABLE or sum(block.level > 0 for block in blocks) <= _SEARCHABLE,
    )


def _findings(view: View, record: Record) -> list[dict[str, str]]:
    """Return what rules find in a record, as its page shows it."""
    return [
        {"code": f.code, "message": inline(f.message), "help": inline(f.help), "severity": f.severity.value}
        for f in view.findings
        if f.location.path == record.path
    ]


def _text_of(view: View, record: Record) -> Sequence[Block]:
    """Return a record's text; one that is no Markdown is shown as it is written."""
    if record.reading.markup != "markdown":
        return (Block(f"<pre><code>{escape(record.reading.body.strip())}</code></pre>"),)
    return to_blocks(record.reading.body, view.resolver(record.path), view.locator(record))


def _unreadable(view: View, entry: Unreadable, near: Mapping[str, Any]) -> Page:
    text = f"<pre><code>{escape(entry.text[:100_000])}</code></pre>" if entry.text else ""
    data = {
        **view.reference(entry),
        "path": entry.path,
        "permalink": view.permanent(entry),
        "kind": _kind(view, entry),
        "source": dossier.source_links(view, entry),
        "near": near,
        "unreadable": {"message": inline(entry.message), "help": inline(entry.help), "line": entry.line},
    }
    return Page(
        view.record_path(entry), f"{entry.id} cannot be read", "record.html", data, (Block(text),) if text else ()
    )


def _kind(view: View, entry: Record | Unreadable) -> dict[str, str]:
    kind = entry.kind
    return {
        "name": kind.name,
        "title": kind.title,
        "plural": kind.plural,
        "url": view.url(view.project.place(kind.name).register),
    }


def _standing(view: View, record: Record) -> dict[str, Any] | None:
    """Say why a record does not bind its readers, and what does instead; None for one in force."""
    partly = [
        {**view.reference(edge.source), "part": _part(record, edge.fragment)}
        for edge in view.graph.partial_successors(record)
        if edge.source.phase == "in-force"
    ]
    path = dossier.compared_path(view, record)
    compared = view.url(path) if path else ""
    if record.phase == "in-force" or record.status is None:
        return {"text": "Parts of it are superseded:", "parts": partly, "compared": compared} if partly else None
    if record.phase == "unknown":
        return {"text": f"`{record.status}` is no status of a {record.kind.title.lower()}."}
    return {
        "text": _why(view, record),
        "instead": [view.reference(r) for r in view.graph.current(record)],
        "waiting": [view.reference(r) for r in view.graph.successors(record) if r.phase in ("draft", "open")],
        "parts": partly,
        "compared": compared,
        "ways": [[view.reference(r) for r in way] for way in dossier.chain(view.graph, record) if len(way) > 1],
    }


def _why(view: View, record: Record) -> str:
    """Return the sentence that says why a record is not in force."""
    name = record.kind.title.lower()
    if record.phase != "retired":
        return f"This {name} is not in force yet."
    if view.graph.current(record):
        return f"This {name} is no longer in force. In force instead:"
    if not record.kind.came_into_force(record.status):
        return f"This {name} was never in force."
    return f"This {name} is no longer in force, and nothing replaces it."


def _part(record: Record, anchor: str) -> str:
    """Return the heading that an anchor stands for."""
    return next((h.text for h in record.document.headings if h.anchor == anchor), anchor)


def _people(view: View, record: Record) -> list[dict[str, Any]]:
    """Return the handles of the header by the field that names them."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path in record.kind.handle_fields:
        if path == (path[0],) or path == (path[0], "*"):
            for handle in items(record.fields.get(path[0])):
                if isinstance(handle, str):
                    found.setdefault(record.kind.label(path[0]), {})[handle] = view.person(handle)
    for contributor in items(record.fields.get("contributors")):
        if isinstance(contributor, dict) and isinstance(contributor.get("who"), str):
            who = contributor["who"]
            found.setdefault(_label(str(contributor.get("role"))), {})[who] = view.person(who)
    return [{"label": label, "people": list(people.values())} for label, people in found.items()]


def _facts(record: Record) -> list[dict[str, str]]:
    """Return the kind's own fields that are one value, or a list of plain ones."""
    shown = {path[0] for path in record.kind.handle_fields}
    texts = ((name, _text(value)) for name, value in _own(record) if name not in shown)
    return [{"label": record.kind.label(name), "value": text} for name, text in texts if text]


def _tables(record: Record) -> list[dict[str, Any]]:
    """Return the kind's own fields that are nested."""
    found = (_table(record.kind.label(name), value) for name, value in _own(record))
    return [table for table in found if table]


def _own(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the fields that are not in every record, those for other generators of sites left out."""
    for name, value in record.fields.items():
        if name not in _ENVELOPE and (name in record.kind.fields or not _NAVIGATION.fullmatch(name)):
            yield name, value


def _text(value: Any) -> str:
    """Return a scalar, or a list of scalars, as text; empty for anything else."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_text, value)) if all(isinstance(v, str | int | float) for v in value) else ""
    return "" if value is None or isinstance(value, dict) else str(value)


def _table(name: str, value: Any) -> dict[str, Any] | None:
    """Return a nested value as a table: a row an item, or a row a key."""
    if isinstance(value, dict):
        rows = [[_label(str(k)), _cell(v)] for k, v in value.items()]
        return {"title": name, "columns": [], "rows": rows}
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        columns = list(dict.fromkeys(str(key) for item in value for key in item))
        rows = [[_cell(item.get(column)) for column in columns] for item in value]
        return {"title": name, "columns": [_label(c) for c in columns], "rows": rows}
    return None


def _cell(value: Any) -> str:
    if isinstance(value, Mapping) and set(value) == {"amount", "currency"}:
        return f"{value['amount']} {value['currency']}"
    if isinstance(value, Mapping):
        return ", ".join(f"{_label(str(k)).lower()} {_cell(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return _text(value)


def _label(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _is_link(link: Any) -> bool:
    return isinstance(link, dict) and str(link.get("url", "")).startswith(("https://", "http://"))


def _relations(view: View, record: Record) -> list[dict[str, Any]]:
    """Return relations both ways: those stored here, then the inverses of those stored elsewhere."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for edge in view.graph.outgoing.get(record.path, ()):
        targets = view.graph.by_id.get(edge.target)
        shown = view.reference(targets[0]) if targets else {"id": edge.written, "title": "does not exist", "url": ""}
        groups.setdefault(_label(edge.name), []).append(shown | {"fragment": edge.fragment})
    for edge in view.graph.incoming.get(record.id, ()):
        relation = view.graph.relations.get(edge.name)
        groups.setdefault(_label(relation.inverse if relation else edge.name), []).append(view.reference(edge.source))
    return [{"label": label, "records": records} for label, records in groups.items()]
