"""With ``site.cards``, a picture of each record, which chats show beside its address: PNG, drawn without network."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adr.finding import CannotRunError
from adr.page import View
from adr.publication import Publication, line
from adr.record import Record

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FORM = "1"
"""Changes with the drawing, so that pictures of an earlier one are not kept."""

_SIZE, _EDGE, _LINES = (1200, 630), 80, 4
_PAPER, _INK, _MUTED = "#fbfaf7", "#1d2433", "#5b6475"
_COLOURS = {"in-force": "#1f7a4d", "draft": "#5b6475", "open": "#9a6700", "retired": "#a3352b", "unknown": "#5b6475"}
_INTER = Path(__file__).parent.parent / "site" / "assets" / "fonts" / "inter-latin-wght-normal.woff2"


def publish(view: View) -> Iterator[Publication]:
    """Publish a picture for each record whose words the bundled font can write; those of the last build are kept.

    Raises CannotRunError where settings want pictures that cannot be drawn, or that no service would find.
    """
    if not view.project.site.get("cards"):
        return
    if not view.built.site:
        raise CannotRunError(
            f"{view.project.config.name}: `site.cards` needs `site.url`: services load no other address"
        )
    pen = _Pen()
    for record in view.graph.records:
        card = _card(view, record)
        if pen.writes("".join(card.words)):
            digest = hashlib.sha256("\0".join((_FORM, *card.words)).encode()).hexdigest()
            path = f"cards/{digest[:20]}.png"
            data = view.built.kept(path) or pen.draw(card)
            yield Publication(path, data, view.record_path(record), "image/png", f"{card.id}: {card.title}", "image")


@dataclass(frozen=True, slots=True)
class _Card:
    """What is drawn."""

    id: str
    title: str
    status: str
    date: str
    phase: str
    kind: str
    name: str

    @property
    def words(self) -> tuple[str, ...]:
        """All that is written on it."""
        return (self.id, self.title, self.status, self.date, self.phase, self.kind, self.name)


def _card(view: View, record: Record) -> _Card:
    status, date = line(record.status or "no status"), line(record.date or "")
    kind, name = line(record.kind.title), line(view.project.name)
    return _Card(line(record.id), line(record.title), status, date, record.phase, kind, name)


class _Pen:
    """Draws with the site's own font."""

    @cached_property
    def _font(self) -> tuple[bytes, frozenset[int]]:
        """The font as FreeType reads it, and the letters that it has."""
        try:
            from fontTools.ttLib import TTFont

            font = TTFont(_INTER)
        except ImportError:
            raise CannotRunError("`site.cards` needs more: `pip install 'adr-playbook[cards]'`") from None
        font.flavor = None
        plain = io.BytesIO()
        font.save(plain, reorderTables=False)
        return plain.getvalue(), frozenset(font.getBestCmap())

    @cached_property
    def _sizes(self) -> dict[tuple[int, int], FreeTypeFont]:
        return {}

    def writes(self, text: str) -> bool:
        """Tell whether the font has every letter of a text."""
        return all(ord(letter) in self._font[1] for letter in text)

    def draw(self, card: _Card) -> bytes:
        """Return a card as PNG."""
        try:
            from PIL import Image, ImageDraw
        except ImportError:
            raise CannotRunError("`site.cards` needs more: `pip install 'adr-playbook[cards]'`") from None
        image = Image.new("RGB", _SIZE, _PAPER)
        drawn = ImageDraw.Draw(image)
        colour = _COLOURS[card.phase]
        drawn.rectangle((0, 0, 20, _SIZE[1]), fill=colour)
        head = self._fitted(f"{card.kind} {card.id}", 34, 500)
        drawn.text((_EDGE, 76), head, fill=_MUTED, font=self._at(34, 500), anchor="ls")
        for number, text in enumerate(self._wrapped(card.title)):
            drawn.text((_EDGE, 190 + number * 82), text, fill=_INK, font=self._at(66, 700), anchor="ls")
        self._foot(drawn, card, colour)
        data = io.BytesIO()
        image.quantize(48).save(data, "PNG", optimize=True)
        return data.getvalue()

    def _foot(self, drawn: ImageDraw, card: _Card, colour: str) -> None:
        font, bottom = self._at(30, 600), _SIZE[1] - 70
        status = self._fitted(card.status, 30, 600, 400)
        right = _EDGE + font.getlength(status) + 48
        drawn.rounded_rectangle((_EDGE, bottom - 40, right, bottom + 18), radius=29, fill=colour)
        drawn.text((_EDGE + 24, bottom), status, fill="#ffffff", font=font, anchor="ls")
        drawn.text((right + 24, bottom), card.date[:10], fill=_MUTED, font=self._at(30, 500), anchor="ls")
        name = self._fitted(card.name, 30, 500, _SIZE[0] - _EDGE - right - 240)
        drawn.text((_SIZE[0] - _EDGE, bottom), name, fill=_MUTED, font=self._at(30, 500), anchor="rs")

    def _at(self, size: int, weight: int) -> FreeTypeFont:
        from PIL import ImageFont

        if (size, weight) not in self._sizes:
            engine: Any = ImageFont.Layout.BASIC
            font = ImageFont.truetype(io.BytesIO(self._font[0]), size, layout_engine=engine)
            font.set_variation_by_axes([weight])
            self._sizes[size, weight] = font
        return self._sizes[size, weight]

    def _fitted(self, text: str, size: int, weight: int, width: float = _SIZE[0] - 2 * _EDGE) -> str:
        """Return as much of a text as fits into a line."""
        font, kept = self._at(size, weight), text[:200]
        while kept and font.getlength(kept) > width:
            kept = f"{kept.removesuffix('…')[:-1].rstrip()}…" if len(kept) > 1 else ""
        return kept

    def _wrapped(self, text: str) -> list[str]:
        """Return a title in lines, as many as there is room for."""
        font, lines = self._at(66, 700), [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) <= _SIZE[0] - 2 * _EDGE or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > _LINES:
            lines[_LINES - 1 :] = [f"{lines[_LINES - 1]} …"]
        return [self._fitted(shown, 66, 700) for shown in lines]
