"""What commands print, as plain data in documented shapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from adr.finding import Finding, Location, Severity
from adr.record import Record
from adr.report import counts, detail, finding, index, roles, row
from adr.schemas import output_schema, output_schemas

if TYPE_CHECKING:
    from tests.conftest import Load, Write


@pytest.mark.parametrize("name", output_schemas())
def test_every_shape_is_valid_json_schema_with_a_version(name: str) -> None:
    schema = output_schema(name)
    jsonschema_rs.meta.validate(schema)
    assert schema["$id"] == f"urn:adr:schema:{name}:1"


def test_rows_have_their_shape_whether_readable_or_not(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001.md": record(tags="[a]"), "adrs/ADR-0002.md": "x", "adrs/notes.md": "---\n---\n"})
    rows = [row(entry) for entry in graph.entries]
    jsonschema_rs.validate(output_schema("list"), rows)
    assert [(r["id"], r["phase"], r["unreadable"]) for r in rows] == [
        ("ADR-0001", "draft", None),
        ("ADR-0002", None, "no front matter"),
        ("notes", "unknown", None),
    ]


def test_a_record_in_detail_has_relations_both_ways(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record(status="superseded", relations='{learned-from: ["LRN-0001#A1"]}'),
            "adrs/ADR-0002.md": record(
                "ADR-0002", "See ADR-0001.\n", status="accepted", relations="{supersedes: [ADR-0001]}"
            ),
            "adrs/ADR-0003.md": record("ADR-0003", relations="{relates-to: [ADR-0001], made-up: [ADR-0001]}"),
        }
    )
    first = graph.get("ADR-0001")
    assert first is not None
    found = detail(graph, first)
    jsonschema_rs.validate(output_schema("show"), json.loads(json.dumps(found)))
    assert found["relations"] == {"learned-from": ["LRN-0001#A1"]}
    assert found["inverse_relations"] == {
        "superseded-by": ["ADR-0002"],
        "relates-to": ["ADR-0003"],
        "made-up": ["ADR-0003"],
    }
    assert found["in_force_instead"] == ["ADR-0002"]
    assert found["backlinks"] == [
        {"id": "ADR-0002", "path": "adrs/ADR-0002.md", "line": 10, "sentence": "See ADR-0001."}
    ]


def test_the_index_lists_records_tags_and_people(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record(tags="[b, a]", contributors="[{who: j.lind, role: coach}]"),
            "adrs/ADR-0002.md": record("ADR-0002", tags="[a]", decision_makers="[m.okafor]"),
            "adrs/ADR-0003.md": "broken",
        }
    )
    found = index(graph)
    jsonschema_rs.validate(output_schema("index"), json.loads(json.dumps(found)))
    assert [r["id"] for r in found["records"]] == ["ADR-0001", "ADR-0002", "ADR-0003"]
    assert list(found["tags"].items()) == [("a", ["ADR-0001", "ADR-0002"]), ("b", ["ADR-0001"])]
    assert found["people"] == {
        "j.lind": {"contributors": ["ADR-0001"]},
        "m.okafor": {"owner": ["ADR-0001", "ADR-0002"], "decision-makers": ["ADR-0002"]},
    }


def test_every_handle_has_the_role_of_its_field(load: Load, record: Write) -> None:
    action = "{id: A1, owner: c, approved-by: d}"
    graph = load({"learnings/LRN-0001.md": record("LRN-0001", facilitator="b", actions=f"[{action}]", owner="a")})
    entry = graph.entries[0]
    assert isinstance(entry, Record)
    assert sorted(roles(entry)) == [("actions", "c"), ("actions", "d"), ("facilitator", "b"), ("owner", "a")]


def test_a_finding_has_its_shape() -> None:
    found = finding(Finding(Location("a.md", 3, 4), "ENV001", "broken", Severity.WARNING, "mend it"))
    jsonschema_rs.validate(output_schema("check"), [found])
    assert found == {
        "code": "ENV001",
        "severity": "warning",
        "path": "a.md",
        "line": 3,
        "column": 4,
        "message": "broken",
        "help": "mend it",
        "waived": None,
        "fix": None,
    }


def test_counts_name_every_severity() -> None:
    assert counts([]) == {Severity.ERROR: 0, Severity.WARNING: 0, Severity.INFO: 0}
    one = Finding(Location("a.md"), "ENV001", "x")
    assert counts([one, one])[Severity.ERROR] == 2
