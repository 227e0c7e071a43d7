"""What changed when: new records, changes of status, those that were renamed, retired or taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from adr.page import Page, View
from adr.times import chunked, history, place, row, tabs, today

_MOST = 1000


def pages(view: View) -> Iterator[Page]:
    """Make the list of changes, the latest first, in as many pages as it takes."""
    past, day = history(view), today(view)
    events = [event for event in past.events if event.day <= day or not day]
    data = {
        "tabs": tabs(view, "changes"),
        "git": past.since if past.since <= day else "",
        "whole": past.whole,
        "left": max(len(events) - _MOST, 0),
    }
    page = Page(f"{place(view, 'changes')}/index.md", "Changes", "changes.html", data)
    for made in chunked(page, view, [row(view, event) for event in events[:_MOST]]):
        days: list[dict[str, object]] = []
        for found in made.data["rows"]:
            if not days or days[-1]["day"] != found["day"]:
                days.append({"day": found["day"], "rows": []})
            days[-1]["rows"].append(found)  # type: ignore[attr-defined]
        rest = {name: value for name, value in made.data.items() if name != "rows"}
        yield replace(made, data={**rest, "days": days})
