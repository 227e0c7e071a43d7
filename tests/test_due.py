"""What somebody has to do, and by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adr.due import due

if TYPE_CHECKING:
    from tests.conftest import Load, Write

ACTION = "{id: A1, title: Alert us, type: detect, priority: P0, owner: j.lind, due: 2026-04-01, status: open}"


def test_reviews_are_due_of_what_is_in_force(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record(status="accepted", review_by="2026-05-01"),
            "adrs/ADR-0002.md": record("ADR-0002", status="superseded", review_by="2026-05-01"),
            "adrs/ADR-0003.md": record("ADR-0003", status="draft", review_by="2026-05-01"),
            "adrs/ADR-0004.md": record("ADR-0004", status="accepted", review_by="2026-02-31"),
            "adrs/ADR-0005.md": record("ADR-0005", status="accepted", review_by="[x]"),
            "adrs/ADR-0006.md": "broken\n",
        }
    )
    (item,) = due(graph)
    assert (item.by, item.id, item.what, item.owner) == ("2026-05-01", "ADR-0001", "review", "m.okafor")
    assert item.record.locate(item.keys).line == 8


def test_actions_are_due_while_they_are_open(load: Load, record: Write) -> None:
    done, undated = ACTION.replace("open", "done"), ACTION.replace("2026-04-01", "soon")
    graph = load(
        {
            "learnings/LRN-0001.md": record(
                "LRN-0001", status="published", actions=f"\n  - {done}\n  - {ACTION}\n  - {undated}\n  - 3"
            ),
            "learnings/LRN-0002.md": record("LRN-0002", status="withdrawn", actions=f"[{ACTION}]"),
            "learnings/LRN-0003.md": record("LRN-0003", actions="open"),
        }
    )
    (item,) = due(graph)
    assert (item.by, item.what, item.action, item.owner) == ("2026-04-01", "action", "A1", "j.lind")
    assert (item.title, item.record.locate(item.keys).line) == ("Alert us", 10)


@pytest.mark.parametrize(
    "last,interval,by",
    [
        ("2026-01-10", "P90D", "2026-04-10"),
        ("2026-08-31", "P6M", "2027-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2026-01-10", "P2W", "2026-01-24"),
        ("2026-01-10", "PT36H", "2026-01-11"),
        ("2026-01-10", "six months", None),
        ("2026-01-10", "P9999Y", None),
        ("2026-01-10", "P99999999999D", None),
        ("10 January", "P90D", None),
    ],
)
def test_an_exercise_is_due_its_interval_after_the_last(
    load: Load, record: Write, last: str, interval: str, by: str | None
) -> None:
    graph = load(
        {"playbooks/PLB-0001.md": record("PLB-0001", status="active", last_exercised=last, exercise_interval=interval)}
    )
    assert [(item.by, item.what) for item in due(graph)] == ([(by, "exercise")] if by else [])


def test_what_is_due_is_in_order_and_limited_by_day_and_owner(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record(status="accepted", review_by="2026-05-02"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", review_by="2026-05-01", owner="j.lind"),
            "adrs/ADR-0003.md": record("ADR-0003", status="accepted", review_by="2026-05-03"),
        }
    )
    assert [item.id for item in due(graph)] == ["ADR-0002", "ADR-0001", "ADR-0003"]
    assert [item.id for item in due(graph, date(2026, 5, 2))] == ["ADR-0002", "ADR-0001"]
    assert [item.id for item in due(graph, date(2026, 5, 2), "m.okafor")] == ["ADR-0001"]
