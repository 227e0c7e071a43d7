"""The only reader of records: a project's files to entries, attachments and pages."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from adr.dialect import dialect, names
from adr.finding import did_you_mean
from adr.graph import Graph
from adr.project import Place, Project, ProjectError
from adr.record import Entry, Unreadable, read

if TYPE_CHECKING:
    from adr.history import Blob

_CHUNK = 65_536
_TO_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened: a pipe, which nobody may ever write to, is not waited for."""

_BOM = b"\xef\xbb\xbf"


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


def read_graph(project: Project) -> Graph:
    """Read all of a project's records into a graph."""
    library = read_all(project)
    return Graph(library.entries, project.kinds, library.exists, library.others)


def read_graph_at(project: Project, ref: str, date: str = "") -> Graph:
    """Read a project's records as they were at a git ref, or at the end of an ISO day on its line of commits.

    Settings, kinds and dialects are today's. Links are not followed. Raises CannotRunError with git's reason where
    there is no such commit.
    """
    from adr.history import commit_at, contents, tree

    files = tree(project.root, commit_at(project.root, ref, date))
    claimed: list[tuple[str, Place, str]] = []
    others: list[str] = []
    for place in project.places:
        paths = [path for path in files if _place_of(project, path) is place]
        name = place.dialect or _dialect_of([(path, "") for path in paths])
        for path in paths:
            if dialect(name).claims(path.rsplit("/", 1)[-1]):
                claimed.append((path, place, name))
            else:
                others.append(path)
    readable = [files[path] for path, _, _ in claimed if not _refused(project, files[path])]
    data = contents(project.root, readable)
    entries = []
    for path, place, name in claimed:
        reason = _refused(project, files[path])
        entries.append(Unreadable(path, place.kind, reason) if reason else read_data(place, path, next(data), name))
    folders = {folder.as_posix() for path in files for folder in PurePosixPath(path).parents}
    known = folders.union(files)
    return Graph(entries, project.kinds, lambda path: path in known, sorted(others))


def read_all(project: Project, make: Make | None = None) -> Library:
    """Read every file in the project's record folders; what cannot be read is an entry too.

    `make` turns a file's bytes into an entry in `read_data`'s place; where it returns None, there is none.
    """
    entries: list[Entry] = []
    others: list[str] = []
    root = str(project.root)
    folders = {p.folder for p in project.places}
    for place in project.places:
        files = list(_walk(root, place.folder, folders - {place.folder}))
        name = place.dialect or _dialect_of(files)
        for path, leaves in files:
            if leaves:
                entries.append(Unreadable(path, place.kind, leaves, "a record is a file of the project"))
            elif not dialect(name).claims(path.rsplit("/", 1)[-1]):
                if path.lower().endswith((".md", ".markdown")) and not dialect(name).ignores(path.rsplit("/", 1)[-1]):
                    reason = f"its name is not that of a record in the dialect `{name}`"
                    entries.append(Unreadable(path, place.kind, reason, f"call it `{dialect(name).form}`"))
                else:
                    others.append(path)
            else:
                entry = read_file(project, place, path, name, make or read_data)
                entries += [entry] if entry else []
    entries.sort(key=lambda entry: entry.path)

    @cache
    def exists(path: str) -> bool:
        return "\0" not in path and inside(root, path) and os.path.exists(os.path.join(root, path))

    return Library(tuple(entries), tuple(sorted(others)), exists)


