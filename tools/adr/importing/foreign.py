"""A folder of records that is to be imported, read as the settings around it say, or by looking."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from adr.dialect import Dialect, dialect, is_markdown, number_of
from adr.finding import CannotRunError, did_you_mean
from adr.graph import Graph
from adr.kind import Kind
from adr.project import SETTINGS, Place, Project, find
from adr.record import Record, Unreadable
from adr.source import dialect_of, read_data, read_file
from adr.walk import walk

NATIVE = "native"
_HEAD = re.compile(r"\ufeff?---[ \t]*\r?\n(?:(?!---).*\n)*?kind:[ \t]*\S")
_HEAD_SIZE = 8192


@dataclass(frozen=True, slots=True)
class Foreign:
    """A folder as read: its records, what cannot be read, the kind they become; `folder` counts from `root`."""

    graph: Graph
    kind: Kind
    root: Path
    folder: str
    prefix: str

    @property
    def inside(self) -> bool:
        """Whether the folder is one of the project, so that its records move."""
        return not self.prefix

    @property
    def records(self) -> tuple[Record, ...]:
        """The records to be imported: in the project, those that are native already are not."""
        return tuple(r for r in self.graph.records if not (self.inside and r.dialect == NATIVE))

    def goal(self, project: Project) -> str:
        """Return the folder where the records will be: this one, if it is one of the kind's, else the kind's first."""
        own = {place.folder for place in project.places if place.kind.name == self.kind.name}
        return self.folder if self.inside and self.folder in own else project.place(self.kind.name).folder


def read_foreign(project: Project, source: Path, kind_name: str | None) -> Foreign:
    """Read the records of a folder, in the project or outside it; `kind_name` says what they become.

    Raises CannotRunError where that has to be said and is not.
    """
    kind = _kind(project, source, kind_name)
    home, place = _around(project, source, kind)
    skip = {p.folder for p in project.places if home.root == project.root and p.folder != place.folder}
    files = list(walk(str(home.root), place.folder, skip))
    native = {path for path, leaves in files if not leaves and is_markdown(path) and _is_native(home.root / path)}
    others = [file for file in files if file[0] not in native]
    found = _dialect(home, place, others)
    below = len(place.folder) + 1 if place.folder else 0
    entries = [read_file(home, place, path, NATIVE, read_data) for path in sorted(native)]
    for path, leaves in others:
        if leaves:
            entries.append(Unreadable(path, kind, leaves))
        elif found.claims(path[below:]):
            entries.append(read_file(home, place, path, found.name, read_data))

    def exists(path: str) -> bool:
        return (home.root / path).exists()

    graph = Graph([entry for entry in entries if entry], project.kinds, exists)
    prefix = "" if home.root == project.root else f"{home.root.name}/"
    if home.root == source and prefix:  # nothing says where a checkout starts
        prefix = "".join(f"{part}/" for part in source.parts[-3:])
    return Foreign(graph, kind, home.root, place.folder, prefix)


def _kind(project: Project, source: Path, name: str | None) -> Kind:
    """Return the kind that the records of a folder become."""
    if name is not None:
        return project.kind(name)
    holding = [p for p in project.places if source.is_relative_to(project.root / p.folder)]
    if holding:
        return max(holding, key=lambda place: len(place.folder)).kind
    if "decision" in project.kinds:
        return project.kinds["decision"]
    raise CannotRunError(f"say with `--to KIND` what the records become; {did_you_mean('decision', project.kinds)}")


def _around(project: Project, source: Path, kind: Kind) -> tuple[Project, Place]:
    """Return the project that a folder lies in, ours or another, and the folder as a place for records of `kind`."""
    home = project
    if not source.is_relative_to(project.root):
        marked = (f for f in (source, *source.parents) if (f / ".git").exists() or (f / SETTINGS).is_file())
        root = next(marked, source)
        home = find(root) if (root / SETTINGS).is_file() else replace(project, root=root)
    stated = next((p for p in home.places if home.root / p.folder == source), None)
    stated = stated or project.place(kind.name)
    folder = "" if source == home.root else source.relative_to(home.root).as_posix()
    same = home.root / stated.folder == source
    return home, Place(kind, folder, stated.dialect if same else "", folder, stated.conventions)


def _dialect(home: Project, place: Place, files: list[tuple[str, str]]) -> Dialect:
    """Return how the records that are not native are written: where nothing tells, by the form of their names."""
    found = dialect(place.dialect) if place.dialect else dialect_of(home, place, files)
    if found.name != NATIVE:
        return found
    found = dialect_of(home, replace(place, dialect=""), files)
    if found.name != NATIVE:
        return found
    numbered = any(number_of(path) is not None for path, _ in files)
    return dialect("nygard" if numbered else "plain")


def _is_native(file: Path) -> bool:
    """Tell whether a file's front matter says of which kind it is."""
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            return _HEAD.match(opened.read(_HEAD_SIZE)) is not None
    except (OSError, UnicodeDecodeError):
        return False
