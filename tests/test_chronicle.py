"""Commits of a record to changes of status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr.chronicle import chronicle, uncommitted
from adr.history import Revision

if TYPE_CHECKING:
    from tests.conftest import Load, Write


def revision(before: str | None, after: str | None) -> Revision:
    return Revision("1234567", "2026-03-02T23:30:00-08:00", "Mary", "s", "adrs/ADR-0001.md", before, after, False)  # noqa: FBT003


def test_the_status_is_read_as_the_record_is(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001.md": record(body="\nstatus: none of this\n")})
    (found,) = graph.records
    draft, open_ = record(status="draft"), record(status="proposed", body="status: draft\n")
    turns = chronicle(
        found, [revision(draft, open_), revision("broken", draft), revision(None, None), revision("", draft)]
    )
    assert [(turn.before, turn.after) for turn in turns] == [
        ("draft", "proposed"),
        ("unreadable", "draft"),
        (None, None),
        (None, "draft"),
    ]
    assert turns[0].date == "2026-03-02"


def test_a_change_that_no_commit_has_is_told(load: Load, record: Write) -> None:
    (found,) = load({"adrs/ADR-0001.md": record(status="accepted")}).records
    proposed, accepted = record(status="proposed"), record(status="accepted")
    assert uncommitted(found, ()) is None
    assert uncommitted(found, chronicle(found, [revision(None, None), revision("", accepted)])) is None
    assert uncommitted(found, chronicle(found, [revision("", proposed)])) == ("proposed", "accepted")
