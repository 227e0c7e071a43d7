"""What a run leaves for the next one: what each file said when it was last read, outside of the project.

The cache is never needed: what is missing, damaged, or somebody else's is as if it were not there, and to delete it
costs one slow run. A file is known by its contents; its stamp only saves reading it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from adr import __version__
from adr.finding import Finding

_MAGIC = b"adr cache 1\n"
_T = TypeVar("_T")

Stamp = tuple[int, int, int, int]
"""Size, time of modification, time of change (both in nanoseconds) and number of a file."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file shows in its stamp on every file system, FAT's included."""


class Item(msgspec.Struct, array_like=True, gc=False):
    """What one file said.

    Attributes:
        path: From the project's root.
        key: What its reading depended on besides its contents.
        stamp: How the file looked; None where that does not tell whether it changed.
        digest: Of its contents; empty where they are never taken as known.
        id: The entry's id.
        title: The record's title; None for what is no record, empty for one of which only the findings are kept.
        leads: The ids that the record's relations name.
        face: What the record says of itself, as a `Face`.
        cites: What the body names, as `citing.cites` says it, as a sorted list.
        body: What others ask about the record's body, as a `Body`; null until it was asked for.
        checked: Whether the rules of the store have been run on it.
        findings: What they found, by code.
        asked: What they asked about other files, as a list of facts.
        waivers: The waivers that the record states, as a list; null where it states none.
    """

    path: str
    key: str
    stamp: Stamp | None
    digest: bytes
    id: str
    title: str | None
    leads: list[str]
    face: msgspec.Raw
    cites: msgspec.Raw
    body: msgspec.Raw
    checked: bool
    findings: dict[str, list[Finding]]
    asked: msgspec.Raw
    waivers: msgspec.Raw


class Face(msgspec.Struct, array_like=True, gc=False):
    """What a record says of itself: what listings show, and all its fields as a mapping."""

    status: str | None
    status_raw: str | None
    date: str | None
    owner: str | None
    tags: tuple[str, ...]
    fields: msgspec.Raw


class Body(msgspec.Struct, array_like=True, gc=False):
    """What others ask about a body: ids mentioned with their places, links as tuples of `Link`, and anchors."""

    mentions: list[tuple[str, int]]
    links: list[tuple[str, str, bool, int, int, bool]]
    anchors: list[str]


class Outcome(msgspec.Struct, array_like=True):
    """What one rule depended on, by name, such as people; for a rule over the whole graph, what it asked, and found."""

    keys: dict[str, str]
    asked: list[str] = []
    findings: list[Finding] = []


class Store(msgspec.Struct, array_like=True):
    """What is kept of a project: what rules depended on, the paths asked for and whether they exist, and files."""

    rules: dict[str, Outcome] = {}
    exists: dict[str, bool] = {}
    items: list[Item] = []


def pack(value: Any) -> bytes:
    """Return a value as bytes; raises OverflowError for a number that is too large."""
    return msgspec.msgpack.encode(value)


def unpack(data: bytes | msgspec.Raw, type_: type[_T]) -> _T:
    """Return what `pack` made bytes of; raises ValueError for other bytes."""
    return msgspec.msgpack.decode(data, type=type_)


def stamp(about: os.stat_result) -> Stamp:
    """Return how a file looks, from the system's answer."""
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def settled(seen: Stamp, now: int) -> bool:
    """Tell whether any later change of a file would show in its stamp: not if it was changed just before `now`."""
    return max(seen[1], seen[2]) < now - _SETTLED


def folder() -> Path:
    """Return where the caches of all projects are."""
    import platformdirs

    return platformdirs.user_cache_path("adr") / "records"


def place(root: Path, config: Path) -> Path:
    """Return the file that has what is kept of the project at `root` with the settings in `config`."""
    return folder() / f"{key(str(root), str(config))}.bin"


def writable(path: Path) -> bool:
    """Tell whether something can be kept at `path`."""
    there = next(folder_ for folder_ in path.parents if folder_.exists())
    return path.is_absolute() and os.access(there, os.W_OK) and there.is_dir()


def key(*parts: object) -> str:
    """Return a short name for values that print alike only if they are alike."""
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def digest(data: bytes) -> bytes:
    """Return what contents are known by."""
    return hashlib.blake2b(data, digest_size=16).digest()


def version() -> str:
    """Return what tells one state of the program, and of what it stands on, from another."""
    package = Path(__file__).parent.parent
    files = [
        (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
        for folder_ in (package, *(package / name for name in ("dialects", "incremental", "rules", "kinds", "schemas")))
        for entry in sorted(os.scandir(folder_), key=lambda found: found.name)
        if entry.name.endswith((".py", ".yaml"))
    ]
    installed = os.stat(Path(msgspec.__file__).parent.parent).st_mtime_ns  # changes with what is installed there
    return key(__version__, sys.version, files, installed)


def load(path: Path) -> Store:
    """Return what is kept at `path`; an empty store where that is nothing, damaged, or another version's."""
    with suppress(OSError, ValueError):
        data = path.read_bytes()
        head = _head()
        start = len(head) + 4
        if data.startswith(head) and zlib.crc32(memoryview(data)[start:]) == int.from_bytes(data[len(head) : start]):
            return unpack(data[start:], Store)
    return Store()


def save(path: Path, store: Store) -> None:
    """Keep a store at `path`, in one step; where that cannot be done, there is none."""
    if not path.is_absolute():  # whoever has no home has no cache, rather than a folder called `~` in the project
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        data = pack(store)
        name = f"{path}.{os.urandom(8).hex()}.tmp"
        try:
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(_head() + zlib.crc32(data).to_bytes(4) + data)
            os.replace(name, path)
        except OSError:
            with suppress(OSError):
                os.unlink(name)


def _head() -> bytes:
    return _MAGIC + version().encode()
