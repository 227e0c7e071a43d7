"""Which records a reader wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.selection import Selection

if TYPE_CHECKING:
    from tests.conftest import Load, Write


@pytest.mark.parametrize(
    "wanted,ids",
    [
        (Selection(), ["ADR-0001", "ADR-0002", "ADR-0003", "LRN-0001"]),
        (Selection(kind="learning"), ["LRN-0001"]),
        (Selection(kind="decision"), ["ADR-0001", "ADR-0002", "ADR-0003"]),
        (Selection(status="accepted"), ["ADR-0002"]),
        (Selection(tag="cost"), ["ADR-0002"]),
        (Selection(owner="m.okafor", tag="storage"), ["ADR-0001"]),
        (Selection(since="2026-03-02"), ["ADR-0001"]),
        (Selection(until="2026-03-02"), ["ADR-0001", "ADR-0002"]),
        (Selection(since="2026-01-01", until="2026-03-01"), ["ADR-0002"]),
    ],
)
def test_every_field_narrows_and_an_open_one_does_not(
    load: Load, record: Write, wanted: Selection, ids: list[str]
) -> None:
    graph = load(
        {
            "adrs/ADR-0001-a.md": record(tags="[storage]"),
            "adrs/ADR-0002-b.md": record(
                "ADR-0002", status="accepted", owner="j.lind", tags="[storage, cost]", date="2026-03-01"
            ),
            "adrs/ADR-0003-c.md": "broken\n",
            "learnings/LRN-0001-d.md": record("LRN-0001", date=None),
        }
    )
    assert [entry.id for entry in graph.entries if wanted.holds(entry)] == ids
