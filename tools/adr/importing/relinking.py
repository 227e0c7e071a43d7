"""What an import asks of files that are no records of it: links that follow, settings, files that come along."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path

from adr.commonmark import body_start
from adr.dialect import is_markdown
from adr.edit import apply
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.history import files
from adr.importing.migration import renamed_ids
from adr.importing.plan import Plan, new_target
from adr.kind import Kind
from adr.links import retarget
from adr.markdown import Document
from adr.project import BASELINE, Project
from adr.walk import text_or_none
from adr.write import FileChange

_NATIVE = "native"
_BY_HAND = "names a file that moves; change it by hand"
_MAX_TEXT = 1024 * 1024
"""Bytes beyond which a file that is no Markdown is not searched for the old names."""


def follow(project: Project, graph: Graph, plan: Plan, done: set[Path]) -> tuple[list[FileChange], list[str]]:
    """Return the changes that lead every other file in the project to where the records are now, and what is left."""
    moves = {old for old, new in plan.moves.items() if old != new}
    names = re.compile("|".join(re.escape(posixpath.basename(old)) for old in sorted(moves)) or r"(?!)")
    index = posixpath.normpath(str(project.settings.get("index", {}).get("json", "index.json")))
    changes: list[FileChange] = []
    notes: list[str] = []
    for path in files(project.root, posixpath.normpath(project.output)) if moves else ():
        file = project.root / path
        if file in done or not project.holds(path):
            continue
        if (text := text_or_none(file, None if path == BASELINE else _MAX_TEXT)) is None:
            continue
        if is_markdown(path) or path == BASELINE:
            after = _relinked(text, path, plan, graph) if path != BASELINE else _carried(text, plan)
            changes += [FileChange(file, text, after)] if after != text else []
        elif names.search(text):
            what = "names files that move; `adr index` brings it up to date" if path == index else _BY_HAND
            notes.append(f"{path} {what}")
    return changes, notes


def _carried(text: str, plan: Plan) -> str:
    """Return a baseline with the paths of records that move as they will be."""
    paths = {
        json.dumps(old, ensure_ascii=False): json.dumps(new, ensure_ascii=False) for old, new in plan.moves.items()
    }
    keys = "|".join(re.escape(path) for path in sorted(paths, key=len, reverse=True))
    return re.sub(rf"({keys})(?=\s*:)", lambda match: paths[match[1]], text)


def _relinked(text: str, path: str, plan: Plan, graph: Graph) -> str:
    def new(target: str) -> str | None:
        return new_target(target, path, path, plan, stays)

    start = body_start(text)
    head = re.sub(r"(?<=\]\()[^)\s]{1,500}(?=\))", lambda m: new(m[0]) or m[0], text[:start])
    body = text[start:]
    if path in graph.by_path:
        head = renamed_ids(head, plan, graph)
    return head + apply(body, retarget(Document(body), new)[0])


@dataclass
class Attachments:
    """Files that records outside the project link to: those in their folder come along, others stay."""

    root: Path
    below: str
    folder: str
    asked: dict[str, str] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)

    def __call__(self, path: str) -> str | None:
        """Return where a file will be that a link leads to; None where it stays outside."""
        file = self.root / path
        if path.startswith("..") or not file.exists():
            return None
        within = not self.below or path.startswith(f"{self.below}/")
        if not within or not file.is_file() or not file.resolve().is_relative_to(self.root):
            self.left[path] = None
            return None
        to = posixpath.normpath(posixpath.join(self.folder, posixpath.relpath(path, self.below or ".")))
        self.asked[path] = to
        return to

    def copies(self, project: Project, done: set[Path]) -> tuple[list[FileChange], list[str]]:
        """Return the files that come along, and what is left; one that is there with other contents stays."""
        changes: list[FileChange] = []
        notes = [f"{path} is linked to and was not imported" for path in self.left]
        for path, to in sorted(self.asked.items()):
            file, target = self.root / path, project.root / to
            text = text_or_none(file)
            if target in done or (target.exists() and target.read_bytes() == file.read_bytes()):
                continue
            if target.exists():
                notes.append(f"{to} is there with other contents: {path} was not copied")
            elif text is None:
                notes.append(f"{path} is no text: copy it to {to}")
            else:
                changes.append(FileChange(target, None, text))
        return changes, notes


def stays(path: str) -> str | None:
    """Leave a file where it is."""
    return path


def settings(project: Project, kind: Kind) -> list[FileChange]:
    """Return the change that has the settings say how a kind's folder is written now, where they say how it was.

    Where the kind has more folders, nothing is said of all of them: each is looked at. Raises CannotRunError where the
    change is not simple.
    """
    stated = project.settings.get("kinds", {}).get(kind.name, {}).get("dialect", _NATIVE)
    if stated == _NATIVE:
        return []
    text = text_or_none(project.config) or ""
    section = rf"^\[kinds\.{re.escape(kind.name)}\].*\n(?:(?!\[).*\n)*?"
    line = re.compile(rf"{section}(dialect\s*=\s*[\"'][\w-]+[\"']).*\n?", re.MULTILINE)
    match = line.search(text)
    if match is None or not project.config.is_relative_to(project.root):
        raise CannotRunError(
            f"{project.config} says that the records are written as {stated}, and they will not be: take `dialect` out"
        )
    several = sum(place.kind is kind for place in project.places) > 1
    start, end, new = (match.start(1), match.end(), "") if several else (*match.span(1), f'dialect = "{_NATIVE}"')
    return [FileChange(project.config, text, text[:start] + new + text[end:])]
