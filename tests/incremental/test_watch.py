"""What a rule asks is noted, and what cannot be noted in part counts as a question about everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.graph import Graph
from adr.incremental.watch import ANYTHING, NAMES, Notes, NotYetError, WatchedGraph, watched
from adr.people import Register
from adr.rule import Context, all_rules

if TYPE_CHECKING:
    from tests.conftest import Base, Load, Write


@pytest.fixture
def graph(load: Load, record: Write) -> Graph:
    files = {"adrs/ADR-0001-x.md": record(), "adrs/ADR-0002-x.md": record("ADR-0002", relations="{amends: [ADR-0001]}")}
    return load(files)


def test_a_question_about_an_id_is_noted_with_the_file_that_has_it(graph: Graph) -> None:
    notes = Notes(set())
    seen = WatchedGraph(graph, notes)
    assert "ADR-0001" in seen.by_id
    assert "ADR-0009" not in seen.by_id
    assert notes.facts == {"iADR-0001", "iADR-0009"}
    assert seen.get("ADR-0001") is graph.get("ADR-0001")
    assert notes.facts == {"iADR-0001", "iADR-0009", "eadrs/ADR-0001-x.md"}
    assert not seen.exists("x.png")
    assert "xx.png" in notes.facts
    assert list(seen.by_id) == list(graph.by_id)
    assert NAMES in notes.facts


@pytest.mark.parametrize("name", ["entries", "records", "edges", "outgoing", "backlinks", "others", "unreadable"])
def test_a_question_about_all_is_noted_each_time(graph: Graph, name: str) -> None:
    notes = Notes(set())
    seen = WatchedGraph(graph, notes)
    for _ in range(2):
        notes.facts.clear()
        assert getattr(seen, name) == getattr(graph, name)
        assert ANYTHING in notes.facts


def test_whatever_a_graph_can_do_is_noted(graph: Graph) -> None:
    public = [name for name in dir(Graph) if not name.startswith("_")]
    unnoted = {"kinds", "relations", "inverses", "get", "current", "destination", "successors", "partial_successors"}
    unnoted |= {"exists", "edges_of", "arrows", "by_id", "by_path", "aliases", "incoming"}  # which note when asked
    unnoted |= {"outgoing", "is_cited", "has_other_names"}
    for name in public:
        notes = Notes(set())
        getattr(WatchedGraph(graph, notes), name)
        assert bool(notes.facts) is (name not in unnoted), name


def test_the_parts_of_a_context_are_noted_and_may_be_withheld(graph: Graph, base: Base) -> None:
    rule, notes = all_rules()[0], Notes(set())
    context = Context(rule, rule.severity, base({}), graph, Register(None, None))
    assert watched(context, notes, None).register == Register(None, None)
    assert notes.parts == {"register"}
    with pytest.raises(NotYetError):
        _ = watched(context, notes, None, frozenset({"graph"})).graph
    assert notes.parts == {"register"}
