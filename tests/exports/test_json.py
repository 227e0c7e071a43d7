"""Our own JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs

from adr.schemas import output_schema

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export


def test_the_sample_has_the_documented_shape_and_every_byte(sample: Export) -> None:
    document = json.loads(sample("json").files[""])
    jsonschema_rs.validate(output_schema("export"), document)
    assert (document["version"], document["name"]) == (1, "Lighthouse playbook")
    assert len(document["records"]) == 26
    gateway = next(row for row in document["records"] if row["id"] == "ADR-0010")
    assert gateway["relations"] == {"supersedes": ["ADR-0004"], "learned-from": ["LRN-0003"]}
    assert gateway["text"].endswith(gateway["body"])
    assert gateway["fields"]["lock-in"]["portability"] == "adapter"


def test_files_that_cannot_be_read_go_along(export: Export, record: Write) -> None:
    files = {"adrs/ADR-0001-x.md": record().replace("\n", "\r\n"), "adrs/ADR-0002-y.md": "broken\n"}
    document = json.loads(export("json", files).files[""])
    jsonschema_rs.validate(output_schema("export"), document)
    assert document["records"][0]["text"] == files["adrs/ADR-0001-x.md"]
    assert [(row["path"], row["text"]) for row in document["unreadable"]] == [("adrs/ADR-0002-y.md", "broken\n")]
