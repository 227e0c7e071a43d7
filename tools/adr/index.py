"""The cross-reference index as files: ``index.json``, and a table in each record folder's README."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

from adr.commonmark import verbatim
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.project import Place, Project
from adr.record import Entry, Record
from adr.report import index
from adr.walk import text_of
from adr.write import FileChange

BEGIN, END = "<!-- adr:index -->", "<!-- /adr:index -->"
"""What stands around the generated table; the lines are part of it."""

_TABLE = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def index_changes(project: Project, graph: Graph) -> list[FileChange]:
    """Return what brings the index up to date; empty where it is."""
    wanted: list[tuple[Path, str | None, str]] = []
    path = project.root / str(project.settings.get("index", {}).get("json", "index.json"))
    if not path.resolve().is_relative_to(project.root):
        raise CannotRunError(f"{project.config}: index.json leaves the project")
    text = json.dumps(index(graph), indent=2, ensure_ascii=False, default=str) + "\n"
    wanted.append((path, text_of(path), text))
    for place in project.places:
        entries = tuple(entry for entry in graph.entries if project.place_of(entry.path) is place)
        readme = project.root / place.folder / "README.md"
        before = text_of(readme)
        if entries or before is not None:
            wanted.append((readme, before, _with_table(before, place, entries)))
    return [FileChange(path, before, after) for path, before, after in wanted if before != after]


def _with_table(before: str | None, place: Place, entries: tuple[Entry, ...]) -> str:
    """Return a README with the table between its comments, or after what is there."""
    rows = [f"| {cells} |" for entry in entries for cells in [" | ".join(_cells(place, entry))]]
    lines = [BEGIN, "| Id | Title | Status | Date |", "| --- | --- | --- | --- |", *rows, END]
    table = "\n".join(lines)
    if before is None:
        return f"# {place.kind.plural}\n\n{table}\n"
    if _TABLE.search(before):
        return _TABLE.sub(lambda _: table, before, count=1)
    return f"{before.rstrip()}\n\n{table}\n"


def _cells(place: Place, entry: Entry) -> list[str]:
    link = posixpath.relpath(entry.path, place.folder or ".").replace(" ", "%20")
    if not isinstance(entry, Record):
        return [f"[{entry.id}]({link})", "*cannot be read*", "", ""]
    return [f"[{entry.id}]({link})", verbatim(entry.title), verbatim(entry.status or ""), verbatim(entry.date or "")]
