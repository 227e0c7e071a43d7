"""Who can own, decide and be called: ``governance/people.yml`` and the control frameworks beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ryaml

from adr.finding import Location
from adr.project import Project

PEOPLE = "governance/people.yml"
"""The list of people, teams and boards, from the project's root."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, team or board. Dates are ISO text; empty means unbounded."""

    handle: str
    name: str
    kind: str
    unit: str
    function: str
    active_from: str
    active_to: str
    members: tuple[str, ...]

    def active_on(self, date: str) -> bool:
        """Tell whether the person was active on an ISO date."""
        return (not self.active_from or self.active_from <= date) and (not self.active_to or date <= self.active_to)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a list, where, and the line it stands on."""

    location: Location
    message: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Register:
    """People by handle and control references by framework; None where the project keeps no such file.

    A framework whose file cannot be read has None for its references.

    ``problems`` is what could not be read.
    """

    people: Mapping[str, Person] | None
    controls: Mapping[str, frozenset[str] | None] | None
    problems: tuple[Problem, ...] = ()


def read_register(project: Project) -> Register:
    """Read people and controls; what cannot be read becomes a problem, never an exception."""
    problems: list[Problem] = []
    people: dict[str, Person] | None = None
    rows = _rows(project, PEOPLE, "handle", problems)
    if rows is not None:
        people = {str(row["handle"]): _person(row) for row in rows}
    controls: dict[str, frozenset[str] | None] | None = None
    folder = project.root / "governance" / "controls"
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else []:
        rows = _rows(project, f"governance/controls/{path.name}", "ref", problems)
        refs = None if rows is None else frozenset(str(row["ref"]) for row in rows)
        controls = {**(controls or {}), path.stem: refs}
    return Register(people, controls, tuple(problems))


def _rows(project: Project, path: str, key: str, problems: list[Problem]) -> list[Mapping[str, Any]] | None:
    """Return the entries of a list that have `key`; None where there is no such list."""
    file = project.root / path
    if not file.is_file():
        return None
    text = ""
    if not project.holds(path) or file.stat().st_size > project.max_bytes:
        problems.append(_problem(path, text, 1, 1, "the list leaves the project, or is too large"))
        return None
    try:
        text = file.read_text(encoding="utf-8")
        rows = ryaml.loads(text)
    except (ValueError, OSError) as error:
        place = re.search(r" at line (\d+) column (\d+)", str(error))
        at = (int(place[1]), int(place[2])) if place else (1, 1)
        problems.append(_problem(path, text, *at, f"the list cannot be read: {error}"))
        return None
    if rows is None:
        return []
    if not isinstance(rows, list):
        problems.append(_problem(path, text, 1, 1, "expected a list of entries"))
        return None
    good: list[Mapping[str, Any]] = []
    for index, row in enumerate(rows):
        if isinstance(row, dict) and isinstance(row.get(key), str | int | float):
            good.append(row)
        else:
            problems.append(_problem(path, text, *_place(text, index), f"this entry has no `{key}`"))
    return good


def _place(text: str, index: int) -> tuple[int, int]:
    """Return where the entry at `index` of a list starts."""
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return 1, 1
    if not isinstance(root, yaml.SequenceNode):
        return 1, 1
    mark = root.value[index].start_mark
    return mark.line + 1, mark.column + 1


def _problem(path: str, text: str, line: int, column: int, message: str) -> Problem:
    lines = text.splitlines()
    return Problem(Location(path, line, column), message, lines[line - 1] if line <= len(lines) else "")


def _person(row: Mapping[str, Any]) -> Person:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    members = row.get("members") or []
    return Person(
        text("handle"),
        text("name") or text("handle"),
        text("kind") or "person",
        text("unit"),
        text("function"),
        text("active-from"),
        text("active-to"),
        tuple(str(m) for m in members) if isinstance(members, list) else (),
    )
