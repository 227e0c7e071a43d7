"""A text in place of a file: what an editor holds, or standard input, read as if it lay there; nothing is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adr.dialect import dialect
from adr.graph import Graph
from adr.history import tracks
from adr.project import Place, Project, ProjectError
from adr.record import Entry, Unreadable
from adr.rule import Base
from adr.source import below, dialect_of, misnamed, place_of, read_data


def stand_in(
    project: Project, path: str, data: bytes, known: Entry | None, dialect_for: Callable[[Place], str]
) -> Entry | None:
    """Read a text as the entry that the file at `path` is or would be; None where it is, or would be, no record.

    `known` is what the file was read as, None where there is none; `dialect_for` tells a place's dialect.
    """
    place = project.place_of(path) if known else place_of(project, path)
    if place is None:
        return None
    name = known.dialect if known else dialect_for(place)
    way = dialect(name)
    if not way.claims(below(place, path)):
        return misnamed(place, path, way)
    if len(data) > project.max_bytes:
        reason = "the text is longer than a record may be"
        return Unreadable(path, place.kind, reason, "raise `max-bytes` in adr.toml, or shorten it", dialect=name)
    beside = way.file_beside(path)
    file = project.root / beside
    held = file.read_bytes() if beside and project.holds(beside) and file.is_file() else b""
    return read_data(place, path, data, name, held)


_PIPE = Path("-")


@dataclass(frozen=True, slots=True)
class Piped:
    """A text from standard input, and the path from the root of the file that it stands for."""

    project: Project
    path: str
    data: bytes

    def within(self, graph: Graph) -> Graph:
        """Return a graph with the text in place of the file, or beside the others where there is none.

        Raises ProjectError where no record may be at that path.
        """
        project, path = self.project, self.path
        known = graph.by_path.get(path)
        entry = stand_in(project, path, self.data, known, lambda place: dialect_of(project, place).name)
        if entry is None and place_of(project, path):
            raise ProjectError(f"{path} is no record: files of that name are something else")
        if entry is None:
            folders = ", ".join(place.folder or "." for place in project.places)
            raise ProjectError(f"{path} is in no record folder; those are: {folders}")
        entries = [other for other in graph.entries if other.path != path]
        return Graph([*entries, entry], project.kinds, lambda name: name == path or graph.exists(name), graph.others)

    def only(self, path: str) -> bool:
        """Tell whether a path is that of the text."""
        return path == self.path

    def against(self, base: Base | None, graph: Graph) -> Base | None:
        """Return what there was with the file as one that changed; `graph` has it as it lies, if it does."""
        if base is None:
            return None
        known = graph.by_path.get(self.path)
        as_it_was = (
            known if known and self.path not in base.touched and tracks(self.project.root, Path(known.path)) else None
        )
        before = {**base.before, self.path: as_it_was} if as_it_was else base.before
        return replace(base, before=before, touched=base.touched | {self.path})


def piped(project: Project, directory: Path, paths: Sequence[Path], name: Path | None) -> Piped | None:
    """Read standard input where `paths` is ``-``, as the file called `name`, which counts from `directory`.

    No more is read than a record may have. Raises ProjectError where only one of the two is stated, and for a file
    outside the project.
    """
    asked = [path for path in paths if path == _PIPE]
    if not asked and name is None:
        return None
    if name is None:
        raise ProjectError("`-` is standard input: `--stdin-filename PATH` says which file it stands for")
    if len(asked) != len(paths) or not asked:
        raise ProjectError(f"`--stdin-filename` goes with `-` alone: `adr check - --stdin-filename {name}`")
    if sys.stdin is None:
        raise ProjectError("standard input is closed")
    path = (directory / name).parent.resolve() / name.name
    if not path.is_relative_to(project.root):
        raise ProjectError(f"{name} is outside the project ({project.root})")
    return Piped(project, project.relative(path), sys.stdin.buffer.read(project.max_bytes + 1))
