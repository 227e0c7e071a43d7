"""The data of the site's search."""

from __future__ import annotations

from collections.abc import Iterator

from adr.findable import files
from adr.page import Asset, View


def pages(view: View) -> Iterator[Asset]:
    """Make the files that the search loads when it is opened."""
    yield from files(view)
