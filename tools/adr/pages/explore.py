"""The one entry of the navigation below which the ways to records stand: by option, failure, trigger and relation."""

from __future__ import annotations

from collections.abc import Iterator

from adr import ways
from adr.page import Page, View

_WAYS = (
    (
        ways.GRAPH,
        "",
        "Graph",
        "From any record along its relations: what it rests on, replaces, answers; what points to it.",
    ),
    (ways.OPTIONS, "decision", "Options considered", "Every option that a decision weighed, and what became of it."),
    (ways.FAILURES, "learning", "Failures and answers", "Classes of failure, and what was decided or written after."),
    (ways.TRIGGERS, "playbook", "Which playbook?", "Playbooks by what sets them off, and when each was exercised."),
)


def pages(view: View) -> Iterator[Page]:
    """Make the page that lists the ways there are."""
    listed = [
        {"title": title, "about": about, "url": view.url(ways.place(view, path))}
        for path, kind, title, about in _WAYS
        if not kind or kind in view.graph.kinds
    ]
    yield Page(ways.place(view, ways.EXPLORE), "Explore", "explore.html", {"ways": listed}, searchable=False, menu=60)
