"""A record that changes its id, title or file name, and everything that refers to it: all of it, or nothing.

References are ids in front matter and in running text, links and their anchors in every Markdown file, and citations in
the comments of code. Code, fenced or not, stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from adr.commonmark import slug
from adr.dialect import dialect, number_of
from adr.edit import Edit, add_item, apply, set_value
from adr.finding import CannotRunError
from adr.frontmatter import load
from adr.links import retarget
from adr.markdown import Document
from adr.record import Record
from adr.translation import our_name
from adr.write import FileChange

_DIGITS = re.compile(r"([A-Za-z]*[-_]?)(\d+)")

MAX_CODE = 1024 * 1024
"""Bytes beyond which a file of code is not searched for citations."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a record was called and is called.

    ``anchors`` maps headings that change, old to new; ``titles`` are the old and the new first heading, which links
    may have as their text.
    """

    old_id: str
    new_id: str
    old_path: str
    new_path: str
    anchors: Mapping[str, str]
    ambiguous: bool = False
    titles: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Referrer:
    """A file that refers to a record: its path from the root, its text, and the edits that let it follow a move."""

    path: str
    text: str
    edits: tuple[Edit, ...]


@dataclass
class Moved:
    """A move as the files that change, and what could not be followed."""

    files: list[FileChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def changes(self, _root: Path) -> list[FileChange]:
        """Return what is to be written."""
        return self.files


def move_record(
    root: Path, record: Record, text: str, move: Move, files: Sequence[str], held: Mapping[str, str] | None = None
) -> Moved:
    """Return the changes that a move makes.

    `text` is the record's own new text before its references to itself follow; `files` are all files of the project
    that may refer to it, as paths from `root`; `held` are texts that stand in for what some of them hold on disk.
    """
    if move.new_path != move.old_path and (root / move.new_path).exists():
        raise CannotRunError(f"{move.new_path} is already there; nothing was written")
    moved = Moved()
    own = apply(text, _follow(text, move.old_path, move, moved.notes))
    aliases = dict.fromkeys((move.old_id, _stem(move.old_path)))
    if record.dialect != "native" and not record.reading.head:
        moved.notes.append(f"{move.new_path} has no front matter to keep {' and '.join(aliases)} as aliases in")
        aliases = {}
    for alias in aliases:
        if alias not in (move.new_id, _stem(move.new_path), *record.aliases):
            own = add_item(own, ["aliases"], alias, after=record.kind.fields[: record.kind.fields.index("aliases")])
    if move.new_path == move.old_path:
        moved.files.append(FileChange(root / move.old_path, record.text, own))
    else:
        moved.files.append(FileChange(root / move.new_path, None, own))
        moved.files.append(FileChange(root / move.old_path, record.text, None))
    for referrer in referrers(root, move, files, moved.notes, held):
        after = apply(referrer.text, referrer.edits)
        if referrer.path != move.old_path and after != referrer.text:
            moved.files.append(FileChange(root / referrer.path, referrer.text, after))
    if move.ambiguous:
        moved.notes.append(f"mentions of {move.old_id} were left: another record has that id too, and may be meant")
    return moved


def retitled(record: Record, old: str, new: str, text: str) -> tuple[str, dict[str, str]]:
    """Return the text with the first heading changed where it held the old title, and what its anchor becomes."""
    document = record.document
    heading = next((h for h in document.headings if h.level == 1), None)
    if heading is None or old not in heading.text:
        return text, {}
    body = len(text) - len(record.reading.body)
    begin, end = body + document.index(heading.start), body + document.index(heading.end)
    line = text[begin:end]
    changed = heading.text.replace(old, new, 1)
    written = line.replace(old, new, 1) if old in line else line.replace(line.strip("# \r\n"), changed, 1)
    return text[:begin] + written + text[end:], {heading.anchor: slug(changed)}


def renumbered(record: Record, new_id: str, *, ambiguous: bool = False) -> tuple[str, Move]:
    """Return a record's text, and its move, under a new id.

    Raises CannotRunError for a dialect in which records are not known by the number of their file.
    """
    if record.dialect != "native":
        return _renumbered_elsewhere(record, new_id)
    folder, name = posixpath.split(record.path)
    new_name = name.replace(record.id, new_id, 1) if name.startswith(record.id) else f"{new_id}-{name}"
    held = [h for h in record.document.headings if record.id in h.text]
    anchors = {h.anchor: slug(h.text.replace(record.id, new_id)) for h in held}
    text = retitled(record, record.id, new_id, record.text)[0] if ambiguous else record.text
    return text, Move(record.id, new_id, record.path, posixpath.join(folder, new_name), anchors, ambiguous)


def _renumbered_elsewhere(record: Record, new_id: str) -> tuple[str, Move]:
    """Return a record in another dialect under a new number: that of its file's name, and of its heading."""
    folder, name = posixpath.split(record.path)
    old, match = number_of(record.path), _DIGITS.match(name)
    stated = [key for key in load(record.reading.head) if our_name(key, record.conventions) == "id"]
    if old is None or match is None or stated or record.dialect in ("mapped", "kep"):
        raise CannotRunError(f"{record.path} does not have its number from its file's name alone; change it by hand")
    new = int(new_id.rpartition("-")[2])
    new_name = f"{match[1]}{str(new).zfill(len(match[2]))}{name[match.end() :]}"
    heading = next((h for h in record.document.headings if h.level == 1), None)
    text, anchors, titles = record.text, dict[str, str](), None
    if heading is not None and (numbered := _heading_number(old).match(heading.text)):
        changed = f"{heading.text[: numbered.start(1)]}{_padded(new, numbered[1])}{heading.text[numbered.end(1) :]}"
        text, anchors = retitled(record, heading.text, changed, text)
        titles = heading.text, changed
    move = Move(record.id, new_id, record.path, posixpath.join(folder, new_name), anchors, titles=titles)
    return text, move


