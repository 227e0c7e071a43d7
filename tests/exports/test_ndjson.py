"""Newline-delimited JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from adr.schemas import output_schema

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export


def parsed(text: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in text.splitlines()]
    validator = jsonschema_rs.Draft202012Validator(output_schema("export-row"), validate_formats=True)
    for row in rows:
        validator.validate(row)
    return rows


def test_every_row_of_the_sample_has_the_same_columns_and_every_column_one_type(sample: Export) -> None:
    rows = parsed(sample("ndjson").files[""])
    assert len(rows) == 26
    assert {tuple(row) for row in rows} == {tuple(output_schema("export-row")["required"])}
    for name in rows[0]:
        assert len({type(row[name]) for row in rows if row[name] is not None}) <= 1
        assert all(type(item) is str for row in rows if isinstance(row[name], list) for item in row[name])


def test_nothing_of_the_front_matter_is_lost(sample: Export) -> None:
    rows = {row["id"]: row for row in parsed(sample("ndjson").files[""])}
    assert json.loads(rows["ADR-0010"]["fields"])["lock-in"]["exit-cost"] == {"amount": "22000", "currency": "EUR"}
    assert rows["ADR-0010"]["relations"] == ["supersedes ADR-0004", "learned-from LRN-0003"]


def test_odd_values_do_not_change_a_column(export: Export, record: Write) -> None:
    files = {"adrs/ADR-0001-x.md": record(date="2024-02-31", owner="[a]", tags="one", status="3", body="\u2028\x85\n")}
    text = export("ndjson", files).files[""]
    (row,) = (json.loads(line) for line in text.split("\n")[:-1])
    jsonschema_rs.validate(output_schema("export-row"), row)
    assert (row["date"], row["owner"], row["tags"], row["status"]) == (None, None, ["one"], None)
    assert json.loads(row["fields"])["date"] == "2024-02-31"
