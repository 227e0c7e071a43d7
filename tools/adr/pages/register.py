"""A register per kind and one of all kinds: what there is and what is in force, to be narrowed and sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adr.facets import KIND
from adr.html import Block, to_blocks
from adr.kind import Kind
from adr.listing import Listing
from adr.page import Asset, Page, View, person_path, tag_path


def pages(view: View) -> Iterator[Page | Asset]:
    """Make the register of every kind, in as many pages as it takes, the newest records first; then that of all.

    What only one kind is narrowed by has its pages in that kind's register; kinds, tags and people have theirs.
    """
    listings = [_listing(view, kind) for kind in view.graph.kinds.values()]
    for listing in listings:
        yield from listing.pages()
    path = "records/index.md"
    if any(place.register == path for place in view.project.places):
        path = "all-records/index.md"
    shared = {
        KIND: lambda name: view.project.place(name).register,
        "tag": tag_path,
        "owner": person_path,
    }
    parts = tuple(listing for listing in listings if listing.entries)
    yield from Listing(
        view, path, "All records", view.graph.entries, {"kind": None}, shared, parts=parts, menu=15, mixed=True
    ).pages()


def _listing(view: View, kind: Kind) -> Listing:
    path = view.project.place(kind.name).register
    about = {
        "kind": {"name": kind.name, "title": kind.title, "plural": kind.plural},
        "schema": f"schemas/{kind.name}.schema.json",
    }
    return Listing(view, path, kind.plural, view.graph.of_kind(kind), about, intro=_intro(view, kind, path))


def _intro(view: View, kind: Kind, path: str) -> Sequence[Block]:
    """Return what the kind is for, in the words of its description's first paragraph."""
    paragraph = kind.description.strip().split("\n\n", 1)[0]
    return to_blocks(paragraph, view.resolver(path), lambda _: None)
