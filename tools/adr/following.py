"""References to a record that moves, brought up to date in one file's text: in Markdown, in code, in anything else.

In Markdown, ids in running text and links with their anchors follow; code, fenced or not, stays as it is. In code, ids
in comments do. The name of the record's file is nobody else's, and follows wherever it stands.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from adr.commonmark import body_start
from adr.edit import Edit
from adr.links import retarget
from adr.markdown import Document, Link

_ALIASES = re.compile(r"^aliases:.*(?:\n[ \t-].*)*", re.MULTILINE)
_PROSE = (".mdx", ".rst", ".adoc", ".asciidoc", ".txt", ".org")
_CITED = re.compile(r"(?<![\w/.-])[A-Z]{3}-\d{4}(?![\w-])")
_UNSAFE = re.compile(r"[\[\]`\\<>]")


@dataclass(frozen=True, slots=True)
class Move:
    """What a record was called and is called.

    ``anchors`` maps headings that change, old to new. ``titles`` are the old and the new first heading, and ``numbers``
    the old and the new number of a record in another dialect: links may have them as their text.
    """

    old_id: str
    new_id: str
    old_path: str
    new_path: str
    anchors: Mapping[str, str]
    ambiguous: bool = False
    titles: tuple[str, str] | None = None
    numbers: tuple[int, int] | None = None

    @property
    def old_name(self) -> str:
        """The name of the file before."""
        return posixpath.basename(self.old_path)

    @property
    def new_name(self) -> str:
        """The name of the file from now on."""
        return posixpath.basename(self.new_path)

    @property
    def id_pattern(self) -> re.Pattern[str]:
        """What finds the old id as a word of its own, not as a part of a path or of a longer word."""
        return re.compile(rf"(?<![\w/.-]){re.escape(self.old_id)}(?![\w-])")


def follow(text: str, path: str, move: Move, notes: list[str]) -> list[Edit]:
    """Return the edits that bring a Markdown file's references to what moves up to date."""
    start = body_start(text)
    edits: list[Edit] = []
    if move.new_id != move.old_id and not (move.ambiguous and path != move.old_path):
        kept = [match.span() for match in _ALIASES.finditer(text, 0, start)]  # what was is not what is
        found = [match.span() for match in move.id_pattern.finditer(text, 0, start)]
        edits += [Edit(*at, move.new_id) for at in found if not any(a <= at[0] < b for a, b in kept)]
    edits += _links_in_head(text[:start], path, move)
    body = [*_in_body(Document(text[start:]), path, move, notes)]
    return [*edits, *(Edit(e.start + start, e.end + start, e.new) for e in body)]


def in_code(path: str, text: str, move: Move) -> list[Edit]:
    """Return the edits that bring ids in a file's comments, and the record's file name, up to date: no Markdown."""
    edits = list(_ids(path, text, move)) if move.new_id != move.old_id and not move.ambiguous else []
    if move.old_name != move.new_name:
        edits += _names(text, move, edits)
    return edits


def _in_body(document: Document, path: str, move: Move, notes: list[str]) -> Iterator[Edit]:
    edits, missed = retarget(document, lambda target: _destination(target, path, move))
    notes += [f"{path}: a link to `{target}` could not be followed; change it by hand" for target in missed]
    for link in document.links:
        if _destination(link.target, path, move) not in (None, link.target):
            edits += _link_text(document, link, move, path, notes)
    if move.new_id != move.old_id and not move.ambiguous:
        for index in document.ids(move.old_id):
            end = index + len(move.old_id)
            if not any(e.start < end and index < e.end for e in edits):
                edits.append(Edit(index, end, move.new_id))
    if move.old_name != move.new_name:
        code = document.fenced
        named = _names(document.text, move, edits)
        edits += [e for e in named if not any(start <= e.start < end for start, end in code)]
    return iter(edits)


def _names(text: str, move: Move, edits: list[Edit]) -> list[Edit]:
    """Return an edit for every place of the old file name that no other edit owns."""
    whole = re.compile(rf"(?<![\w-]){re.escape(move.old_name)}(?![\w-])")
    found = [match.span() for match in whole.finditer(text)]
    return [Edit(a, b, move.new_name) for a, b in found if not any(e.start < b and a < e.end for e in edits)]


