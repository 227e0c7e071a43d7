"""``adr search``: the records that hold some words, the likeliest first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture(autouse=True)
def filled(base: Base, record: Write) -> None:
    """Fill the knowledge base with two decisions and a file that cannot be read."""
    base(
        {
            "adrs/ADR-0001-a.md": record(body="# T\n\nThe feed stops.\n"),
            "adrs/ADR-0002-b.md": record("ADR-0002", title="Mirror the feed", status="accepted"),
            "adrs/ADR-0003-c.md": "feed\n",
        }
    )


def test_each_hit_is_shown_with_its_best_line_and_number(adr: Command) -> None:
    done = adr("search", "feed")
    assert (done.code, done.err) == (0, "adr: adrs/ADR-0003-c.md cannot be read; `adr check` says why\n")
    assert done.out.splitlines() == [
        "ADR-0002  Mirror the feed  [accepted]",
        "  adrs/ADR-0002-b.md:4: title: Mirror the feed",
        "ADR-0001  Use PostgreSQL  [draft]",
        "  adrs/ADR-0001-a.md:11: The feed stops.",
    ]


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("search", "feed", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "search").out), found)
    assert [(hit["id"], hit["line"]) for hit in found] == [("ADR-0002", 4), ("ADR-0001", 11)]


def test_options_narrow_the_search(adr: Command) -> None:
    assert [hit["id"] for hit in json.loads(adr("search", "feed", "--status", "draft", "--json").out)] == ["ADR-0001"]


def test_nothing_found_is_said_on_standard_error(adr: Command) -> None:
    done = adr("search", "nowhere")
    assert (done.code, done.out) == (0, "")
    assert "no record holds" in done.err
