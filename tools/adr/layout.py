"""What a layout is: another tool's settings file, which says where records are. Each file in ``layouts/`` is one."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from adr import discovery
from adr.walk import inside

_MOST_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a tool keeps its records.

    Attributes:
        title: What people call the tool.
        files: Names of its settings file, in the root; the first one that is there counts.
        folders: From the text of that file to the folders that it names, the first one for new records. Raises
            ValueError for a text that is none of its.
        dialect: How the tool writes, for a folder that is still empty.
        name: From the text of that file to what the project is called, empty where it does not say; raises as `folders`
            does.
    """

    title: str
    files: tuple[str, ...]
    folders: Callable[[str], Sequence[str]]
    dialect: str
    name: Callable[[str], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a settings file says: a folder, counted from the root, or else a problem that it has."""

    file: str
    layout: Layout
    folder: str = ""
    problem: str = ""


@cache
def layouts() -> tuple[Layout, ...]:
    """Load every layout, by file name."""
    return tuple(discovery.load("layouts", name, "LAYOUT") for name in discovery.names("layouts"))


def stated_name(root: Path) -> str:
    """Return what the settings of another tool in `root` call the project; empty where none do."""
    for layout in layouts():
        if file := _settings(root, layout):
            with suppress(OSError, ValueError):
                if name := " ".join(layout.name(_text(root, file)).split()):
                    return name
    return ""


def statements(root: Path) -> Iterator[Statement]:
    """Yield what the settings of other tools in `root` say of where records are."""
    for layout in layouts():
        if file := _settings(root, layout):
            yield from _statements(root, layout, file)


def _settings(root: Path, layout: Layout) -> str:
    """Return the name of a tool's settings file in `root`; empty where there is none, or one elsewhere."""
    file = next((name for name in layout.files if (root / name).is_file()), "")
    return file if file and inside(str(root), file) else ""


def _text(root: Path, file: str) -> str:
    with (root / file).open(encoding="utf-8-sig") as opened:
        return opened.read(_MOST_BYTES)


def _statements(root: Path, layout: Layout, file: str) -> Iterator[Statement]:
    try:
        folders = layout.folders(_text(root, file))
    except (OSError, ValueError) as error:
        yield Statement(file, layout, problem=f"{file} cannot be read: {' '.join(str(error).split())}")
        return
    for stated in folders:
        folder = posixpath.normpath(stated.strip().replace("\\", "/").lstrip("/") or ".")
        if "\0" in folder or folder.startswith("..") or not inside(str(root), folder):
            yield Statement(file, layout, problem=f"{file} names {stated}, which is outside")
        elif not (root / folder).is_dir():
            yield Statement(file, layout, problem=f"{file} names {stated}, which is no folder")
        else:
            yield Statement(file, layout, "" if folder == "." else folder)
