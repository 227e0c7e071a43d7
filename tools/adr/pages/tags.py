"""A page per tag, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator

from adr.page import Page, View, tag_path
from adr.record import Record


def pages(view: View) -> Iterator[Page]:
    """Make the page of every tag that a record has, and their index."""
    found: dict[str, list[Record]] = {}
    for record in view.graph.records:
        for tag in dict.fromkeys(record.tags):
            found.setdefault(tag, []).append(record)
    tags = []
    for name, records in sorted(found.items()):
        tags.append({**view.tag(name), "count": len(records)})
        rows = [view.reference(r) for r in sorted(records, key=lambda r: (r.date or "", r.id), reverse=True)]
        yield Page(tag_path(name), name, "tag.html", {"name": name, "rows": rows}, searchable=False)
    yield Page("tags/index.md", "Tags", "tags.html", {"tags": tags}, searchable=False, menu=30)
