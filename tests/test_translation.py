"""What other tools write into front matter and text, as our fields."""

from __future__ import annotations

from typing import Any

import pytest

from adr.catalogue import load_kinds
from adr.record import Record, read
from adr.translation import is_reference

DECISION = load_kinds()["decision"]


def fields(text: str, dialect: str = "madr") -> dict[str, Any]:
    entry = read("doc/0002-x.md", text, DECISION, dialect)
    assert isinstance(entry, Record)
    return dict(entry.fields)


def test_links_with_a_kind_and_a_target_are_relations() -> None:
    links = "[{target: 1, kind: supersedes}, {target: 3, kind: amendedby}, {target: 4, kind: Is like, description: it}]"
    found = fields(
        f"---\nnumber: 2\ntitle: Use PostgreSQL\nstatus: accepted\nlinks: {links}\n---\n# 2. Use X\n", "mapped"
    )
    assert found["id"] == "ADR-0002"
    assert found["relations"] == {"supersedes": ["ADR-0001"], "amended-by": ["ADR-0003"], "relates-to": ["ADR-0004"]}
    assert found["links"] == [{"target": 4, "kind": "Is like", "description": "it"}]


def test_a_number_with_a_title_is_one_record_whatever_the_title_says() -> None:
    found = fields("# Use X\n\n## Status\n\nSuperseded by ADR 0005 - Upgrade to .NET 8, and C# 12\n", "nygard")
    assert (found["status"], found["relations"]) == ("superseded", {"superseded-by": ["ADR-0005"]})


def test_a_title_may_stand_twice_above_the_metadata() -> None:
    text = "# Use X\n\n# [short title]\n\n* Status: accepted <!-- optional -->\n* Date: 2020-01-02 <!-- optional -->\n"
    found = fields(text)
    assert (found["title"], found["status"], found["date"]) == ("Use X", "accepted", "2020-01-02")
    assert "status" not in fields("# Use X\n\nText.\n\n# Part\n\n* Status: accepted\n")


def test_a_record_may_be_called_after_a_section() -> None:
    assert fields("# Links\n\n- Date: 2020-10-28\n")["date"] == "2020-10-28"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[1. Use X](0001-x.md)", True),
        ("[a](0001-x.md), ADR-0002 and #3", True),
        ("ADR 0005 - Use X", True),
        ("[a](0001-x.md) in part", False),
        ("[a](https://example.org/1)", False),
        ("nothing yet", False),
    ],
)
def test_words_that_only_lead_to_records_say_nothing_else(text: str, expected: bool) -> None:  # noqa: FBT001 - a column
    assert is_reference(text) is expected
