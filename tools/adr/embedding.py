"""Safe HTML of a record to a part of a larger document: ids its own, links within it, pictures put in."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from adr.html import Block

PICTURE = "#picture="
"""Begins the address of a picture that is to be put in; a record's own addresses never begin so."""

LARGEST, TOGETHER = 2_000_000, 20_000_000
"""Bytes of one picture, and of all, that a document takes in."""

_PIXELS = 40_000_000
_TAG = re.compile(r'<([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>')
_VALUE = re.compile(r'(\s+)([^\s=>"]+)="([^"]*)"')
_ANY_TAG = re.compile(r'(<[/a-zA-Z](?:[^<>"]|"[^"]*")*>)')
_TABLE = re.compile(r'<table(?! class="[^"]*\bpack-whole\b)[\s>].*?</table>', re.DOTALL)
_LONG_WORD = re.compile(r"[^\s<>]{25,}")
_CHARACTERS = re.compile(r"(?:&[#\w]+;|[^&]|&){1,12}")
_WIDE = 6
_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


@dataclass
class Pictures:
    """The pictures that records show. `read` gives the bytes of a file, up to a limit, or None."""

    read: Callable[[str, int], bytes | None]
    paths: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    _made: dict[str, str | None] = field(default_factory=dict)
    _room: int = TOGETHER

    def address(self, path: str) -> str:
        """Return the address that stands for the picture at `path` until it is put in."""
        if path not in self.paths:
            self.paths.append(path)
        return f"{PICTURE}{self.paths.index(path)}"

    def data(self, address: str) -> str | None:
        """Return a picture as a ``data:`` address; None for one that is left out, which `left` then explains."""
        number = address.removeprefix(PICTURE)
        if address == number or not number.isdecimal() or int(number) >= len(self.paths):
            return None
        path = self.paths[int(number)]
        if path not in self._made:
            self._made[path] = self._data(path)
        return self._made[path]

    def _data(self, path: str) -> str | None:
        found = self.read(path, min(LARGEST, self._room))
        kind = next((kind for mark, kind in _TYPES.items() if found and found.startswith(mark)), "")
        if found and found[:4] == b"RIFF" and found[8:12] == b"WEBP":
            kind = "image/webp"
        if found is None:
            self.left[path] = f"a picture that is not there, or larger than {LARGEST // 1_000_000} MB"
        elif not kind or _pixels(found) > _PIXELS:
            self.left[path] = "no picture in PNG, JPEG, GIF or WebP of a size that prints"
        else:
            self._room -= len(found)
            return f"data:{kind};base64,{b64encode(found).decode()}"
        return None


def embed(blocks: Sequence[Block], prefix: str, below: int, taken: set[str]) -> list[Block]:
    """Return blocks whose ids begin with `prefix` and are in the document once; `taken` gets them.

    Headings are those of a page whose title is of level 1, and become those of a part whose title is of level `below`.
    """
    named: list[Block] = []
    for block in blocks:
        if block.level:
            block = replace(block, level=min(6, block.level + below - 1), anchor=_free(prefix + block.anchor, taken))  # noqa: PLW2901
        named.append(block)

    def own(name: str, value: str) -> str | None:
        if name not in ("id", "name"):
            return value
        id_ = prefix + html.unescape(value)
        if name == "name" or id_ in taken:
            return None
        taken.add(id_)
        return html.escape(id_)

    return [replace(block, html=_rewritten(block.html, own)) for block in named]


def settle(text: str, known: Iterable[str], pictures: Pictures) -> str:
    """Return safe HTML with its pictures put in, and without links to places that the document has not."""
    places = set(known)

    def settled(name: str, value: str) -> str | None:
        if name == "src":
            return pictures.data(html.unescape(value))
        if name == "href" and value.startswith("#"):
            return value if _place(value) in places else None
        return value

    return _rewritten(text, settled)


def breakable(text: str) -> str:
    """Return HTML whose tables may break long words, such as addresses, so that they fit a page; wide ones are marked.

    Without it, a cell is as wide as its longest word, or else every word is broken. A table of the class
    ``pack-whole`` keeps its words whole.
    """
    return _TABLE.sub(_fitting, text)


def _fitting(table: re.Match[str]) -> str:
    pieces = _ANY_TAG.split(table[0])
    pieces[::2] = [_LONG_WORD.sub(lambda word: "<wbr>".join(_CHARACTERS.findall(word[0])), p) for p in pieces[::2]]
    text = "".join(pieces)
    cells = len(re.findall(r"<t[hd][\s>]", text.partition("</tr>")[0]))
    return text if cells < _WIDE else re.sub(r"^<table(?: class=\"([^\"]*)\")?", r'<table class="\1 pack-wide"', text)


def _place(address: str) -> str:
    from urllib.parse import unquote

    return unquote(html.unescape(address)[1:])


def _free(id_: str, taken: set[str]) -> str:
    """Return an id that nothing has, and take it."""
    free, number = id_, 1
    while free in taken:
        number += 1
        free = f"{id_}-{number}"
    taken.add(free)
    return free


def _rewritten(text: str, value: Callable[[str, str], str | None]) -> str:
    """Return HTML as a sanitiser writes it with other values of attributes; None takes one away.

    An image without a source becomes what stands in its place.
    """

    def attribute(match: re.Match[str]) -> str:
        new = value(match[2], match[3])
        return "" if new is None else f'{match[1]}{match[2]}="{new}"'

    def tag(match: re.Match[str]) -> str:
        kept = _VALUE.sub(attribute, match[2])
        if match[1].lower() == "img" and not re.search(r'\ssrc="', kept):
            named = re.search(r'\salt="([^"]*)"', match[2])
            return f"<em>[picture: {named[1] if named and named[1] else 'no description'}]</em>"
        return f"<{match[1]}{kept}>"

    return _TAG.sub(tag, text)


def _pixels(data: bytes) -> int:
    """Return the pixels of a PNG, by its header: a few bytes may stand for a great many; 0 for other kinds."""
    png = data.startswith(b"\x89PNG") and len(data) >= 24  # noqa: PLR2004 - the end of its width and height
    return int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big") if png else 0
