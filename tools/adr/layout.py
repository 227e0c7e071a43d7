"""What a layout is: another tool's settings file, which says where records are. Each file in ``layouts/`` is one."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
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
    """

    title: str
    files: tuple[str, ...]
    folders: Callable[[str], Sequence[str]]
    dialect: str


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


def statements(root: Path) -> Iterator[Statement]:
    """Yield what the settings of other tools in `root` say of where records are."""
    for layout in layouts():
        file = next((name for name in layout.files if (root / name).is_file()), "")
        if file and inside(str(root), file):
            yield from _statements(root, layout, file)


def _statements(root: Path, layout: Layout, file: str) -> Iterator[Statement]:
    try:
        with (root / file).open(encoding="utf-8-sig") as opened:
            folders = layout.folders(opened.read(_MOST_BYTES))
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
