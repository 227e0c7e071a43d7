"""The only reader of records: a project's files to entries, attachments and pages."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from adr.dialect import Dialect, dialect, is_markdown
from adr.finding import did_you_mean
from adr.graph import Graph
from adr.project import Place, Project, ProjectError
from adr.recognition import recognised
from adr.record import Entry, Unreadable, read
from adr.walk import inside, walk, without_waiting

if TYPE_CHECKING:
    from adr.snapshot import Blob

_CHUNK = 65_536
_BOM = b"\xef\xbb\xbf"
_SAMPLE_BYTES = 8192
"""How much of a file is looked at to find its folder's dialect."""


Make = Callable[[Place, str, bytes, str], Entry | None]
"""From a place, a path, the bytes of a file and the name of its dialect to an entry."""


@dataclass(frozen=True, slots=True)
class Library:
    """All that the record folders hold.

    Attributes:
        entries: Every record and every unreadable file, by path.
        others: Further files in the record folders (images, notes, a README), as paths.
        exists: Whether a path from the root names something in the project.
    """

    entries: tuple[Entry, ...]
    others: tuple[str, ...]
    exists: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is to be read as a record: of which place, and in which dialect."""

    place: Place
    path: str
    dialect: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the names in the record folders say: files to read, files that are not read, and the rest of a Library."""

    claims: tuple[Claim, ...]
    refused: tuple[Unreadable, ...]
    others: tuple[str, ...]
    exists: Callable[[str], bool]


def read_graph(project: Project) -> Graph:
    """Read all of a project's records into a graph."""
    library = read_all(project)
    return Graph(library.entries, project.kinds, library.exists, library.others)


def read_graph_at(project: Project, ref: str, date: str = "") -> Graph:
    """Read a project's records as they were at a git ref, or at the end of an ISO day on its line of commits.

    Settings, kinds and dialects are today's. Links are not followed. Raises CannotRunError with git's reason where
    there is no such commit.
    """
    from adr.snapshot import commit_at, contents, tree

    files = tree(project.root, commit_at(project.root, ref, date))
    refused = {path: reason for path, blob in files.items() if (reason := _refused(project, blob))}
    claimed: list[tuple[str, Place, Dialect]] = []
    others: list[str] = []
    for place in project.places:
        paths = [path for path in files if place_of(project, path) is place]
        readable = [path for path in paths if path not in refused]

        def texts(sample: Sequence[str]) -> Iterable[bytes]:
            return contents(project.root, [files[path].hash for path in sample])

        found = (
            dialect(place.dialect)
            if place.dialect
            else recognised({path: below(place, path) for path in readable}, texts)
        )
        for path in paths:
            if found.claims(below(place, path)):
                claimed.append((path, place, found))
            else:
                others.append(path)
    wanted = [name for path, _, by in claimed if path not in refused for name in (path, by.file_beside(path))]
    wanted = [name for name in wanted if name in files and name not in refused]
    data = dict(zip(wanted, contents(project.root, [files[name].hash for name in wanted]), strict=True))
    entries = [
        Unreadable(path, place.kind, refused[path], dialect=by.name)
        if path in refused
        else read_data(place, path, data[path], by.name, data.get(by.file_beside(path), b""))
        for path, place, by in claimed
    ]
    folders = {folder.as_posix() for path in files for folder in PurePosixPath(path).parents}
    known = folders.union(files)
    return Graph(entries, project.kinds, lambda path: path in known, sorted(others))


def read_all(project: Project, make: Make | None = None) -> Library:
    """Read every file in the project's record folders; what cannot be read is an entry too.

    `make` turns a file's bytes into an entry in `read_data`'s place; where it returns None, there is none.
    """
    found = look_over(project)
    read = (read_file(project, c.place, c.path, c.dialect, make or read_data) for c in found.claims)
    entries = [*found.refused, *(entry for entry in read if entry)]
    return Library(tuple(sorted(entries, key=lambda entry: entry.path)), found.others, found.exists)


def look_over(project: Project) -> Listing:
    """Look at every name in the project's record folders, and say which files are to be read as what."""
    claims: list[Claim] = []
    refused: list[Unreadable] = []
    others: list[str] = []
    root = str(project.root)
    folders = {p.folder for p in project.places}
    for place in project.places:
        files = list(walk(root, place.folder, folders - {place.folder}))
        found = dialect_of(project, place, files)
        for path, leaves in files:
            name = below(place, path)
            if leaves:
                refused.append(
                    Unreadable(path, place.kind, leaves, "a record is a file of the project", dialect=found.name)
                )
            elif found.claims(name):
                claims.append(Claim(place, path, found.name))
            elif refusal := misnamed(place, path, found):
                refused.append(refusal)
            else:
                others.append(path)

    @cache
    def exists(path: str) -> bool:
        return "\0" not in path and inside(root, path) and os.path.exists(os.path.join(root, path))

    return Listing(tuple(claims), tuple(refused), tuple(sorted(others)), exists)


def misnamed(place: Place, path: str, found: Dialect) -> Unreadable | None:
    """Return what is said of a file whose name is not that of a record; None where it need not be one."""
    name = below(place, path)
    if found.claims(name) or not is_markdown(name) or found.ignores(name):
        return None
    reason = f"its name is not that of a record in the dialect `{found.name}`"
    return Unreadable(path, place.kind, reason, f"call it `{found.form}`", dialect=found.name)


