"""What is open: knowledge bases, read from disk, and the texts that an editor holds in place of some of their files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pygls import uris

from adr.baseline import Counts, read_baseline, split
from adr.check import Outcome, run
from adr.finding import CannotRunError, Finding
from adr.graph import Graph
from adr.kind import Kind
from adr.lsp.text import Text
from adr.people import Register, read_register
from adr.project import Place, Project, find, root_of
from adr.record import Entry, Record
from adr.source import Library, dialect_of, read_all, read_data
from adr.standin import stand_in
from adr.waiver import Waived


@dataclass(frozen=True, slots=True)
class Buffer:
    """A text as an editor holds it, under the address that the editor gave it."""

    uri: str
    content: str
    version: int | None = None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A knowledge base as it stands in the editor: buffers, by path from the root, in place of files."""

    project: Project
    graph: Graph
    register: Register
    baseline: Counts
    buffers: Mapping[str, Buffer]
    encoding: str

    @cached_property
    def _outcome(self) -> Outcome:
        return run(self.project, self.graph, self.register)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, by place, but for what the project's baseline has and what records waive."""
        return split(self._outcome.findings, self.baseline).new

    @property
    def waived(self) -> tuple[Waived, ...]:
        """What records waive, by place. An editor knows no day: a waiver that has expired is in force for it."""
        return self._outcome.waived

    @property
    def held(self) -> dict[str, str]:
        """The texts of the buffers, by path from the root."""
        return {path: buffer.content for path, buffer in self.buffers.items()}

    def uri(self, path: str) -> str:
        """Return the address of a path from the root: the editor's own, where it has the file open."""
        buffer = self.buffers.get(path)
        return buffer.uri if buffer else str(uris.from_fs_path(str(self.project.root / path)))

    def text(self, path: str) -> Text:
        """Return the text at a path from the root; an empty one where it cannot be read."""
        entry = self.graph.by_path.get(path)
        if buffer := self.buffers.get(path):
            content = buffer.content
        elif isinstance(entry, Record) or (entry and entry.text):
            content = entry.text
        else:
            try:
                file = self.project.root / path
                content = file.read_bytes().decode("utf-8", "replace") if self.project.holds(path) else ""
            except OSError:
                content = ""
        return Text(content, self.encoding)


@dataclass(frozen=True, eq=False)
class Page:
    """One open text: the knowledge base that it is part of, its path from the root, and what it was read as."""

    snapshot: Snapshot
    path: str
    text: Text

    @property
    def entry(self) -> Entry | None:
        """The entry that it is; None for a page that is no record."""
        return self.snapshot.graph.by_path.get(self.path)

    @property
    def record(self) -> Record | None:
        """The record that it is, where it can be read."""
        return self.entry if isinstance(self.entry, Record) else None

    @property
    def kind(self) -> Kind | None:
        """The kind whose folder it lies in."""
        place = self.snapshot.project.place_of(self.path)
        return place.kind if place else None


class _Base:
    """A knowledge base on disk, read again when it is told to; a file whose bytes did not change is not parsed again.

    `problem` is why its settings cannot be used; what was read with the last good ones stays.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problem = ""
        self._project: Project | None = None
        self._library = Library((), (), lambda _: False)
        self._register = Register(None, None)
        self._baseline: Counts = {}
        self._parsed: dict[str, tuple[bytes, Entry]] = {}
        self._dialects: dict[str, str] = {}
        self._stale = True

    def touch(self) -> None:
        """Say that files may have changed."""
        self._stale = True

    def snapshot(self, buffers: Mapping[Path, Buffer], encoding: str) -> Snapshot | None:
        """Return the knowledge base with `buffers` in place of files; None where its settings were never good."""
        if self._stale:
            self._read()
        if self._project is None:
            return None
        held = {self._project.relative(p): b for p, b in buffers.items() if root_of(p.parent) == self.root}
        entries = {entry.path: entry for entry in self._library.entries}
        for path, buffer in held.items():
            if entry := self._entry(self._project, path, buffer.content, entries.get(path)):
                entries[path] = entry
        graph = Graph(entries.values(), self._project.kinds, self._library.exists, self._library.others)
        return Snapshot(self._project, graph, self._register, self._baseline, held, encoding)

    def _read(self) -> None:
        self._stale = False
        try:
            project = find(self.root)
        except CannotRunError as error:
            self.problem = str(error)
            if self._project is None:
                return
            project = self._project
        else:
            self.problem = ""
        if self._project is None or not _alike(project, self._project):
            self._project = project
            self._parsed.clear()
        self._dialects.clear()
        self._library = read_all(self._project, self._parse)
        self._register = read_register(self._project)
        try:
            self._baseline = read_baseline(self.root)
        except CannotRunError as error:
            self.problem = str(error)

    def _parse(self, place: Place, path: str, data: bytes, dialect_name: str) -> Entry:
        mark = hashlib.blake2b(data, key=dialect_name.encode()).digest()
        known = self._parsed.get(path)
        if known is None or known[0] != mark:
            known = self._parsed[path] = mark, read_data(place, path, data, dialect_name)
        return known[1]

    def _entry(self, project: Project, path: str, content: str, known: Entry | None) -> Entry | None:
        """Read a buffer as the record that it is or will be; None where it is none."""

        def dialect_for(place: Place) -> str:
            if place.folder not in self._dialects:
                self._dialects[place.folder] = dialect_of(project, place).name
            return self._dialects[place.folder]

        return stand_in(project, path, content.encode("utf-8", "surrogatepass"), known, dialect_for)


def _alike(one: Project, other: Project) -> bool:
    """Tell whether two readings of a project's settings and kinds say the same."""

    def kinds(project: Project) -> list[object]:
        return [(name, kind.raw, kind.template) for name, kind in project.kinds.items()]

    return one.settings == other.settings and kinds(one) == kinds(other)


