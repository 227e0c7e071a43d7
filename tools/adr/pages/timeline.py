"""The timeline: what was proposed, came into force, was retired, and failed, by year and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from adr.lives import RENAMED
from adr.page import Page, View
from adr.record import is_date
from adr.times import by_month, chunked, history, place, row, tabs, today


def pages(view: View) -> Iterator[Page]:
    """Make a page per year, and that of the latest year as the first."""
    years: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for found in _rows(view):
        years[str(found["day"])[:4]].append(found)
    newest = sorted(years, reverse=True)
    folder = place(view, "timeline")
    for number, year in enumerate(newest or [""]):
        path = f"{folder}/index.md" if number == 0 else f"{folder}/{year}.md"
        links = [
            {
                "year": other,
                "count": len(years[other]),
                "url": view.url(f"{folder}/{other}.md" if at else f"{folder}/index.md"),
                "here": other == year,
            }
            for at, other in enumerate(newest)
        ]
        kinds = {found["kind"] for found in years.get(year, ())}
        data = {
            "tabs": tabs(view, "timeline"),
            "year": year,
            "years": links,
            "kinds": [{"name": name, "title": kind.plural} for name, kind in view.graph.kinds.items() if name in kinds],
        }
        page = Page(path, f"Timeline {year}".strip(), "timeline.html", data)
        for made in chunked(page, view, years.get(year, [])):
            rest = {name: value for name, value in made.data.items() if name != "rows"}
            yield replace(made, data={**rest, "months": by_month(made.data["rows"])})


def _rows(view: View) -> list[dict[str, Any]]:
    """Return what happened, the latest first: changes of status, and the days on which things failed."""
    day = today(view)
    rows = [row(view, event) for event in history(view).events if event.what != RENAMED]
    for record in view.graph.records:
        failed = str(record.fields.get("occurred-at") or "")[:10]
        if is_date(failed):
            words = str(record.fields.get("type") or "failure")
            about = {"words": f"{words} happened", "phase": "unknown", "status": record.status or ""}
            rows.append({**view.reference(record), "day": failed, **about})
    titles = {name: kind.title for name, kind in view.graph.kinds.items()}
    shown = [{**found, "kind_title": titles[found["kind"]]} for found in rows if found["day"] <= day or not day]
    return sorted(shown, key=lambda found: (found["day"], found["id"]), reverse=True)
