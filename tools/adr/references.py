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

from adr.commonmark import slug
from adr.dialect import dialect, number_of
from adr.edit import Edit, add_item, apply, set_value
from adr.finding import CannotRunError
from adr.following import Move, follow, in_code
from adr.frontmatter import load
from adr.record import Record
from adr.translation import our_name
from adr.write import FileChange

_DIGITS = re.compile(r"([A-Za-z]*[-_]?)(\d+)")

MAX_CODE = 1024 * 1024
"""Bytes beyond which a file of code is not searched for citations."""


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
    own = apply(text, follow(text, move.old_path, move, moved.notes))
    old_names = [] if move.ambiguous else [move.old_id]  # another record goes by it
    old_names = [name for name in (*old_names, _stem(move.old_path)) if name not in (move.new_id, _stem(move.new_path))]
    aliases = list(dict.fromkeys(old_names))
    if aliases and record.dialect != "native" and not record.reading.head:
        moved.notes.append(f"{move.new_path} has no front matter to keep {' and '.join(aliases)} as aliases in")
        aliases = []
    for alias in aliases:
        if alias not in record.aliases:
            own = add_item(own, ["aliases"], alias, after=record.kind.fields[: record.kind.fields.index("aliases")])
    if move.new_path == move.old_path:
        moved.files.append(FileChange(root / move.old_path, record.text, own))
    else:
        moved.files.append(FileChange(root / move.new_path, None, own))
        moved.files.append(FileChange(root / move.old_path, record.text, None))
    for referrer in referrers(root, move, [path for path in files if path != move.old_path], moved.notes, held):
        after = apply(referrer.text, referrer.edits)
        if after != referrer.text:
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
        return _renumbered_elsewhere(record, new_id, ambiguous=ambiguous)
    folder, name = posixpath.split(record.path)
    new_name = name.replace(record.id, new_id, 1) if name.startswith(record.id) else f"{new_id}-{name}"
    held = [h for h in record.document.headings if record.id in h.text]
    anchors = {h.anchor: slug(h.text.replace(record.id, new_id)) for h in held}
    text = retitled(record, record.id, new_id, record.text)[0] if ambiguous else record.text
    return text, Move(record.id, new_id, record.path, posixpath.join(folder, new_name), anchors, ambiguous)


def _renumbered_elsewhere(record: Record, new_id: str, *, ambiguous: bool) -> tuple[str, Move]:
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
    move = Move(
        record.id, new_id, record.path, posixpath.join(folder, new_name), anchors, ambiguous, titles, (old, new)
    )
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
    """Yield every one of `files` that refers to what moves; `notes` gets what could not be followed."""
    for path in files:
        yield from _refer(root, path, move, notes, (held or {}).get(path))


def _refer(root: Path, path: str, move: Move, notes: list[str], held: str | None) -> Iterator[Referrer]:
    """Yield a file, or the text that is `held` in its place, if it refers to what moves."""
    file = root / path
    if file.is_symlink():  # what it leads to has a path of its own
        if file.resolve() == (root / move.old_path).resolve() and move.new_path != move.old_path:
            notes.append(f"{path} is a link to {move.old_path}; point it at {move.new_path}")
        return
    try:
        data = file.read_bytes() if held is None else held.encode("utf-8", "replace")
    except OSError:
        return
    plain = data.replace(b"%20", b" ")
    if b"\0" in data or (move.old_id.encode() not in data and _stem(move.old_path).encode() not in plain):
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        notes.append(f"{path} is not UTF-8 and may still cite {move.old_id}")
        return
    if path.endswith((".md", ".markdown")):
        edits = follow(text, path, move, notes)
    elif len(data) > MAX_CODE:
        notes.append(f"{path} is large and was left; it may still cite {move.old_id}")
        return
    else:
        edits = in_code(path, text, move)
    if edits:
        yield Referrer(path, text, tuple(edits))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]
