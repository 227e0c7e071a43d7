"""Formats are found by discovery; numbers, names and addresses are what all of them share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.export import Request, load, names, relations, unplaced

if TYPE_CHECKING:
    from tests.conftest import Load, Write

    from adr.graph import Graph

load_format = load


def test_every_file_is_a_format_of_its_name_and_exports_nothing_at_all() -> None:
    folder = Path(__file__).parents[1] / "tools/adr/exports"
    assert set(names()) == {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    for name in names():
        made = load_format(name).write(Request(_empty(), ()))
        assert (made.lost, made.notes) == ({}, ())
        assert set(made.files) == (set() if load_format(name).folder else {""})


def test_every_format_has_a_test_of_its_own() -> None:
    own = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "exports").glob("test_*.py")}
    assert {name.replace("_", "-") for name in own} == set(names())


def test_exporting_twice_gives_the_same(load: Load, record: Write) -> None:
    files = {f"adrs/ADR-000{n}-x.md": record(f"ADR-000{n}", f"# X\n\n[a](ADR-000{5 - n}-x.md)\n") for n in range(1, 5)}
    graph = load(files)
    for name in names():
        first, second = (load_format(name).write(Request(graph, graph.entries, output="out")) for _ in range(2))
        assert first == second


@pytest.mark.parametrize(
    "target,expected",
    [
        ("ADR-0002-y.md", "0002-y.md"),
        ("./ADR-0002-y.md?plain=1#top", "0002-y.md?plain=1#top"),
        ("/adrs/ADR-0002-y.md", "0002-y.md"),
        ("../images/a%20b.png", "../../images/a%20b.png"),
        ("a b/", "../../adrs/a%20b/"),
        ("/images/a.png", None),
        ("#top", None),
        ("https://example.org/ADR-0002-y.md", None),
        ("https://[", None),
    ],
)
def test_a_link_leads_from_the_output_to_where_it_led(
    load: Load, record: Write, target: str, expected: str | None
) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0002-y.md": record("ADR-0002")})
    asked = Request(graph, graph.entries, output="out/madr")
    assert asked.address(graph.records[0], target) == expected


def test_outside_the_project_only_links_between_records_follow(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0002-y.md": record("ADR-0002")})
    asked = Request(graph, graph.entries)
    assert asked.address(graph.records[0], "ADR-0002-y.md") == "0002-y.md"
    assert asked.address(graph.records[0], "../images/a.png") is None


def test_relations_are_seen_from_both_sides(load: Load, record: Write) -> None:
    files = {
        "adrs/ADR-0001-x.md": record(),
        "adrs/ADR-0002-y.md": record("ADR-0002", relations="{supersedes: ['ADR-0001#costs'], amends: [ADR-0001]}"),
    }
    graph = load(files)
    one, two = graph.records
    assert relations(graph, two) == [("supersedes", "ADR-0001", "costs"), ("amends", "ADR-0001", "")]
    assert relations(graph, one) == [("superseded-by in part", "ADR-0002", ""), ("amended-by", "ADR-0002", "")]


def test_fields_without_a_place_are_counted_and_empty_ones_are_not_missed(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(tags="[]", impact="high"), "adrs/ADR-0002-y.md": record("ADR-0002")})
    assert unplaced(graph.records, ["id", "title", "status", "date"]) == {"owner": 2, "impact": 1}


def _empty() -> Graph:
    from adr.graph import Graph

    return Graph((), {}, lambda _: False)
