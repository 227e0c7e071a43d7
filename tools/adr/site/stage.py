"""A project to its staged tree on disk, in the user's cache: engines read it, nothing is left in the project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adr import codecite, findable, history
from adr.baseline import unfrozen
from adr.check import check
from adr.finding import CannotRunError, Severity
from adr.graph import Graph
from adr.html import Block
from adr.lives import history_of
from adr.page import Built
from adr.past import Trail, pasts
from adr.people import read_register
from adr.project import Project
from adr.record import is_date
from adr.render import render
from adr.report import counts
from adr.source import read_graph
from adr.write import write_tree

ASSETS = Path(__file__).parent / "assets"
_MARKER = "assets/adr/adr.css"
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Staged:
    """A staged tree: its folder, the paths in it, its navigation, and what it was made from."""

    folder: Path
    paths: tuple[str, ...]
    navigation: tuple[tuple[str, str], ...]
    built: Built
    records: int
    unreadable: int
    errors: int
    unreached: tuple[str, ...] = ()
    texts: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()
    search: str = findable.BUILT_IN


def stage(project: Project, *, as_of: str = "", directory_urls: bool = True, site: str = "") -> Staged:
    """Read, check and render a project, and write the tree; only files that changed are touched.

    Findings that the project's baseline has are left out, as in `adr check`.

    `as_of` is an ISO date; without it, the date of HEAD, and outside git the latest date of a record. `site` is where
    the site will be; empty where nobody knows.
    """
    register = read_register(project)
    folder = stage_folder(project)
    graph = read_graph(project)
    built = _built(project, graph, as_of, f"{site.rstrip('/')}/" if site else "", folder)
    findings = unfrozen(project.root, check(project, graph, register, as_of=built.as_of))
    tree = render(project, graph, register, findings, built, directory_urls=directory_urls)
    files = {**tree.files, **{f"assets/adr/{name}": data for name, data in _assets()}}
    write_tree(folder, files.items())
    errors = counts(findings)[Severity.ERROR]
    return Staged(
        folder,
        tuple(sorted(files)),
        tree.navigation,
        built,
        len(graph.records),
        len(graph.unreadable),
        errors,
        tree.unreached,
        tree.texts,
        tuple(f"{project.root}/{path}" for path in tree.outside),
        findable.chosen(project, len(graph.records)),
    )


def safe_output(project: Project, folder: Path) -> Path:
    """Return where a site may be written; a build empties its folder first.

    Raises CannotRunError for one that is, holds or lies in something of the project's, or that holds something else.
    """
    folder = folder.resolve()
    precious = [project.root / name for name in (project.docs, "governance", ".adr", ".git")]
    precious += [project.root / place.folder for place in project.places if place.folder]
    for other in (project.root, *precious):
        inside = other != project.root and folder.is_relative_to(other)
        if other.is_relative_to(folder) or inside:
            raise CannotRunError(f"a build empties its folder: {folder} is, holds or lies in {other}")
    if folder.exists() and not folder.is_dir():
        raise CannotRunError(f"{folder} is no folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARKER).is_file():
        raise CannotRunError(f"a build empties its folder: {folder} holds something that is no site of ours")
    return folder


def stage_folder(project: Project) -> Path:
    """Return where a project's tree is staged."""
    import platformdirs

    key = hashlib.sha256(f"{project.root}\0{project.config}".encode()).hexdigest()[:16]
    return platformdirs.user_cache_path("adr") / "stage" / key


def _built(project: Project, graph: Graph, as_of: str, site: str, folder: Path) -> Built:
    head = history.head(project.root)
    address, prefix = history.repository(project.root)
    address = str(project.site.get("repository", "")).rstrip("/") or address
    changed = history.changed(project.root, [place.folder or "." for place in project.places]) if head else {}
    day, commit = as_of or (head.date if head else _latest(graph)), head.hash if head else ""

    def kept(path: str) -> bytes | None:
        return (folder / path).read_bytes() if (folder / path).is_file() else None

    trail, before = (_trail(project, graph), history_of(project, graph, day)) if head else (Trail(), None)
    return Built(day, commit, address, prefix, site, changed, kept, trail, before)


def _trail(project: Project, graph: Graph) -> Trail:
    cited = codecite.cited(project.root, frozenset(graph.by_id))
    own = pasts(project.root, graph.entries, [place.folder or "." for place in project.places])
    return Trail(history.branch(project.root), own, cited.places, cited.whole)


def _latest(graph: Graph) -> str:
    """Return the latest date of a record."""
    return max((record.date or "" for record in graph.records if is_date(record.date)), default="")


def _assets() -> Iterator[tuple[str, bytes]]:
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            yield path.relative_to(ASSETS).as_posix(), path.read_bytes()
