"""The graph: from any record along its relations; without script the chains of supersession and what is most connected.

The browser lays out what is near one record only, in columns by steps, so a site of thousands needs no library for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from adr import ways
from adr.page import Asset, Page, View
from adr.record import Entry, Record

PHASES = ("draft", "open", "in-force", "retired", "unknown")

_CITES = "cites"
_CHAINS = 100
_MOST = 20
_SUPERSEDES = "supersedes"


def pages(view: View) -> Iterator[Page | Asset]:
    """Make the page, and all records with what connects them as a script."""
    path = ways.place(view, ways.GRAPH)
    net = _Net(view)
    data = net.script()
    yield Asset("graph/graph-data.js", data)
    rows = ways.Rows(view, path)
    version = hashlib.sha256(data).hexdigest()[:10]
    shown = {
        "total": len(view.graph.entries),
        "edges": len(net.edges),
        "chains": "".join(_chains(view, rows)),
        "most": "".join(net.most(rows, path)),
        "script": f"{view.url('graph/graph-data.js')}?v={version}",
        "explore": view.url(ways.place(view, ways.EXPLORE)),
    }
    yield Page(path, "Graph", "graph.html", shown, searchable=False)


class _Net:
    """Entries by number, and what connects them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.entries = view.graph.entries
        self.numbers = {entry.path: number for number, entry in enumerate(self.entries)}

    @cached_property
    def edges(self) -> Sequence[tuple[int, int, str]]:
        """Relations, then citations between what no relation connects, each once, as source, target and name."""
        graph = self.view.graph
        found: dict[tuple[int, int, str], None] = {}
        for path, edges in graph.outgoing.items():
            for edge in edges:
                for target in graph.by_id.get(edge.target, ())[:1]:
                    if target.path != path:
                        found[self.numbers[path], self.numbers[target.path], edge.name] = None
        joined = {frozenset(edge[:2]) for edge in found}
        for id_, citations in graph.backlinks.items():
            for target in graph.by_id.get(id_, ())[:1]:
                for citation in citations:
                    ends = (self.numbers[citation.source.path], self.numbers[target.path])
                    if ends[0] != ends[1] and frozenset(ends) not in joined:
                        found[(*ends, _CITES)] = None
        return sorted(found)

    def script(self) -> bytes:
        """Return the script that hands records and edges, by columns, to the page."""
        names = sorted({name for _, _, name in self.edges}, key=lambda name: (name == _CITES, name))
        kinds, statuses = list(self.view.graph.kinds), sorted({_status(entry) for entry in self.entries})
        data: Mapping[str, Any] = {
            "kinds": [kind.title for kind in self.view.graph.kinds.values()],
            "names": kinds,
            "phases": PHASES,
            "statuses": statuses,
            "types": [[name, self._inverse(name)] for name in names],
            "id": [entry.id for entry in self.entries],
            "title": [_title(entry) for entry in self.entries],
            "kind": [kinds.index(entry.kind.name) for entry in self.entries],
            "status": [statuses.index(_status(entry)) for entry in self.entries],
            "phase": [PHASES.index(entry.phase if isinstance(entry, Record) else "unknown") for entry in self.entries],
            "url": [self.view.url(self.view.record_path(entry)) for entry in self.entries],
            "edges": [[a, b, names.index(name)] for a, b, name in self.edges],
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return f"(globalThis.adrSite ??= {{}}).net = {text};\nadrSite.graph?.();\n".encode("utf-8", "replace")

    def most(self, rows: ways.Rows, path: str) -> Iterator[str]:
        """Yield the rows of the records with most relations; citations do not count."""
        counts: dict[int, list[int]] = {}
        for source, target, name in self.edges:
            if name != _CITES:
                counts.setdefault(source, [0, 0])[0] += 1
                counts.setdefault(target, [0, 0])[1] += 1
        for number in sorted(counts, key=lambda n: (-sum(counts[n]), self.entries[n].id))[:_MOST]:
            entry = self.entries[number]
            link = f'<a href="{rows.to(path)}?{ways.graph_link(self.view, entry.id, path).partition("?")[2]}">graph</a>'
            out, into = counts[number]
            yield ways.row([rows.reference(entry), rows.status(entry), str(out), str(into), link])

    def _inverse(self, name: str) -> str:
        relation = self.view.graph.relations.get(name)
        return relation.inverse if relation else "cited-by" if name == _CITES else f"{name} (of another)"


def _chains(view: View, rows: ways.Rows) -> Iterator[str]:
    """Yield what superseded something and is superseded by nothing, each with all that it replaced."""
    graph = view.graph
    heads = [
        record
        for record in graph.records
        if any(edge.name == _SUPERSEDES for edge in graph.outgoing.get(record.path, ()))
        and not graph.successors(record)
    ]
    for head in heads[:_CHAINS]:
        replaced: dict[str, Record] = {}
        pending = [head]
        while pending and len(replaced) < ways.ROWS:
            for edge in graph.outgoing.get(pending.pop(0).path, ()):
                target = graph.get(edge.target) if edge.name == _SUPERSEDES else None
                if target and target is not head and target.path not in replaced:
                    replaced[target.path] = target
                    pending.append(target)
        items = "".join(f"<li>{rows.reference(r)} {ways.day(r.date)}</li>" for r in replaced.values())
        if items:
            yield ways.row([rows.reference(head), rows.status(head), f'<ul class="adr-fates">{items}</ul>'])


def _status(entry: Entry) -> str:
    return (entry.status or "no status") if isinstance(entry, Record) else "unreadable"


def _title(entry: Entry) -> str:
    return entry.title if isinstance(entry, Record) else "cannot be read"