def _heading_number(number: int) -> re.Pattern[str]:
    return re.compile(rf"(?:ADR[-\s#]*)?(0*{number})(?=[.:)\s-])", re.IGNORECASE)


def _padded(number: int, like: str) -> str:
    return str(number).zfill(len(like) if like.startswith("0") else 1)


def renamed(record: Record, title: str, name: str) -> tuple[str, Move]:
    """Return a record's text, and its move, under a new title and a file name that goes with it."""
    stated = record.dialect == "native" or "title" in load(record.reading.head)
    titled = set_value(record.text, "title", title) if stated else record.text
    text, anchors = retitled(record, record.title, title, titled)
    path = posixpath.join(posixpath.dirname(record.path), name)
    new_id = record.id if record.dialect == "native" else dialect(record.dialect).identify(path, record.kind)
    heading = next((h.text for h in record.document.headings if h.level == 1), title)
    titles = heading, heading.replace(record.title, title, 1)
    return text, Move(record.id, new_id, record.path, path, anchors, titles=titles)


def referrers(
    root: Path, move: Move, files: Sequence[str], notes: list[str], held: Mapping[str, str] | None = None
) -> Iterator[Referrer]:
    """Yield every one of `files` that refers to what moves, itself too; `notes` gets what could not be followed."""
    for path in files:
        try:
            data = held[path].encode("utf-8", "replace") if held and path in held else (root / path).read_bytes()
        except OSError:
            continue
        yield from _refer(path, data, move, notes)


