"""Who can own, decide and be called: ``governance/people.yml`` and the control frameworks beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ryaml

from adr.finding import Location
from adr.project import Project


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
class Register:
    """People by handle and control references by framework; None where the project keeps no such file.

    ``problems`` are files that could not be read: place, message.
    """

    people: Mapping[str, Person] | None
    controls: Mapping[str, frozenset[str]] | None
    problems: tuple[tuple[Location, str], ...] = ()


def read_register(project: Project) -> Register:
    """Read people and controls; a file that cannot be read becomes a problem, never an exception."""
    problems: list[tuple[Location, str]] = []
    people: dict[str, Person] | None = None
    rows = _rows(project, "governance/people.yml", problems)
    if rows is not None:
        people = {}
        for row in rows:
            if isinstance(row, dict) and isinstance(row.get("handle"), str):
                people[row["handle"]] = _person(row)
            else:
                problems.append((Location("governance/people.yml"), f"an entry without a handle: {row!r}"))
    controls: dict[str, frozenset[str]] | None = None
    folder = project.root / "governance" / "controls"
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else []:
        rows = _rows(project, f"governance/controls/{path.name}", problems)
        refs = [str(row["ref"]) for row in rows or [] if isinstance(row, dict) and "ref" in row]
        controls = {**(controls or {}), path.stem: frozenset(refs)}
    return Register(people, controls, tuple(problems))


def _rows(project: Project, path: str, problems: list[tuple[Location, str]]) -> list[Any] | None:
    file = project.root / path
    if not file.is_file():
        return None
    try:
        rows = ryaml.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        problems.append((Location(path), str(error)))
        return None
    if not isinstance(rows, list):
        problems.append((Location(path), "expected a list of entries"))
        return None
    return rows


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
