"""What the last build into a folder was made from, and what it made, so that the next one does only what differs.

Kept outside the project and outside the site. A ledger that is missing or damaged, or does not fit what is in the
folder, costs one full build and nothing else.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from adr import __version__, history
from adr.project import Project

_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments", "nh3", "pyromark")

Stamp = tuple[int, int, int, int]
"""Size, times of modification and of change, and number of a file."""


class Summary(msgspec.Struct, frozen=True):
    """What a build told its user."""

    as_of: str
    commit: str
    records: int
    unreadable: int
    errors: int
    unreached: tuple[str, ...]


class Ledger(msgspec.Struct, frozen=True):
    """One build.

    Attributes:
        sources: What everything that it read comes to; empty where not all of that is known.
        others: Files that it read besides the project's own sources.
        made: For each file of the site, what it was made from, and how it looks; empty where that is not known.
        told: What it told.
    """

    sources: str = ""
    others: tuple[str, ...] = ()
    made: dict[str, tuple[str, Stamp]] = {}
    told: Summary | None = None

    def fits(self, folder: Path) -> bool:
        """Tell whether a folder holds exactly what was made, untouched."""
        found = dict(listing(folder)) if folder.is_dir() else {}
        return bool(self.made) and found == {path: about for path, (_, about) in self.made.items()}


def load(path: Path) -> Ledger:
    """Return what is kept at `path`; an empty ledger where that is nothing or damaged."""
    with suppress(OSError, ValueError):
        return msgspec.msgpack.decode(path.read_bytes(), type=Ledger)
    return Ledger()


def save(path: Path, ledger: Ledger) -> None:
    """Keep a ledger in one step; where that cannot be done, there is none."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        temporary.write_bytes(msgspec.msgpack.encode(ledger))
        temporary.replace(path)


def place(project: Project, output: Path) -> Path:
    """Return where the ledger of a project's builds into `output` is."""
    import platformdirs

    return platformdirs.user_cache_path("adr") / "built" / f"{key(project.root, project.config, output.resolve())}.bin"


def key(*parts: object) -> str:
    """Return a short name for values that print alike only if they are alike."""
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def stamp(path: Path | str) -> Stamp:
    """Return how a file looks."""
    about = Path(path).stat()
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def listing(folder: Path | str, below: str = "") -> Iterator[tuple[str, Stamp]]:
    """Yield every file below a folder, as its path from there and how it looks."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from listing(entry.path, f"{below}{entry.name}/")
            else:
                about = entry.stat(follow_symlinks=False)
                yield f"{below}{entry.name}", (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)


def program() -> str:
    """Return what tells one state of the program, and of what draws pages with it, from another."""
    package = Path(__file__).parent.parent
    files = sorted((path, about[:2]) for path, about in listing(package) if not path.endswith(".pyc"))
    versions = [importlib.metadata.version(name) for name in _PACKAGES]
    return key(__version__, sys.version, versions, files)


def sources(project: Project, output: Path, as_of: str) -> str:
    """Return what everything comes to that a build reads: contents of sources, names of all files, the commit."""
    commit, address = history.head(project.root), history.repository(project.root)
    without = {str(output.resolve()), f"{project.root}/.git"}
    names = {str(path) for path in project.sources} | set(_names(str(project.root), without))
    inner = tuple(f"{path}/" for path in project.sources if path.is_dir()) + tuple(map(str, project.sources))
    read = sorted(name for name in names if name.startswith(inner))
    return key(program(), as_of, str(output), commit, address, project.site, sorted(names), contents(read))


def contents(paths: Iterable[str]) -> str:
    """Return what the contents of files come to."""
    return key([(path, _digest(path)) for path in paths])


def _digest(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - thousands of them
            return hashlib.file_digest(file, "blake2b").digest()
    except OSError as error:
        return repr(error.errno).encode()


def _names(folder: str, without: set[str]) -> Iterator[str]:
    """Yield the name of everything below a folder: what a link or a rule may ask for."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.path not in without:
            yield entry.path
            if entry.is_dir(follow_symlinks=False):
                yield from _names(entry.path, without)