def _refer(path: str, data: bytes, move: Move, notes: list[str]) -> Iterator[Referrer]:
    """Yield the file at `path`, which holds `data`, if it refers to what moves."""
    named = move.old_id.encode() in data
    linked = path.endswith((".md", ".markdown")) and _stem(move.old_path).encode() in _unquoted(data)
    if not (named or linked) or b"\0" in data:
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        notes.append(f"{path} is not UTF-8 and may still cite {move.old_id}")
        return
    if path.endswith((".md", ".markdown")):
        edits = _follow(text, path, move, notes)
    else:
        edits = _in_comments(path, text, move) if len(data) <= MAX_CODE and not move.ambiguous else []
    if edits:
        yield Referrer(path, text, tuple(edits))


def _unquoted(data: bytes) -> bytes:
    """Return text with percent-encoding undone, as far as names of files go."""
    return data.replace(b"%20", b" ")


def _follow(text: str, path: str, move: Move, notes: list[str]) -> list[Edit]:
    """Return the edits that bring a Markdown file's references to what moves up to date."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    match = re.match(r"---[ \t]*\r?\n.*?^---[ \t]*\r?$\n?", text[mark:], re.DOTALL | re.MULTILINE)
    start = mark + (match.end() if match else 0)
    edits: list[Edit] = []
    if move.new_id != move.old_id and not (move.ambiguous and path != move.old_path):
        whole = re.compile(rf"(?<![\w/.-]){re.escape(move.old_id)}(?![\w-])")
        edits += [Edit(m.start(), m.end(), move.new_id) for m in whole.finditer(text, 0, start)]
    edits += _links_in_head(text[:start], path, move)
    document = Document(text[start:])
    links = _links(document, path, move, notes)
    edits += [Edit(e.start + start, e.end + start, e.new) for e in links]
    if move.new_id != move.old_id and not move.ambiguous:
        for index in document.ids(move.old_id):
            end = index + len(move.old_id)
            if not any(e.start < end and index < e.end for e in links):
                edits.append(Edit(start + index, start + end, move.new_id))
    return edits


def _links_in_head(head: str, path: str, move: Move) -> Iterator[Edit]:
    """Yield an edit for every link in front matter that leads to what moves; MADR has them in its status."""
    for match in re.finditer(r"\]\(([^)\s]{1,500})\)", head):
        new = _destination(match[1], path, move)
        if new is not None and new != match[1]:
            yield Edit(match.start(1), match.end(1), new)


def _links(document: Document, path: str, move: Move, notes: list[str]) -> list[Edit]:
    """Return an edit for every destination that leads to what moves, and for texts that are the old heading."""
    edits, missed = retarget(document, lambda target: _destination(target, path, move))
    notes += [f"{path}: a link to `{target}` could not be followed; change it by hand" for target in missed]
    texts = (
        _link_text(document, link.start, move)
        for link in document.links
        if _destination(link.target, path, move) not in (None, link.target)
    )
    return [*edits, *(edit for edit in texts if edit)]


def _link_text(document: Document, start: int, move: Move) -> Edit | None:
    """Return an edit of a link's text where it is the old heading, as in ``[12. Use X](0012-use-x.md)``."""
    begin = document.index(start) + 1
    if move.titles is None or not document.text.startswith(f"{move.titles[0]}]", begin):
        return None
    return Edit(begin, begin + len(move.titles[0]), move.titles[1])


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


def _in_comments(path: str, text: str, move: Move) -> list[Edit]:
    """Return the edits of citations in the comments of code; none for code that is not known."""
    from pygments.lexers import get_lexer_for_filename
    from pygments.token import Comment, String
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_for_filename(path, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return []
    whole = re.compile(rf"(?<![\w/.-]){re.escape(move.old_id)}(?![\w-])")
    edits = []
    for start, kind, value in lexer.get_tokens_unprocessed(text):
        if _is_within(kind, Comment) or _is_within(kind, String.Doc):
            edits += [Edit(start + m.start(), start + m.end(), move.new_id) for m in whole.finditer(value)]
    return edits


def _is_within(kind: Any, group: Any) -> bool:
    """Tell whether a token's type belongs to a group of types."""
    return bool(kind in group)


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]
