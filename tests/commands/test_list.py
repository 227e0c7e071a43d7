"""``adr list``: every record, whatever its state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture
def filled(base: Base, record: Write) -> None:
    """Fill the knowledge base with two decisions, a learning and a file that cannot be read."""
    base(
        {
            "adrs/ADR-0001-a.md": record(tags="[storage]", title="Größe"),
            "adrs/ADR-0002-b.md": record("ADR-0002", status="accepted", owner="j.lind", tags="[storage, cost]"),
            "adrs/ADR-0003-c.md": "broken\n",
            "learnings/LRN-0001-d.md": record("LRN-0001", status=None, date=None),
        }
    )


@pytest.mark.usefixtures("filled")
def test_every_record_is_one_aligned_line(adr: Command) -> None:
    done = adr("list")
    assert done.out.splitlines() == [
        "ADR-0001  draft       2026-03-02  Größe",
        "ADR-0002  accepted    2026-03-02  Use PostgreSQL",
        "ADR-0003  unreadable  -           adrs/ADR-0003-c.md",
        "LRN-0001  no status   -           Use PostgreSQL",
    ]
    assert (done.code, done.err) == (0, "")


@pytest.mark.usefixtures("filled")
def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    rows = json.loads(adr("list", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "list").out), rows)
    assert len(rows) == 4


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "options,ids",
    [
        (["--kind", "learning"], ["LRN-0001"]),
        (["--status", "draft"], ["ADR-0001"]),
        (["--tag", "storage"], ["ADR-0001", "ADR-0002"]),
        (["--tag", "storage", "--owner", "j.lind"], ["ADR-0002"]),
        (["--status", "rejected"], []),
        (["--since", "2026-03-02", "--until", "2026-03-02"], ["ADR-0001", "ADR-0002"]),
        (["--since", "2026-03-03"], []),
    ],
)
def test_options_narrow_the_list(adr: Command, options: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in json.loads(adr("list", "--json", *options).out)] == ids


def test_an_unknown_kind_is_refused_with_the_nearest(base: Base, adr: Command) -> None:
    base({})
    done = adr("list", "--kind", "lerning")
    assert (done.code, done.out) == (2, "")
    assert "did you mean `learning`?" in done.err


def test_an_empty_base_says_how_to_begin_on_standard_error(base: Base, adr: Command) -> None:
    base({})
    done = adr("list")
    assert (done.code, done.out) == (0, "")
    assert "adr new" in done.err
    assert json.loads(adr("list", "--json").out) == []


def test_a_title_cannot_give_the_terminal_orders(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001-x.md": record("ADR-0001", title='"Clear \\e[2J the screen"')})
    for command in (["list"], ["show", "ADR-0001"], ["search", "clear"], ["check"]):
        assert "\x1b" not in adr(*command).out


def test_what_no_record_has_is_said_without_python(base: Base, adr: Command) -> None:
    base({"adrs/0001-use-x.md": "# 1. Use X\n\n## Status\n\nAccepted\n"})
    assert adr("list", "--owner", "x").err == "no record fits; owner `x`: no record has one\n"
    assert adr("list", "--tag", "x").err == "no record fits; tag `x`: no record has one\n"
