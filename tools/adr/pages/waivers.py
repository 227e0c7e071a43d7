"""The register of waivers: which rules may be broken where, until when, by whose leave and why."""

from __future__ import annotations

from collections.abc import Iterator

from adr.page import Page, View
from adr.times import tabs
from adr.waiver import EARLY, EXPIRED, IN_FORCE, VOID


def pages(view: View) -> Iterator[Page]:
    """Make the list of all waivers, by how they stand and by rule; none where no record states any."""
    rows = [
        {**waiver, "record": view.reference(record)} for record in view.graph.records for waiver in view.waivers(record)
    ]
    groups = [
        {"title": f"{standing.capitalize()}", "waivers": found}
        for standing in (IN_FORCE, EXPIRED, EARLY, VOID)
        if (found := sorted((row for row in rows if row["standing"] == standing), key=lambda row: row["rule"]))
    ]
    if groups:
        data = {"groups": groups, "tabs": tabs(view, "waivers")}
        yield Page("waivers.md", "Waivers", "waivers.html", data, searchable=False)
