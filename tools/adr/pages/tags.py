"""A page per tag, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from adr.page import Page, View, tag_path
from adr.record import Record

_ROWS = 200


def pages(view: View) -> Iterator[Page]:
    """Make the pages of every tag that a record has, at most 200 rows each, and their index."""
    found: dict[str, list[Record]] = {}
    for record in view.graph.records:
        for tag in dict.fromkeys(record.tags):
            found.setdefault(tag, []).append(record)
    tags = []
    taken = {"tags/index.md", *(tag_path(name) for name in found)}
    for name, records in sorted(found.items()):
        tags.append({**view.tag(name), "count": len(records)})
        newest = sorted(records, key=lambda r: (r.date or "", r.id), reverse=True)
        chunks = [newest[i : i + _ROWS] for i in range(0, len(newest), _ROWS)]
        stem = tag_path(name).removesuffix(".md")
        paths = [tag_path(name), *(_free(f"{stem}~", taken) for _ in chunks[1:])]
        for number, chunk in enumerate(chunks):
            links = [{"number": n + 1, "url": view.url(p), "here": n == number} for n, p in enumerate(paths)]
            data = {"name": name, "rows": [view.reference(record) for record in chunk], "pages": links}
            yield Page(paths[number], name, "tag.html", data, searchable=False)
    yield Page("tags/index.md", "Tags", "tags.html", {"tags": tags}, searchable=False, menu=30)


def _free(stem: str, taken: set[str]) -> str:
    path = next(path for n in count(2) if (path := f"{stem}{n}.md") not in taken)
    taken.add(path)
    return path