class Workspace:
    """All that one editor has open. `tell` shows the user a line."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.encoding = "utf-16"
        self.renames_files = False
        self._buffers: dict[Path, Buffer] = {}
        self._bases: dict[Path, _Base] = {}
        self._snapshots: dict[Path, Snapshot | None] = {}

    def open(self, uri: str, content: str, version: int | None) -> None:
        """Hold a text in place of a file; what is no file is left alone."""
        if path := _path(uri):
            self._buffers[path] = Buffer(uri, content, version)
            self._snapshots.clear()
            self.add(path.parent)

    def close(self, uri: str) -> None:
        """Let go of a text; the file counts again."""
        path = _path(uri)
        if path and self._buffers.pop(path, None):
            self.reload()

    def add(self, folder: Path) -> None:
        """Take the knowledge base around a folder in, if there is one."""
        root = root_of(folder.resolve())
        if root is not None and root not in self._bases:
            self._bases[root] = _Base(root)

    def leave(self, folders: Iterable[str]) -> None:
        """Let go of the knowledge bases around folders, but for those that hold an open text."""
        roots = {root_of(Path(folder).resolve()) for folder in folders}
        for root in roots - {root_of(path.parent) for path in self._buffers}:
            if root is not None:
                self._bases.pop(root, None)
        self._snapshots.clear()

    def reload(self) -> None:
        """Say that files may have changed on disk."""
        for root in [root for root in self._bases if root_of(root) != root]:
            del self._bases[root]
        for base in self._bases.values():
            base.touch()
        self._snapshots.clear()
        for path in self._buffers:
            self.add(path.parent)

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield every knowledge base that can be read, by its root."""
        for root in sorted(self._bases):
            if found := self._snapshot(root):
                yield found

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield the address of every settings file that cannot be used, with the reason."""
        for root, base in sorted(self._bases.items()):
            self._snapshot(root)
            if base.problem:
                file = root / "adr.toml"
                buffer = self._buffers.get(file)
                yield buffer.uri if buffer else str(uris.from_fs_path(str(file))), base.problem

    def page(self, uri: str) -> Page | None:
        """Return an open text, or a file, with the knowledge base that it is part of; None where it is part of none."""
        path = _path(uri)
        root = root_of(path.parent) if path else None
        if path is None or root is None:
            return None
        self.add(root)
        snapshot = self._snapshot(root)
        if snapshot is None:
            return None
        name = snapshot.project.relative(path)
        return Page(snapshot, name, snapshot.text(name))

    def _snapshot(self, root: Path) -> Snapshot | None:
        if root not in self._snapshots:
            self._snapshots[root] = self._bases[root].snapshot(self._buffers, self.encoding)
        return self._snapshots[root]


def _path(uri: str) -> Path | None:
    """Return the file at an address, its folder's links followed; None for what is no file."""
    try:
        path = uris.to_fs_path(uri)
        if path is None or "\0" in path:
            return None
        return Path(path).parent.resolve() / Path(path).name
    except (OSError, ValueError):
        return None
