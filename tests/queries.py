"""The knowledge base and the cases that hold both readers of a query to one meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from adr.facets import Table, table
from adr.graph import Graph
from adr.people import read_register
from adr.project import find
from adr.source import read_graph

STATED: dict[str, Any] = json.loads((Path(__file__).parent / "query_cases.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = STATED["cases"]
FOLDERS = {"decision": "adrs", "learning": "learnings"}


def write_base(root: Path, rows: Sequence[Sequence[Any]] = STATED["rows"]) -> tuple[Graph, dict[str, str]]:
    """Write records as the rows say; returns their graph and the names of their owners by handle."""
    names: dict[str, str] = {}
    for number, (id_, title, date, status, _, owner, name, tags, kind) in enumerate(rows):
        head = {"id": id_, "kind": kind, "title": title, "status": status, "date": date, "owner": owner, "tags": tags}
        text = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items() if value)
        path = root / FOLDERS[kind] / f"{id_}-{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\n{text}---\n\n# x\n", encoding="utf-8")
        if owner:
            names[owner] = name
    people = [{"handle": owner, "name": name, "kind": "person"} for owner, name in names.items()]
    (root / "governance").mkdir()
    (root / "governance" / "people.yml").write_text(json.dumps(people), encoding="utf-8")
    (root / "adr.toml").write_text("", encoding="utf-8")
    project = find(root)
    assert not read_register(project).problems
    return read_graph(project), names


def table_of(graph: Graph, names: dict[str, str]) -> Table:
    """Return the table of all records, as the register of all kinds has it."""
    return table(graph, graph.entries, lambda facet, value: names[value] if facet == "owner" else value, mixed=True)