def dialect_of(project: Project, place: Place, files: Sequence[tuple[str, str]] | None = None) -> Dialect:
    """Return how a place's records are written: what settings say, else what most of its files look like."""
    if place.dialect:
        return dialect(place.dialect)
    root = str(project.root)
    if files is None:
        files = list(walk(root, place.folder, {p.folder for p in project.places} - {place.folder}))

    def texts(sample: Sequence[str]) -> Iterator[bytes]:
        for path in sample:
            try:
                with open(os.path.join(root, path), "rb", opener=without_waiting) as file:
                    yield file.read(_SAMPLE_BYTES)
            except OSError:
                yield b""

    return recognised({path: below(place, path) for path, leaves in files if not leaves}, texts)


def read_file(project: Project, place: Place, path: str, dialect_name: str, make: Make) -> Entry | None:
    """Read the file at `path`, a path from the root, as a record of `place`; `make` turns its bytes into an entry."""
    beside = dialect(dialect_name).file_beside(path)
    if beside:
        return _with_beside(project, place, path, beside, dialect_name)
    return _read_file(project, place, path, dialect_name, make)


def _with_beside(project: Project, place: Place, path: str, beside: str, dialect_name: str) -> Entry | None:
    """Read a record whose metadata is in a file beside it; that file is read on the same terms, or not at all."""
    held: list[bytes] = []

    def hold(_place: Place, _path: str, data: bytes, _name: str) -> None:
        held.append(data)

    def make(place: Place, path: str, data: bytes, name: str) -> Entry:
        return read_data(place, path, data, name, *held)

    if inside(str(project.root), beside):
        _read_file(project, place, beside, dialect_name, hold)
    return _read_file(project, place, path, dialect_name, make)


def _read_file(project: Project, place: Place, path: str, dialect_name: str, make: Make) -> Entry | None:
    refuse = partial(Unreadable, path, place.kind, dialect=dialect_name)
    try:
        file = without_waiting(os.path.join(project.root, path), os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            about = os.fstat(file)
            if not stat.S_ISREG(about.st_mode):
                return refuse("this is no regular file", "put the record's text here")
            size = about.st_size
            if size > project.max_bytes:
                limit = f"{project.max_bytes / 1_048_576:g} MiB"
                return refuse(
                    f"the file has {size / 1_048_576:.1f} MiB; a record has at most {limit}",
                    "link to large content instead, or raise `max-bytes` in adr.toml",
                )
            data = _contents(file, size)
        finally:
            os.close(file)
    except OSError as error:
        return refuse(f"the file cannot be opened: {error.strerror}", "check its permissions")
    return make(place, path, data, dialect_name)


def _contents(file: int, size: int) -> bytes:
    """Return what an open file holds; `size` is what it held just now. One call where that is still true."""
    data = os.read(file, size + 1)
    while len(data) > size and (more := os.read(file, max(size, _CHUNK))):
        data += more
    return data


def read_data(place: Place, path: str, data: bytes, dialect_name: str, beside: bytes = b"") -> Entry:
    """Read the bytes of the file at `path`, and of the file `beside` it, as a record of `place`."""
    refuse = partial(Unreadable, path, place.kind, dialect=dialect_name)
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data and not utf16:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return refuse("the file is binary", "a record is text in UTF-8", line)
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        line, column = good.count(b"\n") + 1, len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        help_ = f"save the file as UTF-8; this {'is UTF-16' if utf16 else 'looks like Windows-1252 or Latin-1'}"
        return refuse("the file is not UTF-8", help_, line, column)
    text = ("\ufeff" if data.startswith(_BOM) else "") + text
    return read(path, text, place.kind, dialect_name, place.conventions, beside.decode("utf-8", "replace"))


def place_of(project: Project, path: str) -> Place | None:
    """Return the place whose folder holds `path` most closely; none where a part of the path is hidden."""
    return None if path.startswith(".") or "/." in path else project.place_of(path)


def _refused(project: Project, blob: Blob) -> str:
    """Return why a file of a commit is not read; empty where it is."""
    if blob.link:
        return "the file is a link, which is not followed in history"
    return "the file is longer than a record may be" if blob.size > project.max_bytes else ""


def below(place: Place, path: str) -> str:
    """Return a path from the root as one from the place's folder."""
    return path[len(place.folder) + 1 :] if place.folder else path


def selected(project: Project, graph: Graph, directory: Path, paths: Sequence[Path]) -> Callable[[str], bool]:
    """Return a test of whether a path from the root is one of `paths`, or below one; all are where there are none.

    `paths` count from `directory`. Raises ProjectError for one that holds no record, so that nothing is checked in
    vain.
    """
    if not paths:
        return lambda _: True
    chosen: list[str] = []
    for path in paths:
        absolute = (directory / path).resolve()
        if not absolute.is_relative_to(project.root):
            raise ProjectError(f"{path} is outside the project ({project.root})")
        name = project.relative(absolute)
        below = "" if name == "." else f"{name}/"
        if name not in graph.by_path and not any(known.startswith(below) for known in graph.by_path):
            what = "is in no record folder" if absolute.exists() else "does not exist"
            raise ProjectError(f"{path} {what}; {did_you_mean(name, graph.by_path)}")
        chosen.append(name)
    return lambda path: any(name in (".", path) or path.startswith(f"{name}/") for name in chosen)
