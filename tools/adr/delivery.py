"""An export to what is written or printed: which records, where, and what is in the way. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from adr import export
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.people import read_register
from adr.project import Project
from adr.record import Entry
from adr.report import many
from adr.selection import Selection
from adr.walk import text_or_none
from adr.write import FileChange


@dataclass(frozen=True, slots=True)
class Delivery:
    """What an export comes to.

    Attributes:
        root: The folder that the writer works in: the project's, or for an output outside it one above that.
        changes: Files to be written.
        text: What goes to standard output instead, for a document without an output.
        records: How many records there are in it.
        notes: What was left out, had no place or changed, a line each.
    """

    root: Path
    changes: tuple[FileChange, ...]
    text: str
    records: int
    notes: tuple[str, ...]


def deliver(
    project: Project, graph: Graph, wanted: Selection, name: str, output: Path | None, *, raw: bool = False
) -> Delivery:
    """Return the records that are wanted in the format called `name`, for the folder or file `output`.

    Raises CannotRunError where that is not possible or something is in the way.
    """
    format_ = export.load(name)
    if raw and not format_.cells:
        raise CannotRunError(f"`--raw` is for formats that a spreadsheet opens; {name} has no cells")
    if format_.folder and output is None:
        raise CannotRunError(f"{name} is a folder of files: `adr export {name} --output DIR`")
    target = output.resolve() if output else None
    entries, notes = _chosen(project, graph, wanted, series=format_.series)
    within = target is not None and format_.folder and target.is_relative_to(project.root)
    place = project.relative(target) if target is not None and within else None
    request = export.Request(
        graph, entries, project.name, read_register(project).people or {}, "" if place == "." else place, raw
    )
    made = format_.write(request)
    if name != "json" and request.unreadable:
        notes.append(f"{many(len(request.unreadable), 'file')} left out that cannot be read; `adr check` says why")
    if made.lost:
        listed = ", ".join(f"{field} ({count})" for field, count in sorted(made.lost.items()))
        notes.append(f"no place in {name} for: {listed}")
    notes += made.notes if entries else ("no record fits",)
    records = len(request.records) - made.left
    if target is None:
        return Delivery(project.root, (), made.files[""], records, tuple(notes))
    changes = _changes(project, target, made.files) if format_.folder else _change(target, made.files[""])
    return Delivery(_root(project, target), tuple(changes), "", records, tuple(notes))


def _chosen(project: Project, graph: Graph, wanted: Selection, *, series: bool) -> tuple[tuple[Entry, ...], list[str]]:
    """Return the entries that are wanted, of one kind for a format with one series of numbers."""
    if not series or wanted.kind is not None:
        return tuple(entry for entry in graph.entries if wanted.holds(entry)), []
    kind = "decision" if "decision" in project.kinds else next(iter(project.kinds), "")
    others = Counter(entry.kind.name for entry in graph.entries if wanted.holds(entry) and entry.kind.name != kind)
    notes = [
        f"{many(count, other)} left out: this format numbers records of one kind; `--kind {other}` exports these"
        for other, count in sorted(others.items())
    ]
    only = replace(wanted, kind=kind)
    return tuple(entry for entry in graph.entries if only.holds(entry)), notes


def _change(target: Path, text: str) -> Iterator[FileChange]:
    """Yield the file that is written, unless it is there already with the same text."""
    if target.is_dir():
        raise CannotRunError(f"{target} is a folder, and this format is one file: name a file in it")
    if text_or_none(target) != text:
        if target.exists():
            raise CannotRunError(f"{target} is already there, and nothing is overwritten: remove it, or name another")
        yield FileChange(target, None, text)


def _changes(project: Project, folder: Path, files: Mapping[str, str]) -> Iterator[FileChange]:
    """Yield the files that are written to a folder, which holds nothing else; those that are there already stay."""
    for place in project.places:
        if folder.is_relative_to(project.root / place.folder):
            raise CannotRunError(f"{folder} is where records lie: copies would be read as records; name another folder")
    if folder.exists() and not folder.is_dir():
        raise CannotRunError(f"{folder} is a file, and this format is a folder: name another")
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    same = {name for name in found if name in files and text_or_none(folder / name) == files[name]}
    if others := [name for name in found if name not in same]:
        raise CannotRunError(
            f"{folder} holds {many(len(others), 'other file')}, such as {others[0]}, and nothing is overwritten: "
            "name a new folder, or empty this one"
        )
    for name, text in files.items():
        if name not in same:
            yield FileChange(folder / name, None, text)


def _root(project: Project, target: Path) -> Path:
    """Return the folder that the writer works in: on the same file system as the output, and there already."""
    if target.is_relative_to(project.root):
        return project.root
    return next(folder for folder in (target, *target.parents) if folder.is_dir())
