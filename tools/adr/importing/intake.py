"""An import to what is written: a folder of records, in the project or outside it, or what our exports wrote.

Nothing is written here, and nothing that is there is written over.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from adr.conversion import OWN, Converted, from_json, from_madr
from adr.dialect import id_of, stem
from adr.finding import CannotRunError
from adr.fmt import formatted
from adr.frontmatter import CONFLICT
from adr.graph import Graph
from adr.history import names_ever
from adr.importing import migration
from adr.importing.earlier import earlier, says_the_same
from adr.importing.foreign import NATIVE, Foreign, read_foreign
from adr.importing.plan import Plan, Step, new_ids, new_path
from adr.importing.relinking import Attachments, follow, settings, stays
from adr.layout import statements
from adr.people import read_register
from adr.project import Project
from adr.record import Entry, Record, Unreadable, read
from adr.walk import text_or_none
from adr.write import FileChange

THERE = "is there already"
_UNWRITTEN = ("pep",)


@dataclass
class Intake:
    """What an import comes to.

    Attributes:
        rows: What becomes of each record: old path, new path, id and a remark.
        changes: Files to be written or removed.
        notes: What had no place, what is doubtful and what was left, a line each.
        left: How many records were not imported.
    """

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    changes: list[FileChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: int = 0


def take_in(project: Project, graph: Graph, source: Path, kind_name: str | None) -> Intake:
    """Return what importing `source` comes to; `kind_name` is the kind that its records become.

    Raises CannotRunError where there is nothing to import, or the settings are in the way.
    """
    if not source.exists():
        raise CannotRunError(f"{source} does not exist")
    source = source.resolve()
    if source.is_file():
        return _document(project, graph, source, kind_name)
    ours = {path.name: text for path in sorted(source.glob("*.md")) if OWN in (text := text_or_none(path) or "")}
    if ours and kind_name is None:
        folder = project.relative(source) if source.is_relative_to(project.root) else None
        converted = from_madr(ours, project.kinds, "" if folder == "." else folder)
        return _converted(project, graph, converted, source.parent)
    return _folder(project, graph, source, kind_name)


def _folder(project: Project, graph: Graph, source: Path, kind_name: str | None) -> Intake:
    found = read_foreign(project, source, kind_name)
    intake = Intake()
    for entry in found.graph.unreadable:
        _leave_unread(intake, entry)
    if not found.records and not intake.left:
        if not found.graph.records:
            raise CannotRunError(f"{source} holds no records")
        intake.notes.append("every record there is native already")
        return intake
    paths = {record.path for record in found.records} if found.inside else set()
    left = [entry for entry in graph.entries if entry.path not in paths]
    _migrate(project, graph, Graph(left, graph.kinds, graph.exists, graph.others), found, intake)
    return intake


def _migrate(project: Project, graph: Graph, known: Graph, found: Foreign, intake: Intake) -> None:
    """Plan what becomes of foreign records, and add it to the intake; `known` is the project without them."""
    records = list(_convertible(found.records, intake))
    folder = found.goal(project)
    _refuse_mixed(known, folder)
    plan = Plan(tuple(_unblocked(project, known, _steps(project, known, found, records), found, intake)), found.inside)
    moved = stays if found.inside else Attachments(found.root, found.folder, folder)
    migration.fill(plan, found.graph, known, read_register(project).people or {}, moved)
    _write_out(project, plan, intake, inside=found.inside)
    if isinstance(moved, Attachments):
        changes, notes = moved.copies(project, {change.path for change in intake.changes})
    else:
        changes, notes = follow(project, graph, plan, {change.path for change in intake.changes})
    intake.changes += changes
    if found.inside and intake.changes:
        intake.changes += settings(project, found.kind)
        notes += _of_adr_tools(project, found)
    for record in records:
        if record.reading.head_file:
            notes.append(f"{record.reading.head_file} is still there; its fields are in the front matter now")
    intake.notes += [*notes, *_report(plan)]


def _convertible(records: Iterable[Record], intake: Intake) -> Iterator[Record]:
    """Yield the records that can become native; the others are left."""
    for record in records:
        if record.dialect in _UNWRITTEN:
            _leave(intake, record, "reStructuredText is read, and not turned into Markdown")
        elif conflict := CONFLICT.search(record.text):
            line = record.text.count("\n", 0, conflict.start()) + 1
            _leave(intake, record, f"a merge conflict is left in it, on line {line}; keep one side, drop the markers")
        else:
            yield record


def _of_adr_tools(project: Project, found: Foreign) -> Iterator[str]:
    """Yield a line for a folder that adr-tools laid out: who goes on calling it finds no records there."""
    stated = [s.folder for s in statements(project.root) if s.layout.title == "adr-tools"] or ["doc/adr"]
    if found.folder in stated and any(record.dialect == "nygard" for record in found.records):
        scripts = "scripts that call `adr generate toc` and the like with ADR_PROFILE=adr-tools"
        yield f"{scripts} find nothing in {found.folder} any more"


def _refuse_mixed(known: Graph, folder: str) -> None:
    """Refuse a folder that holds records in another dialect: native ones among them would not be read."""
    below = f"{folder}/" if folder else ""
    other = next((r for r in known.records if r.path.startswith(below) and r.dialect != NATIVE), None)
    if other is not None:
        raise CannotRunError(
            f"{folder or 'the folder'} holds records such as {other.path}, which are not native: import these first"
        )


def _steps(project: Project, known: Graph, found: Foreign, records: Sequence[Record]) -> tuple[Step, ...]:
    """Return where each record goes, and under which id; one that an earlier import made stays where it is."""
    folder, prefix = found.goal(project), found.kind.prefix
    there = {r.path: match for r in records if (match := earlier(r, known, f"{found.prefix}{r.path}"))}
    names = names_ever(project.root, [folder or "."])
    ever = {name[:8] for name in names if re.match(rf"{prefix}-\d{{4}}", name)}
    taken = {*known.by_id, *known.aliases}
    ids = new_ids([r for r in records if r.path not in there], found.kind, taken, ever)
    steps = []
    for record in records:
        origin = f"{found.prefix}{record.path}"
        if match := there.get(record.path):
            steps.append(Step(record, match.id, match.path, there=True, origin=origin))
        else:
            path = new_path(record, ids[record.path], found.folder, folder)
            steps.append(Step(record, ids[record.path], path, there=False, origin=origin))
    return tuple(steps)


def _unblocked(project: Project, known: Graph, steps: Sequence[Step], found: Foreign, intake: Intake) -> Iterator[Step]:
    """Yield the steps whose new place is free, or becomes free; the records of the others are left."""
    freed = {step.record.path for step in steps if found.inside and not step.there}
    for step in steps:
        if step.there and not says_the_same(known.by_path[step.path], step):
            reason = f"{step.path} has its name, title and date, and another text; nothing is overwritten"
            _leave(intake, step.record, reason)
        elif step.there or step.path in freed or not (project.root / step.path).exists():
            yield step
        else:
            _leave(intake, step.record, f"{step.path} is already there, and nothing is overwritten")


def _write_out(project: Project, plan: Plan, intake: Intake, *, inside: bool) -> None:
    """Add the changes of all steps: a new file for each, and the old one goes where it is in the project."""
    gone = {step.record.path: step.record.text for step in plan.steps if inside and not step.there}
    for step in plan.steps:
        remark = f"was {step.record.id}" if step.id != step.record.id else ""
        if step.there:
            remark = THERE
        else:
            before = gone.pop(step.path, None)
            intake.changes.append(FileChange(project.root / step.path, before, _formed(step, plan.texts[step.path])))
        intake.rows.append((step.origin, step.path, step.id, remark))
    intake.changes += [FileChange(project.root / path, text, None) for path, text in gone.items()]


def _formed(step: Step, text: str) -> str:
    """Return a converted record in canonical form; one that was native before keeps its own."""
    entry = read(step.path, text, step.record.kind, NATIVE)
    return formatted(entry) if isinstance(entry, Record) and step.record.dialect != NATIVE else text


def _document(project: Project, graph: Graph, source: Path, kind_name: str | None) -> Intake:
    """Take in what ``adr export json`` wrote."""
    text = text_or_none(source)
    try:
        document = json.loads(text or "")
    except ValueError:
        raise CannotRunError(f"{source} is no folder, and no JSON of `adr export json`") from None
    if kind_name is not None:
        raise CannotRunError("an export says of which kind each record is: leave `--to` out")
    try:
        converted = from_json(document, project.kinds)
    except CannotRunError as error:
        raise CannotRunError(f"{source}: {error}") from None
    rows = [row for row in document["records"] if row["dialect"] != NATIVE]
    own = {path: text for path, text in converted.files.items() if path not in {row["path"] for row in rows}}
    intake = _converted(project, graph, replace(converted, files=own), source.parent / source.stem)
    entries = [read(r["path"], r["text"], project.kind(r["kind"]), r["dialect"]) for r in rows]
    _from_outside(project, graph, entries, source.parent / source.stem, intake)
    return intake


def _from_outside(project: Project, graph: Graph, entries: Sequence[Entry], origin: Path, intake: Intake) -> None:
    """Add records as they were exported, those of each kind to its first folder; `origin` names the export."""
    found = Graph(entries, project.kinds, lambda _: False)
    for entry in found.unreadable:
        _leave_unread(intake, entry)
    for kind in dict.fromkeys(entry.kind for entry in found.records):
        of_kind = Graph(found.of_kind(kind), project.kinds, lambda _: False)
        folder = posixpath.commonpath([posixpath.dirname(r.path) for r in of_kind.records])
        _migrate(project, graph, graph, Foreign(of_kind, kind, origin, folder, f"{origin.name}/"), intake)


def _converted(project: Project, graph: Graph, converted: Converted, origin: Path) -> Intake:
    """Take in native files as they were exported: each to where it was, if all can go there, else as from elsewhere."""
    intake = Intake(notes=list(converted.notes))
    if outside := [path for path in converted.files if not project.holds(path)]:
        raise CannotRunError(f"{outside[0]} leaves the project through a link; nothing was imported")
    if any(_is_astray(project, graph, path, converted.kinds[path]) for path in converted.files):
        kinds = {path: project.kind(converted.kinds[path]) for path in converted.files}
        entries = [read(path, text, kinds[path], NATIVE) for path, text in converted.files.items()]
        _from_outside(project, graph, entries, origin, intake)
        return intake
    for place in project.places:
        if any(path.startswith(f"{place.folder}/") for path in converted.files):
            _refuse_mixed(graph, place.folder)
    for path, text in converted.files.items():
        held = text_or_none(project.root / path)
        if held == text:
            intake.rows.append((path, path, stem(path)[:8], THERE))
        elif (project.root / path).exists():
            intake.left += 1
            intake.notes.append(f"{path} is there with another text, and nothing is overwritten")
        else:
            intake.changes.append(FileChange(project.root / path, None, text))
            intake.rows.append((path, path, stem(path)[:8], ""))
    return intake


def _is_astray(project: Project, graph: Graph, path: str, kind: str) -> bool:
    """Tell whether an exported record cannot go where it was: no folder of its kind is there, or its id is taken."""
    place = project.place_of(path)
    taken = graph.get(id_of(path))
    return place is None or place.kind.name != kind or (taken is not None and taken.path != path)


def _leave(intake: Intake, entry: Entry, reason: str) -> None:
    intake.left += 1
    intake.notes.append(f"{entry.path} was left: {reason}")


def _leave_unread(intake: Intake, entry: Unreadable) -> None:
    help_ = f"; {entry.help}" if entry.help else ""
    place = f"{entry.path}:{entry.line}:{entry.column}"
    intake.left += 1
    intake.notes.append(f"{place} was left: {entry.message}{help_}")


def _report(plan: Plan) -> Iterator[str]:
    """Yield a line for each field that had no place, and for everything that is doubtful."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for name, path, value in plan.unplaced:
        groups.setdefault(name, []).append((path, value))
    for name, found in sorted(groups.items()):
        path, value = found[0]
        shown = " ".join((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).split())
        yield f"no place for `{name}` ({len(found)}), kept below `x-`: `{shown[:60]}` in {path}"
    yield from dict.fromkeys(plan.notes)