def read_file(project: Project, place: Place, path: str, dialect_name: str, make: Make) -> Entry | None:
    """Read the file at `path`, a path from the root, as a record of `place`; `make` turns its bytes into an entry."""
    try:
        file = os.open(os.path.join(project.root, path), _TO_READ)
        try:
            about = os.fstat(file)
            if not stat.S_ISREG(about.st_mode):
                return Unreadable(path, place.kind, "this is no regular file", "put the record's text here")
            size = about.st_size
            if size > project.max_bytes:
                limit = f"{project.max_bytes / 1_048_576:g} MiB"
                return Unreadable(
                    path,
                    place.kind,
                    f"the file has {size / 1_048_576:.1f} MiB; a record has at most {limit}",
                    "link to large content instead, or raise `max-bytes` in adr.toml",
                )
            data = _contents(file, size)
        finally:
            os.close(file)
    except OSError as error:
        return Unreadable(path, place.kind, f"the file cannot be opened: {error.strerror}", "check its permissions")
    return make(place, path, data, dialect_name)


def _contents(file: int, size: int) -> bytes:
    """Return what an open file holds; `size` is what it held just now. One call where that is still true."""
    data = os.read(file, size + 1)
    while len(data) > size and (more := os.read(file, max(size, _CHUNK))):
        data += more
    return data


def read_data(place: Place, path: str, data: bytes, dialect_name: str) -> Entry:
    """Read the bytes of the file at `path` as a record of `place`."""
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data and not utf16:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return Unreadable(path, place.kind, "the file is binary", "a record is text in UTF-8", line)
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        line, column = good.count(b"\n") + 1, len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        help_ = f"save the file as UTF-8; this {'is UTF-16' if utf16 else 'looks like Windows-1252 or Latin-1'}"
        return Unreadable(path, place.kind, "the file is not UTF-8", help_, line, column)
    return read(path, ("\ufeff" if data.startswith(_BOM) else "") + text, place.kind, dialect_name)


def _place_of(project: Project, path: str) -> Place | None:
    """Return the place whose folder holds `path` most closely; none where a part of the path is hidden."""
    if path.startswith(".") or "/." in path:
        return None
    holding = [p for p in project.places if not p.folder or path.startswith(f"{p.folder}/")]
    return max(holding, key=lambda place: len(place.folder), default=None)


def _refused(project: Project, blob: Blob) -> str:
    """Return why a file of a commit is not read; empty where it is."""
    if blob.link:
        return "the file is a link, which is not followed in history"
    return "the file is longer than a record may be" if blob.size > project.max_bytes else ""


def inside(root: str, path: str) -> bool:
    """Tell whether `path`, followed through links, stays in `root`."""
    real = os.path.realpath(os.path.join(root, path))
    return real == root or real.startswith(root + os.sep)


def _walk(root: str, folder: str, skip: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each file below `folder` as a path from the root, with the reason why it may not be read, if any."""
    pending, seen = [folder], set()
    while pending:
        current = pending.pop()
        if not inside(root, current):
            yield current, "the folder is a link that leaves the project"
            continue
        real = os.path.realpath(os.path.join(root, current))
        if real in seen:
            continue
        seen.add(real)
        found, reason = _listed(os.path.join(root, current))
        if reason:
            yield current, reason
        for entry in found:
            path = f"{current}/{entry.name}" if current not in ("", ".") else entry.name
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                if path not in skip:
                    pending.append(path)
            elif entry.is_symlink() and not inside(root, path):
                yield path, "the file is a link that leaves the project"
            else:
                yield path, ""


def _listed(folder: str) -> tuple[list[os.DirEntry[str]], str]:
    """Return what a folder holds, by name, or the reason why it cannot be told; no folder holds nothing."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name), ""
    except FileNotFoundError:
        return [], ""
    except OSError as error:
        return [], f"the folder cannot be listed: {error.strerror}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links that lead to each other
        return False


def _dialect_of(files: list[tuple[str, str]]) -> str:
    """Find by looking how a folder's records are written: the dialect of most file names, native when in doubt."""
    file_names = [path.rsplit("/", 1)[-1] for path, _ in files]
    counts = {name: sum(map(dialect(name).claims, file_names)) for name in names()}
    others = [name for name in counts if name != "native"]
    best = max(others, key=lambda name: counts[name], default="native")
    return best if counts[best] > counts["native"] / 2 else "native"


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
