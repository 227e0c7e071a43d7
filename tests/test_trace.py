"""A record to the tree of what it rests on, or of what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.graph import Graph
from adr.trace import Direction, outline, trace

if TYPE_CHECKING:
    from tests.conftest import Load, Write


@pytest.fixture
def graph(load: Load, record: Write) -> Graph:
    """Return a diamond with a tail: 1 rests on 2 and 3, both on 4, that on a learning and on 1 again."""
    return load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", relations="{depends-on: [ADR-0002, ADR-0003]}", title="One"),
            "adrs/ADR-0002.md": record("ADR-0002", relations="{depends-on: [ADR-0004]}", title="Two"),
            "adrs/ADR-0003.md": record("ADR-0003", relations="{amends: [ADR-0004]}", title="Three"),
            "adrs/ADR-0004.md": record(
                "ADR-0004", relations='{learned-from: ["LRN-0001#A1", LRN-0009], depends-on: [ADR-0001]}', title="Four"
            ),
            "learnings/LRN-0001.md": record("LRN-0001", status="withdrawn", title="Five"),
        }
    )


def lines(graph: Graph, id_: str, direction: Direction, depth: int | None = None) -> list[str]:
    found = graph.get(id_)
    assert found is not None
    return [line for _, line in outline(trace(graph, found, direction, depth))]


def test_up_is_what_the_relations_name_and_circles_end(graph: Graph) -> None:
    assert lines(graph, "ADR-0001", "up") == [
        "ADR-0001  One  [draft]",
        "  depends-on: ADR-0002  Two  [draft]",
        "    depends-on: ADR-0004  Four  [draft]",
        "      learned-from #A1: LRN-0001  Five  [withdrawn]",
        "      learned-from: LRN-0009  [no such record]",
        "      depends-on: ADR-0001  One  [draft] (shown elsewhere)",
        "  depends-on: ADR-0003  Three  [draft]",
        "    amends: ADR-0004  Four  [draft] (shown elsewhere)",
    ]


def test_down_is_who_names_it_by_the_inverse(graph: Graph) -> None:
    assert lines(graph, "LRN-0001", "down", 2) == [
        "LRN-0001  Five  [withdrawn]",
        "  taught #A1: ADR-0004  Four  [draft]",
        "    dependency-of: ADR-0002  Two  [draft]",
        "    amended-by: ADR-0003  Three  [draft]",
    ]


def test_depth_cuts_the_tree(graph: Graph) -> None:
    assert [line.strip() for line in lines(graph, "ADR-0001", "up", 1)] == [
        "ADR-0001  One  [draft]",
        "depends-on: ADR-0002  Two  [draft]",
        "depends-on: ADR-0003  Three  [draft]",
    ]


def test_a_record_is_told_where_it_is_nearest(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", relations="{depends-on: [ADR-0002, ADR-0003]}"),
            "adrs/ADR-0002.md": record("ADR-0002", relations="{depends-on: [ADR-0003]}"),
            "adrs/ADR-0003.md": record("ADR-0003", relations="{depends-on: [ADR-0004]}"),
            "adrs/ADR-0004.md": record("ADR-0004"),
        }
    )
    found = graph.get("ADR-0001")
    assert found is not None
    steps = trace(graph, found, "up")
    assert [(step.level, step.id, step.repeated) for step in steps] == [
        (0, "ADR-0001", False),
        (1, "ADR-0002", False),
        (2, "ADR-0003", True),
        (1, "ADR-0003", False),
        (2, "ADR-0004", False),
    ]


def test_a_long_chain_is_walked_to_its_end(load: Load, record: Write) -> None:
    graph = load(
        {
            f"adrs/ADR-{n:04d}.md": record(f"ADR-{n:04d}", relations=f"{{supersedes: [ADR-{n + 1:04d}]}}")
            for n in range(1, 1200)
        }
    )
    found = graph.get("ADR-0001")
    assert found is not None
    assert len(trace(graph, found, "up")) == 1200


def test_a_record_that_was_renumbered_is_found_by_its_old_id(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", relations="{depends-on: [ADR-0007]}", title="One"),
            "adrs/ADR-0008.md": record("ADR-0008", aliases="[ADR-0007]", title="Eight"),
        }
    )
    assert lines(graph, "ADR-0001", "up")[1] == "  depends-on: ADR-0008  Eight  [draft]"
    assert lines(graph, "ADR-0008", "down")[1] == "  dependency-of: ADR-0001  One  [draft]"
