from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
from tests.conftest import Write
from tests.publications.conftest import SITE, Publish

from adr.schemas import output_schema


def rows(files: Any) -> dict[str, Any]:
    document = json.loads(files["records.json"])
    jsonschema_rs.validate(output_schema("site-records"), document)
    return {row["id"]: row for row in document["records"]}


def test_every_record_is_listed_with_what_a_script_needs(publish: Publish, record: Write) -> None:
    old = record("ADR-0001", status="superseded", tags="[data]", aliases="[ADR-0009]", review_by="2026-09-01")
    new = record("ADR-0002", "\n## Context\n\nWe *need* [it](x.md).\n", relations="{supersedes: [ADR-0001]}")
    files = publish({"adrs/ADR-0001-x.md": old, "adrs/ADR-0002-y.md": new.replace("draft", "accepted")})
    found = rows(files)
    assert found["ADR-0001"]["in_force_instead"] == ["ADR-0002"]
    assert found["ADR-0001"]["inverse_relations"] == {"superseded-by": ["ADR-0002"]}
    assert found["ADR-0002"]["relations"] == {"supersedes": ["ADR-0001"]}
    assert found["ADR-0002"]["summary"] == "We need it."
    one = found["ADR-0001"]
    assert (one["aliases"], one["tags"], one["review_by"]) == (["ADR-0009"], ["data"], "2026-09-01")
    assert one["people"] == {"owner": ["m.okafor"]}
    assert one["updated"] == "2026-03-02T00:00:00Z"
    assert (one["url"], one["permalink"]) == ("adrs/ADR-0001-x/", "r/ADR-0001/")
    assert (one["json"], one["text"]) == ("adrs/ADR-0001-x.json", "adrs/ADR-0001-x.md")
    about = json.loads(files["records.json"])
    assert (about["version"], about["site"], about["as_of"], about["commit"]) == (1, SITE, "2026-03-20", "abc1234")
    assert json.loads(files[about["$schema"]]) == output_schema("site-records")


def test_a_record_is_one_line(publish: Publish, record: Write) -> None:
    lines = publish({"adrs/ADR-0001-x.md": record()})["records.json"].decode().splitlines()
    assert len([line for line in lines if '"ADR-0001"' in line]) == 1


def test_a_file_that_cannot_be_read_is_listed_and_hides_nothing(publish: Publish, record: Write) -> None:
    found = rows(publish({"adrs/ADR-0001-x.md": "---\nid: [\n---\n", "adrs/ADR-0002-y.md": record("ADR-0002")}))
    assert found["ADR-0001"]["unreadable"]
    assert found["ADR-0001"]["url"] == "adrs/ADR-0001-x/"
    assert found["ADR-0002"]["unreadable"] is None


def test_what_git_says_of_a_change_is_before_the_records_own_day(publish: Publish, record: Write) -> None:
    changed = {"adrs/ADR-0001-x.md": "2026-03-09T10:00:00Z"}
    assert rows(publish({"adrs/ADR-0001-x.md": record()}, changed=changed))["ADR-0001"]["updated"] == changed[
        "adrs/ADR-0001-x.md"
    ]  # fmt: skip
