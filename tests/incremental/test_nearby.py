"""The relations that lead to one record are those that are found when all are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr.graph import Graph
from adr.incremental.memory import recall
from adr.incremental.nearby import KeptGraph

if TYPE_CHECKING:
    from tests.conftest import Base, Write


def test_relations_are_the_same_found_one_by_one_and_all_at_once(base: Base, record: Write) -> None:
    relations = [
        "{supersedes: [ADR-0002]}",
        "{superseded-by: [ADR-0003, ADR-0001]}",
        "{amends: [ADR-0001, ADR-0009]}",
        "{superseded-by: [ADR-0005]}",
        "{relates-to: [ADR-0002]}",
    ]
    files = {f"adrs/ADR-000{n}-x.md": record(f"ADR-000{n}", relations=r) for n, r in enumerate(relations, 1)}
    files["adrs/ADR-0003-y.md"] = record("ADR-0003", relations="{supersedes: [ADR-0002]}")
    graph = recall(base(files)).graph
    assert isinstance(graph, KeptGraph)
    whole = Graph(graph.entries, graph.kinds, graph.exists).incoming
    for id_ in (*(f"ADR-000{n}" for n in range(1, 8)), "ADR-0009"):
        assert graph.incoming.get(id_) == whole.get(id_)
    assert dict(graph.incoming) == dict(whole)