def _links_in_head(head: str, path: str, move: Move) -> Iterator[Edit]:
    """Yield an edit for every link in front matter that leads to what moves; MADR has them in its status."""
    for match in re.finditer(r"\]\(([^)\s]{1,500})\)", head):
        new = _destination(match[1], path, move)
        if new is not None and new != match[1]:
            yield Edit(match.start(1), match.end(1), new)


def _link_text(document: Document, link: Link, move: Move, path: str, notes: list[str]) -> list[Edit]:
    """Return an edit of a link's text where it is the old heading, number or name, as in ``[0012](0012-use-x.md)``."""
    begin = document.index(link.start) + 1
    end = document.text.find("](", begin)
    text = document.text[begin:end]
    if link.image or end < 0 or "\n" in text:
        return []
    new = _renamed_text(text, move)
    if new is None or new == text:
        return []
    if _UNSAFE.search(new):
        notes.append(f"{path}: the link called `{text}` keeps its text; the new title has characters that end a link")
        return []
    return [Edit(begin, end, new)]


def _renamed_text(text: str, move: Move) -> str | None:
    """Return what a link's text becomes; None where it says nothing of what changes."""
    if move.titles is not None and text == move.titles[0]:
        return move.titles[1]
    old_stem, new_stem = (posixpath.splitext(name)[0] for name in (move.old_name, move.new_name))
    if text in (move.old_name, old_stem):
        return move.new_name if text == move.old_name else new_stem
    if move.numbers is None:
        return None
    number = re.match(rf"(?:ADR[-\s#]*|#)?(0*{move.numbers[0]})(?!\d)(?=$|[.:)\s-])", text, re.IGNORECASE)
    if number is None:
        return None
    width = len(number[1]) if number[1].startswith("0") else 1
    return text[: number.start(1)] + str(move.numbers[1]).zfill(width) + text[number.end(1) :]


def _destination(target: str, path: str, move: Move) -> str | None:
    """Return a link's new destination; None where it does not lead to what moves."""
    address, mark, fragment = target.partition("#")
    if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
        return None
    base = "" if address.startswith("/") else posixpath.dirname(path)
    to = posixpath.normpath(posixpath.join(base, unquote(address).lstrip("/"))) if address else path
    if to != move.old_path:
        return None
    folder, old = posixpath.split(address)
    name = posixpath.basename(move.new_path)
    written = posixpath.join(folder, quote(name) if quote(unquote(old)) == old and unquote(old) != old else name)
    part = move.anchors.get(unquote(fragment), fragment)
    return (written if address else "") + mark + part


def comments_of(path: str, text: str, ids: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield each of `ids` that a comment of code cites, or a file that is prose, once a line, with its line from 1."""
    told: set[tuple[str, int]] = set()
    for start, value in _comments(path, text):
        for match in _CITED.finditer(value):
            place = match[0], text.count("\n", 0, start + match.start()) + 1
            if match[0] in ids and place not in told:
                told.add(place)
                yield place


def _ids(path: str, text: str, move: Move) -> Iterator[Edit]:
    """Yield an edit for every id in the comments of code, and anywhere in files that are prose."""
    for start, value in _comments(path, text):
        for match in move.id_pattern.finditer(value):
            yield Edit(start + match.start(), start + match.end(), move.new_id)


def _comments(path: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield what people say in a file, each with where it starts: comments of code, all of a file that is prose."""
    if path.lower().endswith(_PROSE):
        yield 0, text
        return
    from pygments.token import Comment, String

    lexer = _lexer(path, text)
    if lexer is None:
        return
    for start, kind, value in lexer.get_tokens_unprocessed(f"{text}\n"):  # some end a comment at a line break only
        if _is_within(kind, Comment) or _is_within(kind, String.Doc):
            yield start, value


def _lexer(path: str, text: str) -> Any:
    """Return what reads a file's language, by its name, else by its first line; None where neither tells."""
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
    from pygments.util import ClassNotFound

    options: dict[str, Any] = {"stripnl": False, "ensurenl": False}
    try:
        return get_lexer_for_filename(path, **options)
    except ClassNotFound:
        first = text.partition("\n")[0]
        if not first.startswith("#!"):
            return None
        return get_lexer_by_name("python" if "python" in first else "bash", **options)


def _is_within(kind: Any, group: Any) -> bool:
    """Tell whether a token's type belongs to a group of types."""
    return bool(kind in group)
