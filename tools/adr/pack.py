"""Selected records to what a document for a client shows of them: as of a day, complete in itself."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from adr.asking import Asked
from adr.edition import Edition
from adr.embedding import Pictures, embed, settle
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.html import Block
from adr.page import Built, View
from adr.pages.record import page_of
from adr.people import Register
from adr.project import Project
from adr.record import Entry, Record, Unreadable

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_BELOW = 2
"""The level of a record's title."""

_PHASES = {
    "draft": "Being written. Do not rely on it.",
    "open": "Complete enough to be read, not decided.",
    "in-force": "It holds.",
    "retired": "It held and no longer does, or never will.",
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says besides: the title, for whom the document is, and how the records were chosen."""

    title: str
    client: str
    chosen_by: str


@dataclass(frozen=True)
class _Inside(View):
    """A view whose addresses lead to places of one document; what has none there has no address."""

    anchors: Mapping[str, str] = field(default_factory=dict)
    """From the path of a record in the document to where it begins."""

    pictures: Pictures = field(default_factory=lambda: Pictures(lambda _path, _limit: None))

    def url(self, path: str) -> str:  # noqa: ARG002 - of a page, and there are none
        return ""

    def reference(self, entry: Entry) -> dict[str, Any]:
        """Return what a list of records shows of one; of one outside the document only its id and title."""
        found = super().reference(entry)
        if entry.path not in self.anchors:
            return {"id": found["id"], "title": found["title"], "url": ""}
        return found | {"url": f"#{self.anchors[entry.path]}"}

    def locator(self, record: Record) -> Callable[[str], str | None]:
        def locate(id_: str) -> str | None:
            known = self.graph.known_as(id_)
            inside = known is not None and known.path != record.path and known.path in self.anchors
            return f"#{self.anchors[known.path]}" if known and inside else None

        return locate

    def resolver(self, path: str) -> Callable[[str], str | None]:
        def resolve(address: str) -> str | None:
            try:
                parts = urlsplit(address)
            except ValueError:
                return None
            if parts.netloc or parts.scheme:
                return None
            base = "" if parts.path.startswith("/") else posixpath.dirname(path)
            target = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/"))) if parts.path else path
            if anchor := self.anchors.get(target):
                return f"#{anchor}:{parts.fragment}" if parts.fragment else f"#{anchor}"
            shown = target.lower().endswith(_PICTURES) and not re.search(r"(?:^|/)\.", target)
            return self.pictures.address(target) if shown and self.graph.exists(target) else None

        return resolve


def pack(
    project: Project, graph: Graph, register: Register, edition: Edition, asked: Asked, cover: Cover
) -> dict[str, Any]:
    """Return what the document shows: text that is safe as HTML below ``html``, all else as plain values.

    Raises CannotRunError where none of what was asked for can be shown.
    """
    records = [entry for entry in asked.entries if isinstance(entry, Record) and entry.status]
    if not records:
        raise CannotRunError("nothing of it can be shown: " + "; ".join(f"{n} {why}" for n, why in _left(asked)))
    anchors = _anchors(records)
    pictures = Pictures(edition.read)
    built = Built(edition.as_of, edition.commit)
    view = _Inside(project, graph, register, (), built, anchors=anchors, pictures=pictures)
    taken = {*anchors.values(), *(f"{anchor}:waivers" for anchor in anchors.values()), *_PARTS}
    drawn = [_part(view, record, edition, taken) for record in records]
    for part in drawn:
        part["blocks"] = [_settled(block, taken, pictures) for block in part["blocks"]]
    left = [*_left(asked), *sorted(pictures.left.items())]
    kinds = [kind for kind in graph.kinds.values() if any(record.kind is kind for record in records)]
    return {
        "project": project.name,
        "title": cover.title or (kinds[0].plural if len(kinds) == 1 else "Selected records"),
        "client": cover.client,
        "chosen_by": cover.chosen_by,
        "as_of": edition.as_of,
        "commit": edition.commit,
        "changed": [record.id for record in records if edition.commit and not edition.committed(record.path)],
        "count": len(records),
        "tally": [_tally(kind.title, kind.plural, [r for r in records if r.kind is kind]) for kind in kinds],
        "records": drawn,
        "left": [{"what": what, "why": why} for what, why in left],
        "hidden": asked.hidden,
        "legend": [*_legend(records)],
    }


_PARTS = ("contents", "sources", "left-out", "statuses")
"""Ids of the document's own parts."""


def _part(view: _Inside, record: Record, edition: Edition, taken: set[str]) -> dict[str, Any]:
    page, anchor = page_of(view, record), view.anchors[record.path]
    data = dict(page.data)
    data["backlinks"] = [citation for citation in data["backlinks"] if citation["url"]]
    blocks = embed(page.blocks, f"{anchor}:", _BELOW, taken)
    return {
        **data,
        "anchor": anchor,
        "blocks": blocks,
        "source": edition.above + record.path,
        "digest": hashlib.sha256(record.text.encode()).hexdigest(),
        "committed": edition.committed(record.path),
    }


def _settled(block: Block, taken: set[str], pictures: Pictures) -> dict[str, Any]:
    return {"html": settle(block.html, taken, pictures), "level": block.level, "anchor": block.anchor}


def _anchors(records: Sequence[Record]) -> dict[str, str]:
    """Return where each record begins, by path: its id, as far as that can stand in an address."""
    found: dict[str, str] = {}
    taken = set(_PARTS)
    for record in records:
        base = re.sub(r"[^\w.-]", "_", record.id)[:80] or "record"
        anchor, number = base, 1
        while anchor in taken:
            number += 1
            anchor = f"{base}-{number}"
        taken.add(anchor)
        found[record.path] = anchor
    return found


def _left(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield what was asked for and is not in the document, each with the reason."""
    for entry in asked.entries:
        if isinstance(entry, Unreadable):
            yield entry.path, f"cannot be read as a record: {entry.message}"
        elif not entry.status:
            yield entry.id, "has no status"
    for id_ in asked.later:
        yield id_, "is of a later day"


def _tally(one: str, many: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return how many records of a kind there are, and how many in each status, in the order of a record's life."""
    kind = records[0].kind
    counts = Counter((record.status or "", record.phase) for record in records)
    order = {status: place for place, status in enumerate(kind.statuses)}
    statuses = sorted(counts, key=lambda found: (order.get(found[0], len(order)), found[0]))
    return {
        "name": one if len(records) == 1 else many,
        "count": len(records),
        "statuses": [{"name": name, "phase": phase, "count": counts[name, phase]} for name, phase in statuses],
    }


def _legend(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """Yield for each phase of a record's life what it means, and the statuses of each kind that are in it."""
    kinds = dict.fromkeys(record.kind for record in records)
    for phase, meaning in _PHASES.items():
        held = [
            {"kind": kind.title, "statuses": [status for status in kind.statuses if kind.phase(status) == phase]}
            for kind in kinds
        ]
        yield {"phase": phase, "meaning": meaning, "kinds": [row for row in held if row["statuses"]]}
