"""``adr due``: what is to be reviewed, done and exercised, and by when."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

NOW = ("--as-of", "2026-05-01")

UNREAD = "adr: adrs/ADR-0003.md cannot be read; `adr check` says why\n"


@pytest.fixture(autouse=True)
def filled(base: Base, record: Write) -> None:
    """Fill the knowledge base with an overdue action, a review due today and one in a month."""
    action = "{id: A1, title: Alert us, type: detect, priority: P0, owner: j.lind, due: 2026-04-30, status: open}"
    base(
        {
            "adrs/ADR-0001.md": record(status="accepted", review_by="2026-05-31"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", review_by="2026-05-01", owner=None),
            "adrs/ADR-0003.md": "broken\n",
            "learnings/LRN-0001.md": record("LRN-0001", actions=f"[{action}]"),
        }
    )


def test_each_is_one_line_and_overdue_is_said(adr: Command) -> None:
    done = adr("due", *NOW)
    assert (done.code, done.err) == (0, UNREAD)
    assert done.out.splitlines() == [
        "2026-04-30  overdue  action  LRN-0001#A1  j.lind    Alert us",
        "2026-05-01           review  ADR-0002     -         Use PostgreSQL",
        "2026-05-31           review  ADR-0001     m.okafor  Use PostgreSQL",
    ]


@pytest.mark.parametrize(
    "options,ids",
    [
        (["--within", "P0D"], ["LRN-0001", "ADR-0002"]),
        (["--within", "P29D"], ["LRN-0001", "ADR-0002"]),
        (["--within", "P1M"], ["LRN-0001", "ADR-0002", "ADR-0001"]),
        (["--owner", "j.lind"], ["LRN-0001"]),
    ],
)
def test_options_narrow_it(adr: Command, options: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in json.loads(adr("due", *NOW, *options, "--json").out)] == ids


def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("due", *NOW, "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "due").out), found)
    assert [row["overdue"] for row in found] == [True, False, False]


def test_nothing_due_is_said_on_standard_error(adr: Command) -> None:
    done = adr("due", *NOW, "--owner", "nobody")
    assert (done.code, done.out, done.err) == (0, "", f"{UNREAD}nothing is due\n")


@pytest.mark.parametrize("within", ["30", "soon", "P99999999999D"])
def test_what_is_no_duration_is_refused(adr: Command, within: str) -> None:
    done = adr("due", "--within", within)
    assert (done.code, done.out) == (2, "")
    assert "such as P30D" in done.err


def test_what_was_due_at_another_commit_is_asked_of_git(base: Base, adr: Command) -> None:
    root = base({}).root
    for command in (["init"], ["add", "."], ["commit", "-m", "one"]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    assert adr("due", "--at", "HEAD", *NOW).out == adr("due", *NOW).out
    assert "is no commit" in adr("due", "--at", "nowhere").err
