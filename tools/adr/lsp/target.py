"""What a place in a text names: a record, by its id, by one that it had, or by the path of its file."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from lsprotocol import types

from adr.graph import Graph
from adr.lsp.workspace import Page, Snapshot
from adr.markdown import ID
from adr.record import Entry, Record

_RUN = re.compile(r"[^\s()\[\]{}<>\"'`,]+")
_WORD = re.compile(r"[A-Za-z0-9](?:[\w.-]*\w)?")
_FRAGMENT = re.compile(r"#([\w.-]*\w)")


@dataclass(frozen=True, slots=True)
class Target:
    """A record named in a text: the name as written and its place, the entry that has it, the part of it that is meant.

    `entry` is None for an id that no record has or had.
    """

    name: str
    start: int
    end: int
    entry: Entry | None
    fragment: str = ""


def target_at(page: Page, offset: int) -> Target | None:
    """Return the record that the text names around a character; None where it names none."""
    content = page.text.content
    begin, end = content.rfind("\n", 0, offset) + 1, content.find("\n", offset)
    line = content[begin : end if end >= 0 else None]
    for run in _RUN.finditer(line):
        if begin + run.start() <= offset <= begin + run.end():
            found = _named(page, run[0], offset - begin - run.start())
            if found:
                at = begin + run.start()
                return Target(found.name, at + found.start, at + found.end, found.entry, found.fragment)
    return None


def _named(page: Page, run: str, offset: int) -> Target | None:
    """Return what a run of characters without spaces names around one of them; places count from its start."""
    graph = page.snapshot.graph
    address, _, fragment = run.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(address).lstrip("/")))
    if address and (entry := graph.by_path.get(path)):
        return Target(address, 0, len(address), entry, unquote(fragment))
    for word in _WORD.finditer(run):
        if word.start() <= offset <= word.end():
            entry = entry_called(graph, word[0])
            if entry or ID.fullmatch(run, word.start(), word.end()):
                part = _FRAGMENT.match(run, word.end())
                return Target(word[0], word.start(), word.end(), entry, part[1] if part else "")
    part = _FRAGMENT.search(run)
    return _named(page, run, part.start()) if part and part.start() < offset <= part.end() else None


def entry_called(graph: Graph, name: str) -> Entry | None:
    """Return the first entry that has an id, or had it."""
    entries = graph.by_id.get(name)
    return entries[0] if entries else graph.aliases.get(name)


def place_of(snapshot: Snapshot, entry: Entry, fragment: str = "") -> types.Location:
    """Return where an entry says its id, or has the heading that `fragment` is the anchor of."""
    text = snapshot.text(entry.path)
    start = end = 0
    if isinstance(entry, Record):
        heading = next((h for h in entry.document.headings if fragment and h.anchor == fragment), None)
        location = entry.in_body(heading.start) if heading else entry.locate(["id"])
        if location.path == entry.path:
            start = text.at(location.line, location.column)
            end = start if heading else start + len(entry.id) * text.content.startswith(entry.id, start)
    return types.Location(snapshot.uri(entry.path), text.range(start, end))
