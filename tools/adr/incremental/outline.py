"""The structure of a body of which the cache knows what others ask; the text is read only for the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from adr.incremental.cache import Body
from adr.markdown import Document, Link, Mention
from adr.offsets import Offsets


class Outline(Document):
    """The structure of a body, part of which is known beforehand."""

    def __init__(self, body: Body, text: Callable[[], str]) -> None:
        self._body, self._read = body, text

    @cached_property
    def text(self) -> str:  # type: ignore[override]
        """The body."""
        return self._read()

    @cached_property
    def _bytes(self) -> bytes:  # type: ignore[override]
        return self.text.encode()

    @cached_property
    def _offsets(self) -> Offsets:  # type: ignore[override]
        return Offsets(self.text, self._bytes)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and images, in order."""
        return tuple(Link(*link) for link in self._body.links)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All ids in running text, in order."""
        return tuple(Mention(*mention) for mention in self._body.mentions)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every fragment that a link may point at."""
        return frozenset(self._body.anchors)
