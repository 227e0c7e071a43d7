"""A page at every address that a record had before, which leads to the one it has now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from adr.page import Page, View


def pages(view: View) -> Iterator[Page]:
    """Make a page for every alias of a record, in the record's folder."""
    for alias, record in view.graph.aliases.items():
        folder = posixpath.dirname(view.record_path(record))
        path = posixpath.join(folder, f"{alias}.md")
        data = {"reference": view.reference(record), "to": view.link(path, view.record_path(record))}
        yield Page(path, f"{alias} is {record.id} now", "alias.html", data, searchable=False)
