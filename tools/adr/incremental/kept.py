"""A record of which the cache knows what is asked most; its text is read only when somebody wants it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Raw

from adr.citing import cites
from adr.dialect import Reading
from adr.incremental.cache import Body, Face, Item, pack, unpack
from adr.kind import Kind
from adr.record import Record
from adr.waiver import Waiver
from adr.wording import Conventions

if TYPE_CHECKING:
    from adr.markdown import Document

NOTHING = b"\xc0"
"""What stands in an item for what nobody asked for yet: MessagePack's nil."""


class KeptRecord(Record):
    """A record made of an item. `read` reads the file, and raises CannotRunError where it has changed since."""

    def __init__(
        self, item: Item, kind: Kind, dialect: str, conventions: Conventions, read: Callable[[], Record]
    ) -> None:
        self.__dict__.update(
            path=item.path,
            kind=kind,
            dialect=dialect,
            conventions=conventions,
            id=item.id,
            title=item.title,
            _item=item,
            _read=read,
        )

    @property
    def leads(self) -> list[str]:
        """The ids that the record's relations name."""
        item: Item = self.__dict__["_item"]
        return item.leads

    @property
    def cites(self) -> Collection[str]:
        """What the body names, as `citing.cites` says it."""
        item: Item = self.__dict__["_item"]
        return unpack(item.cites, list[str]) if bytes(item.cites) != NOTHING else cites(self)

    @cached_property
    def _face(self) -> Face:
        item: Item = self.__dict__["_item"]
        return unpack(item.face, Face)

    @cached_property
    def _whole(self) -> Record:
        read: Callable[[], Record] = self.__dict__["_read"]
        return read()

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The front matter, normalised by the dialect."""
        return unpack(self._face.fields, dict[str, Any])

    @property
    def status(self) -> str | None:
        """The status, as written where it is none that the kind has; None where there is none."""
        return self._face.status

    @property
    def status_raw(self) -> str | None:
        """The status as its author wrote it, in whatever words; None where there is none."""
        return self._face.status_raw

    @property
    def date(self) -> str | None:
        """The date as written; None where there is none."""
        return self._face.date

    @property
    def owner(self) -> str | None:
        """The owner's handle; None where there is none."""
        return self._face.owner

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are text."""
        return self._face.tags

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers that the record states, in order or not."""
        item: Item = self.__dict__["_item"]
        return () if bytes(item.waivers) == NOTHING else unpack(item.waivers, tuple[Waiver, ...])

    @cached_property
    def reading(self) -> Reading:
        """What the dialect read from the file."""
        return self._whole.reading

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self._whole.text

    @cached_property
    def document(self) -> Document:
        """The body's structure."""
        item: Item = self.__dict__["_item"]
        if bytes(item.body) == NOTHING:
            return self._whole.document
        from adr.incremental.outline import Outline

        return Outline(unpack(item.body, Body), lambda: self.reading.body)


def face(record: Record) -> Face:
    """Return what a record says of itself."""
    fields = Raw(pack(dict(record.fields)))
    return Face(record.status, record.status_raw, record.date, record.owner, record.tags, fields)


def body(record: Record) -> Body:
    """Return what others ask about a record's body."""
    document = record.document
    return Body(
        [(mention.id, mention.start) for mention in document.mentions],
        [(link.target, link.text, link.image, link.start, link.end, link.inline) for link in document.links],
        sorted(document.anchors),
    )
