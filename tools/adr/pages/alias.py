"""A page at every address that a record had before, which leads to the one it has now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from adr.page import Page, View

_NAME = re.compile(r"\w[\w .-]{0,120}")


def pages(view: View) -> Iterator[Page]:
    """Make a page for every alias of a record, in the record's folder."""
    for alias, record in view.graph.aliases.items():
        if not _NAME.fullmatch(alias):
            continue  # no name that a record's file ever had
        folder = posixpath.dirname(view.record_path(record))
        path = posixpath.join(folder, f"{alias}.md")
        data = {"reference": view.reference(record), "to": view.link(path, view.record_path(record))}
        yield Page(path, f"{alias} is {record.id} now", "alias.html", data, searchable=False)
