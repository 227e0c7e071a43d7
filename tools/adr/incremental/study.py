"""Files to items of the cache: each is read, and checked by those rules that need to know no other file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from adr.citing import cites
from adr.incremental import cache, crew, kept
from adr.incremental.cache import Item, Stamp
from adr.project import Place, Project
from adr.record import Entry, Record, Unreadable, relations_in, target_of
from adr.source import Claim, read_data, read_file

if TYPE_CHECKING:
    from adr.incremental.preview import Preview
    from adr.rule import Context

NONE = msgspec.Raw(kept.NOTHING)
"""Nothing, as it stands in an item."""


class Studied(msgspec.Struct, array_like=True):
    """What looking at files brought.

    Attributes:
        items: One for each file that did not say what is known of it.
        same: The stamps of the other ones, by path.
        waiting: The rules, by path, that have to know other files.
        parts: The parts of the context that rules asked for, by code.
    """

    items: list[Item] = []
    same: dict[str, Stamp | None] = {}
    waiting: dict[str, list[str]] = {}
    parts: dict[str, set[str]] = {}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to look at: how it looked from outside, and the digest of the contents that need no second reading."""

    claim: Claim
    stamp: Stamp | None
    known: bytes = b""


@dataclass(frozen=True)
class Desk:
    """What looking at files takes: the project, and what rules are told; where that is None, none are run."""

    project: Project
    told: tuple[Context, ...] | None

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """By folder: a key for what the reading of a file depends on besides its contents and its dialect."""
        return {place.folder: _key(self.project, place) for place in self.project.places}

    def key(self, claim: Claim) -> str:
        """Return a key for what the reading of a file depends on besides its contents."""
        return f"{self.keys[claim.place.folder]} {claim.dialect}"


def _key(project: Project, place: Place) -> str:
    kind = place.kind
    return cache.key(kind.name, kind.raw, kind.envelope, place.folder, place.conventions, project.max_bytes)


def study(desk: Desk, tasks: Sequence[Task], workers: int) -> Studied:
    """Look at files, with as many processes as that is worth."""
    count = workers if len(tasks) >= crew.LEAST else 1
    if count == 1:
        return _study(desk, tasks)
    made = [cache.unpack(data, Studied) for data in crew.share(lambda own: cache.pack(_study(desk, own)), tasks, count)]
    whole = Studied()
    for part in made:
        whole.items += part.items
        whole.same |= part.same
        whole.waiting |= part.waiting
        for code, parts in part.parts.items():
            whole.parts.setdefault(code, set()).update(parts)
    return whole


def _study(desk: Desk, tasks: Sequence[Task]) -> Studied:
    found = Studied([], {}, {}, {})
    preview = _preview(desk.told)
    for task in tasks:
        digest, entry = read(desk.project, task.claim, task.known)
        if entry is None:
            found.same[task.claim.path] = task.stamp
            continue
        item = item_of(entry, desk.key(task.claim), digest, task.stamp)
        found.items.append(item)
        if preview is not None:
            item.checked = True
            item.findings, waiting = preview.check(entry)
            if waiting:
                found.waiting[item.path] = waiting
            if isinstance(entry, Record) and item.title:
                item.body = msgspec.Raw(cache.pack(kept.body(entry)))
                item.cites = msgspec.Raw(cache.pack(sorted(cites(entry))))
    if preview is not None:
        found.parts = preview.parts
    return found


def _preview(told: Iterable[Context] | None) -> Preview | None:
    """Return what runs rules; nothing, and nothing of them is loaded, where none are to be run."""
    if told is None:
        return None
    from adr.incremental.preview import Preview

    return Preview(told)


def item_of(entry: Entry, key: str, digest: bytes, stamp: Stamp | None) -> Item:
    """Return what is to be kept of an entry; of one that was not read from contents, that it is as it is.

    The title is None for what is no record, and empty for a record of which only the findings can be kept: another file
    counts besides, or it holds a number that is too large.
    """
    face, title = NONE, "" if isinstance(entry, Record) else None
    waivers = NONE
    leads: list[str] = []
    seen = bool(digest)
    if not digest and isinstance(entry, Unreadable):
        digest = cache.digest(repr((entry.message, entry.help, entry.line, entry.column, entry.dialect)).encode())
    elif digest and isinstance(entry, Record):
        with suppress(OverflowError, TypeError, ValueError):
            face, title = msgspec.Raw(cache.pack(kept.face(entry))), entry.title
            waivers = msgspec.Raw(cache.pack(entry.waivers)) if entry.waivers else NONE
            leads = [target_of(written)[0] for _, _, written in relations_in(entry.fields)]
    stamp = stamp if seen else None
    return Item(
        entry.path,
        key,
        stamp,
        digest,
        entry.id,
        title,
        leads,
        face,
        NONE,
        NONE,
        checked=False,
        findings={},
        asked=NONE,
        waivers=waivers,
    )


def read(project: Project, claim: Claim, known: bytes = b"") -> tuple[bytes, Entry | None]:
    """Read a file; return the digest of its contents, empty where they are not all that counts, and the entry.

    There is no entry where the contents are those that are known.
    """
    digests: list[bytes] = []

    def make(place: Place, path: str, data: bytes, name: str) -> Entry | None:
        digests.append(cache.digest(data))
        return None if digests[0] == known else read_data(place, path, data, name)

    entry = read_file(project, claim.place, claim.path, claim.dialect, make)
    return (digests[0] if digests else b""), entry
