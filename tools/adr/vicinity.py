"""The few records that one record has to do with, so that showing it does not take parsing all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from adr.finding import CannotRunError
from adr.graph import Graph, find_record
from adr.project import Place, Project
from adr.record import Entry
from adr.source import read_all, read_data

_LITERAL = r"[A-Za-z0-9_./-]+"
"""A word that YAML and Markdown hold as it is, unless they spell it with escapes."""

_ESCAPES = (b"\\", b"%", b"&")

_Unparsed = tuple[Place, str, bytes, str]
"""What `read_data` makes an entry of."""


def read_vicinity(project: Project, name: str) -> Graph:
    """Return a graph that knows of the record called `name` all that the graph of all records does.

    That is: the record itself, relations both ways, what is in force in its place, and who cites it. A file that
    holds none of the words that these go by is read and not parsed. Where there is no such record, or a word is none
    that can be looked for in a text, the graph is that of all records.
    """
    unparsed: list[_Unparsed] = []

    def make(*file: *_Unparsed) -> Entry | None:
        if file[3] != "native":  # others make ids of what is not in the text
            return read_data(*file)
        unparsed.append(file)
        return None

    library = read_all(project, make)

    def graph_of(entries: Sequence[Entry]) -> Graph:
        return Graph(entries, project.kinds, library.exists, library.others)

    entries = list(library.entries)
    sought: set[str] = set()
    words = {name, name.upper()}
    while all(re.fullmatch(_LITERAL, word) for word in words):
        marks = [word.encode() for word in words] + list(() if sought else _ESCAPES)
        left: list[_Unparsed] = []
        for file in unparsed:
            if _holds(file, words, marks):
                entries.append(read_data(*file))
            else:
                left.append(file)
        unparsed = left
        graph = graph_of(entries)
        sought |= words
        try:
            words = {word for word in _words(graph, name) if not any(known in word for known in sought)}
        except CannotRunError:
            break
        if not words:
            return graph
    return graph_of([*entries, *(read_data(*file) for file in unparsed)])


def _holds(file: _Unparsed, words: Iterable[str], marks: Iterable[bytes]) -> bool:
    """Tell whether a file's name has one of `words` in it, or its text one of `marks`."""
    _, path, data, _ = file
    return any(map(path.__contains__, words)) or any(map(data.__contains__, marks))


def _words(graph: Graph, name: str) -> set[str]:
    """Return what has to be looked for, as far as `graph` tells: ids, and the file's name for those who link to it."""
    record = find_record(graph, name)
    words, seen, pending = {record.path.rsplit("/", 1)[-1], *record.aliases}, set(), [record]
    while pending:
        current = pending.pop()
        if current.path not in seen:
            seen.add(current.path)
            words.add(current.id)
            pending += graph.successors(current)
    stated = (edge for edge in graph.edges if edge.source.id in words and edge.name in graph.inverses)
    return words.union(edge.target for edge in stated)
