"""One sample that every format is tested on: the example firm's records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adr.export import Exported, Request, load
from adr.people import read_register
from adr.project import Project, find
from adr.source import read_graph

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lighthouse"

Export = Callable[..., Exported]


def request(project: Project, kind: str | None = None, *, raw: bool = False) -> Request:
    """Return a request for a project's records, all or of one kind, written to ``out`` in the project."""
    graph = read_graph(project)
    entries = tuple(entry for entry in graph.entries if kind in (None, entry.kind.name))
    return Request(graph, entries, project.name, read_register(project).people or {}, "out", raw)


@pytest.fixture(scope="session")
def sample() -> Export:
    """Return a function that exports the example firm's records in a format, all or of one kind."""
    return lambda name, kind=None: load(name).write(request(find(EXAMPLE), kind))


@pytest.fixture
def export(base: Callable[..., Project]) -> Export:
    """Return a function that exports the records among files in a format."""
    return lambda name, files, kind=None, **options: load(name).write(request(base(files), kind, **options))
