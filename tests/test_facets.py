"""What a register can be narrowed by, and the values that records have of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr.facets import facets_of, table

if TYPE_CHECKING:
    from tests.conftest import Load

KIND = (
    "x-prefix: SYS\nx-folder: systems\nx-statuses: [live, gone]\nx-in-force: [live]\nx-transitions: {live: [gone]}\n"
    "x-facets: [weight, {name: since, field: begun}, {name: place, title: Where, field: host.town}, loud]\n"
    "properties:\n  weight: {enum: [light, heavy]}\n  begun: {$ref: '#/$defs/date'}\n  host: {type: object}\n"
    "  loud: {type: boolean}\n"
)
HEAD = "kind: system\nstatus: live\n"
POINTS = "{affects: [SYS-0001], depends-on: [SYS-0001, SYS-0404]}"


def values(load: Load, files: dict[str, str]) -> dict[str, list[tuple[str, int]]]:
    graph = load(files)
    found = table(graph, graph.entries, lambda _, value: value, mixed=True)
    return {name: [(value.value, value.count) for value in values] for name, values in found.values.items() if values}


def test_a_kind_says_what_its_register_is_narrowed_by(load: Load) -> None:
    files = {
        ".adr/kinds/system/schema.yaml": KIND,
        ".adr/kinds/system/template.md": "x",
        "systems/SYS-0001.md": f"---\nid: SYS-0001\n{HEAD}weight: heavy\nbegun: 2024-02-01\nloud: true\n---\n",
        "systems/SYS-0002.md": f"---\nid: SYS-0002\n{HEAD}weight: light\nbegun: 2026-02-01\nhost: {{town: Bø}}\n---\n",
        "systems/SYS-0003.md": f"---\nid: SYS-0003\n{HEAD}weight: 3\nbegun: soon\nhost: Oslo\ntags: {{a: 1}}\n---\n",
    }
    found = values(load, files)
    assert found["weight"] == [("light", 1), ("heavy", 1), ("3", 1)]
    assert found["since"] == [("2026", 1), ("2024", 1)]
    assert found["place"] == [("Bø", 1)]
    assert found["loud"] == [("yes", 1)]
    assert "tag" not in found
    titles = {facet.name: facet.title for facet in facets_of(load(files).kinds["system"])}
    assert (titles["place"], titles["tag"], titles["weight"]) == ("Where", "Tag", "Weight")


def test_records_are_found_by_the_system_that_they_point_at(load: Load) -> None:
    files = {
        ".adr/kinds/system/schema.yaml": KIND,
        ".adr/kinds/system/template.md": "x",
        "systems/SYS-0001.md": f"---\nid: SYS-0001\n{HEAD}---\n",
        "adrs/ADR-0001.md": f"---\nid: ADR-0001\nrelations: {POINTS}\n---\n",
        "adrs/ADR-0002.md": "---\nid: ADR-0002\nrelations: {relates-to: [ADR-0001]}\n---\n",
    }
    assert values(load, files)["system"] == [("SYS-0001", 1)]


def test_what_cannot_be_read_is_found_by_that(load: Load) -> None:
    found = values(load, {"adrs/ADR-0001.md": "---\na: 1\na: 2\n---\n", "adrs/ADR-0002.md": "---\nid: ADR-0002\n---\n"})
    assert sorted(found["status"]) == [("no status", 1), ("unreadable", 1)]
