"""The graph, or the part of it around a record, as nodes and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.diagram import Diagram, diagram
from adr.graph import Graph

if TYPE_CHECKING:
    from tests.conftest import Load, Write


@pytest.fixture
def graph(load: Load, record: Write) -> Graph:
    """Return a chain 1 - 2 - 3 - learning, a record apart, a target that there is not, a file that cannot be read."""
    return load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", relations="{supersedes: [ADR-0002]}", status="accepted"),
            "adrs/ADR-0002.md": record(
                "ADR-0002", relations='{depends-on: ["ADR-0003#a", "ADR-0003#b"], relates-to: [ADR-0002]}'
            ),
            "adrs/ADR-0003.md": record("ADR-0003", relations="{learned-from: [LRN-0001], amends: [ADR-0099]}"),
            "adrs/ADR-0004.md": record("ADR-0004"),
            "adrs/ADR-0005.md": "broken\n",
            "learnings/LRN-0001.md": record("LRN-0001"),
        }
    )


def ids(found: Diagram) -> list[str]:
    return [node.id for node in found.nodes]


def links(found: Diagram) -> list[tuple[str, str, str]]:
    return [(link.source, link.relation, link.target) for link in found.links]


def test_the_whole_graph_has_every_record_and_every_link_once(graph: Graph) -> None:
    found = diagram(graph)
    assert ids(found) == ["ADR-0001", "ADR-0002", "ADR-0003", "ADR-0004", "ADR-0099", "LRN-0001"]
    assert links(found) == [
        ("ADR-0001", "supersedes", "ADR-0002"),
        ("ADR-0002", "depends-on", "ADR-0003"),
        ("ADR-0002", "relates-to", "ADR-0002"),
        ("ADR-0003", "learned-from", "LRN-0001"),
        ("ADR-0003", "amends", "ADR-0099"),
    ]
    assert [node.phase for node in found.nodes] == ["in-force", "draft", "draft", "draft", "unknown", "draft"]


@pytest.mark.parametrize(
    "hops,expected",
    [
        (0, ["ADR-0002"]),
        (1, ["ADR-0001", "ADR-0002", "ADR-0003"]),
        (None, ["ADR-0001", "ADR-0002", "ADR-0003", "ADR-0099", "LRN-0001"]),
    ],
)
def test_around_a_record_is_what_is_near_either_way(graph: Graph, hops: int | None, expected: list[str]) -> None:
    assert ids(diagram(graph, graph.get("ADR-0002"), hops)) == expected


@pytest.mark.parametrize("name", ["supersedes", "superseded-by"])
def test_relations_are_kept_by_either_name(graph: Graph, name: str) -> None:
    found = diagram(graph, relations=[name])
    assert links(found) == [("ADR-0001", "supersedes", "ADR-0002")]
    assert ids(diagram(graph, graph.get("ADR-0001"), relations=[name])) == ["ADR-0001", "ADR-0002"]


def test_kinds_are_kept_and_so_is_the_start(graph: Graph) -> None:
    assert ids(diagram(graph, kinds=["learning"])) == ["LRN-0001"]
    assert ids(diagram(graph, graph.get("ADR-0003"), kinds=["learning"])) == ["ADR-0003", "LRN-0001"]


def test_a_record_that_was_renumbered_is_one_node(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", relations="{depends-on: [ADR-0007]}"),
            "adrs/ADR-0008.md": record("ADR-0008", aliases="[ADR-0007]"),
        }
    )
    assert links(diagram(graph)) == [("ADR-0001", "depends-on", "ADR-0008")]
