from __future__ import annotations

import json

import jsonschema_rs
from tests.conftest import Write
from tests.publications.conftest import Publish

from adr.page import AS_IS
from adr.schemas import output_schema


def test_the_text_is_published_to_the_byte(publish: Publish, record: Write) -> None:
    text = record(body="\r\n# Übung\r\n\n\ttabs  \n")
    assert publish({"adrs/ADR-0001-x.md": text})[f"adrs/ADR-0001-x.md{AS_IS}"] == text.encode()


def test_all_of_a_record_is_published(publish: Publish, record: Write) -> None:
    citing = record("ADR-0002", "\nAs ADR-0001 says.\n")
    text = record(status="frobnicated", impact="low")
    files = publish({"adrs/ADR-0001-x.md": text, "adrs/ADR-0002-y.md": citing}, repository="https://git.example/base")
    found = json.loads(files["adrs/ADR-0001-x.json"])
    jsonschema_rs.validate(output_schema("site-record"), found)
    assert found["fields"]["impact"] == "low"
    assert [b["sentence"] for b in found["backlinks"]] == ["As ADR-0001 says."]
    assert "ENV004" in [f["code"] for f in found["findings"]]
    assert found["source"] == "https://git.example/base/blob/abc1234/adrs/ADR-0001-x.md"
    assert found["$schema"] == "../schemas/site-record.schema.json"
    assert json.loads(files["schemas/site-record.schema.json"]) == output_schema("site-record")


def test_the_page_names_both(publish: Publish, record: Write) -> None:
    page = publish({"adrs/ADR-0001-x.md": record()})["adrs/ADR-0001-x.md"].decode()
    head = json.loads(page.split("\n")[1])["adr"]["head"]
    assert [(link["type"], link["url"]) for link in head] == [
        ("application/json", "adrs/ADR-0001-x.json"),
        ("text/markdown", "adrs/ADR-0001-x.md"),
    ]


def test_what_cannot_be_read_is_published_as_it_is_with_the_reason(publish: Publish) -> None:
    files = publish({"adrs/ADR-0001-x.md": "---\nid: [\n---\nbody\n", "adrs/ADR-0002-y.md": b"\0\1"})
    for path in ("adrs/ADR-0001-x.json", "adrs/ADR-0002-y.json"):
        found = json.loads(files[path])
        jsonschema_rs.validate(output_schema("site-record"), found)
        assert found["unreadable"]
        assert found["findings"]
    assert files["adrs/ADR-0001-x.txt"] == b"---\nid: [\n---\nbody\n"


def test_a_text_that_is_no_markdown_is_none_on_the_site(publish: Publish) -> None:
    text = "PEP: 8\nTitle: Style\nStatus: Active\nType: Process\nCreated: 05-Jul-2001\n\n\nRules\n=====\n\nBody.\n"
    settings = '[kinds.decision]\nfolder = "peps"\ndialect = "pep"\n'
    files = publish({"adr.toml": settings, "peps/pep-0008.rst": text})
    assert files["peps/pep-0008.txt"] == text.encode()
    assert f"peps/pep-0008.md{AS_IS}" not in files


def test_a_file_of_the_project_keeps_its_place(publish: Publish, record: Write) -> None:
    files = publish({"adrs/ADR-0001-x.md": record(), "docs/records.json": "mine", "docs/r/ADR-0001.md": "# Mine\n"})
    assert files["records.json"] == b"mine"
    assert "r/ADR-0001/index.html" not in files
    assert "r/adr-0001/index.html" in files
