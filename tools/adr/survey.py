"""Where a repository has records already, found by looking: other tools' settings, names of folders, signs in files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adr.dialect import ranked
from adr.history import files
from adr.kind import Kind
from adr.layout import statements
from adr.project import SETTINGS, Project
from adr.record import Record, read
from adr.source import dialect_of, read_all
from adr.walk import inside

_TEXTS = (".md", ".markdown", ".mdx", ".rst", ".erb")
# fmt: off
_ELSEWHERES = frozenset(
    ["node_modules", "vendor", "vendored", "third_party", "third-party", "site-packages", "bower_components", "venv",
     "build", "dist", "target", "site", "public", "test", "tests", "testdata", "__tests__", "integration-tests",
     "fixtures", "__fixtures__", "example", "examples", "samples", "templates"]
)
# fmt: on
"""Folders whose records, if any, are not those of the project, unless somebody says so."""

_DEEPEST = 8
_MOST_FILES = 20_000
_LEAST = 2
_SIGN_BYTES = 16_384
_NAME, _NAMED = "its name", "named"


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with records: their kind, how they are written, and why it was looked at."""

    folder: str
    kind: str
    dialect: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found: the folders, those for new records of a kind first; and what could not be used, a line each."""

    sites: tuple[Site, ...]
    problems: tuple[str, ...] = ()


def survey(root: Path, kinds: Mapping[str, Kind], named: Sequence[tuple[str, str]] = ()) -> Survey:
    """Look for records in `root`; where folders are `named`, each with its kind, look nowhere else."""
    stated = [] if named else list(statements(root))
    problems = [statement.problem for statement in stated if statement.problem]
    chosen = {folder: (kind, _NAMED, "") for kind, folder in named}
    for statement in stated if "decision" in kinds else ():
        if not statement.problem:
            chosen.setdefault(statement.folder, ("decision", statement.file, statement.layout.dialect))
    paths = [] if named else list(_texts(root))
    for folder, kind in _by_name(paths, kinds):
        if not any(_related(folder, other) and kind == chosen[other][0] for other in chosen):
            chosen[folder] = (kind, _NAME, "")
    found = list(_sites(root, kinds, chosen))
    if "decision" in kinds and not named:
        found += _by_sign(root, kinds["decision"], [p for p in paths if not _within(p, (s.folder for s in found))])
    return Survey(tuple(found), tuple(problems))


def kind_of(folder: str, kinds: Mapping[str, Kind]) -> str | None:
    """Return the kind of record that a folder's name, or its path, says it holds."""
    last = folder.rsplit("/", 1)[-1].lower()
    return next((name for name, kind in kinds.items() if folder == kind.folder or last in kind.known_as), None)


def _texts(root: Path) -> Iterator[str]:
    """Yield the texts of the project that may be records of its own."""
    for path in files(root)[:_MOST_FILES]:
        parts = PurePosixPath(path).parts
        left = any(part.startswith(".") or part.lower() in _ELSEWHERES for part in parts)
        if path.lower().endswith(_TEXTS) and len(parts) <= _DEEPEST and not left and inside(str(root), path):
            yield path


def _by_name(paths: Iterable[str], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    """Yield the folders above `paths` that are called after a kind's records, with the kind, the outermost first."""
    folders = {above.as_posix() for path in paths for above in PurePosixPath(path).parents} - {"."}
    for folder in sorted(folders, key=lambda folder: (folder.count("/"), folder)):
        if (kind := kind_of(folder, kinds)) is not None:
            yield folder, kind


def _related(folder: str, other: str) -> bool:
    """Tell whether one of two folders holds the other."""
    return _within(f"{folder}/", [other]) or _within(f"{other}/", [folder])


def _within(path: str, folders: Iterable[str]) -> bool:
    return any(not folder or path.startswith(f"{folder}/") for folder in folders)


def _sites(root: Path, kinds: Mapping[str, Kind], chosen: Mapping[str, tuple[str, str, str]]) -> Iterator[Site]:
    """Yield the chosen folders that hold records, or that somebody says will."""
    for folder, (kind, why, written_in) in chosen.items():
        known = why == _NAMED or (kind != "decision" and kind_of(folder, kinds) == kind)
        name = _dialect(root, kinds, kind, folder, known=known)
        if name or why != _NAME:
            yield Site(folder, kind, name or written_in or "native", why)


def _dialect(root: Path, kinds: Mapping[str, Kind], kind: str, folder: str, *, known: bool) -> str:
    """Return how a folder's records are written; empty where it has none.

    What no dialect has a sign of is plain Markdown, if it is `known`, or a status in it says, that it is a record.
    """
    project = _alone(root, kinds, kind, folder)
    found = dialect_of(project, project.place(kind))
    records = _records(_alone(root, kinds, kind, folder, found.name))
    if found.name != "native" or any(found.sign(record.path, record.text) for record in records):
        return found.name if records else ""
    records = _records(_alone(root, kinds, kind, folder, "plain"))
    return "plain" if any(known or record.status in record.kind.statuses for record in records) else ""


def _alone(root: Path, kinds: Mapping[str, Kind], kind: str, folder: str, written_in: str = "") -> Project:
    """Return a project that has the records of one folder and no others."""
    stated: dict[str, object] = {name: {"enabled": False} for name in kinds}
    stated[kind] = {"folder": folder or ".", "dialect": written_in}
    return Project(root, {"kinds": stated}, root / SETTINGS, kinds)


def _records(project: Project) -> list[Record]:
    return [entry for entry in read_all(project).entries if isinstance(entry, Record)]


def _by_sign(root: Path, kind: Kind, paths: Iterable[str]) -> Iterator[Site]:
    """Yield folders of whatever name in which at least two texts are decisions by their form and by their status."""
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in paths:
        folder, name = _holder(path)
        with (root / path).open("rb") as file:
            text = file.read(_SIGN_BYTES).decode("utf-8-sig", "replace").replace("\r\n", "\n")
        signed = next((d for d in ranked() if not d.beside and d.sign(name, text)), None)
        entry = read(path, text, kind, signed.name) if signed else None
        if signed and isinstance(entry, Record) and entry.status in kind.statuses:
            votes[folder][signed.name] += 1
    yielded: list[str] = []
    for folder in sorted(votes, key=lambda folder: (folder.count("/"), folder)):
        if sum(votes[folder].values()) >= _LEAST and not _within(f"{folder}/", yielded):
            yielded.append(folder)
            best = max(votes[folder], key=lambda name: (votes[folder][name], name))
            yield Site(folder, kind.name, best, "its files")


def _holder(path: str) -> tuple[str, str]:
    """Return the folder that a record at `path` would be one of, and its path from there."""
    parts = path.split("/")
    depth = 2 if parts[-1].lower() == "readme.md" and len(parts) > 1 else 1
    return "/".join(parts[:-depth]), "/".join(parts[-depth:])
