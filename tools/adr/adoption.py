"""Records that are there already, to settings that read them as they are, and to what there is to say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adr.dialect import dialect
from adr.graph import Graph
from adr.history import ignores
from adr.kind import Kind
from adr.project import MKDOCS, SETTINGS, Place, Project
from adr.record import Record
from adr.report import many
from adr.scalar import toml_string
from adr.series import gaps, runs
from adr.source import read_graph
from adr.survey import Site, Survey
from adr.wording import order_of

_HEAD = (
    "# Settings of this knowledge base. `adr init` wrote them for the records that it found; `adr schema settings`\n"
)
_HEAD += "# describes every one.\n"
_WORDS = 12
"""How many status words without a meaning are named."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a repository becomes: its settings, what they read, and what there is to say of it, a line each."""

    settings: str
    project: Project
    graph: Graph
    lines: tuple[str, ...]


def adopt(root: Path, found: Survey, kinds: Mapping[str, Kind], name: str, owner: str = "") -> Adoption:
    """Return settings for the records of a survey. Nothing is written."""
    settings: dict[str, Any] = {"name": name} | ({"owner": owner} if owner else {})
    problems = list(found.problems)
    settings["kinds"] = {kind: _kind(kind, found.sites, problems) for kind in kinds}
    graph = read_graph(Project(root, settings, root / SETTINGS, kinds))
    notes: list[str] = []
    for kind in kinds:
        if order := _order(kind, graph, notes):
            settings["kinds"][kind]["dates"] = order
    if site := _site(root, Project(root, settings, root / SETTINGS, kinds), notes):
        settings["site"] = site
    project = Project(root, settings, root / SETTINGS, kinds)
    graph = read_graph(project)
    lines = [_place(project, graph, place) for place in project.places]
    lines += [*problems, *_series(graph), *notes, *_words(graph), *_rules(project)]
    return Adoption(_HEAD + _toml(settings), project, graph, tuple(lines))


def ignore_line(project: Project) -> str:
    """Return the line by which git ignores the site that is built; empty where it does already, and outside git."""
    output = project.output
    return f"/{output}/\n" if ignores(project.root, f"{output}/index.html") is False else ""


def _kind(name: str, sites: Iterable[Site], problems: list[str]) -> dict[str, Any]:
    """Return a kind's settings: its folders, and their dialect where it is one for all."""
    own = [site for site in sites if site.kind == name]
    written_in = {site.dialect for site in own}
    if len(written_in) > 1 and "plain" in written_in:
        problems += [
            f"{site.folder}: left out; other folders of the kind have a dialect, and this one, plain Markdown, has none"
            for site in own
            if site.dialect == "plain"
        ]
        return _kind(name, [site for site in own if site.dialect != "plain"], problems)
    if not own:
        return {"enabled": False}
    folders = [site.folder or "." for site in own]
    settings: dict[str, Any] = {"folder": folders[0]} | ({"also": folders[1:]} if folders[1:] else {})
    return settings | ({"dialect": own[0].dialect} if len(written_in) == 1 else {})


def _order(kind: str, graph: Graph, notes: list[str]) -> str:
    """Return how a kind's dates are to be read, where some could be two days and others show which; else empty."""
    dated = [record for record in graph.records if record.kind.name == kind and "date" in record.reading.raw]
    doubtful = [
        record.reading.raw["date"] for record in dated if any(" or " in d.message for d in record.reading.doubts)
    ]
    certain = Counter(order for record in dated if (order := order_of(record.reading.raw["date"])))
    if not doubtful:
        return ""
    could = f"{many(len(doubtful), 'date')} of {_of(graph.kinds[kind], 0)} could be day-first or month-first"
    if len(certain) == 1:
        (order, number), *_ = certain.most_common()
        notes.append(f"{could}; {many(number, 'other')} can only be {order}, so all are read so")
        return order
    notes.append(f"{could}, such as {doubtful[0]}: `dates` below [kinds.{kind}] settles it")
    return ""


def _site(root: Path, project: Project, notes: list[str]) -> dict[str, str]:
    """Return the settings with which the site can be built beside what is there."""
    site: dict[str, str] = {}
    folders = tuple(f"{place.folder}/" for place in project.places)
    docs = root / "docs"
    inside = (path.relative_to(root).as_posix() for path in docs.rglob("*") if path.is_file())
    if docs.is_dir() and ("docs/" in folders or any(not path.startswith(folders) for path in inside)):
        site["docs"] = _free(root, "pages")
        notes.append("docs: only its records are published; `docs` below [site] says where further pages are")
    own = root / MKDOCS
    if own.is_file() and not re.search(rb"^\s*-\s*[\"']?adr\b", own.read_bytes(), re.MULTILINE):
        site["config"] = ""
        notes.append(f"{MKDOCS}: left alone, and not used; with `adr` among its plugins, remove `config` below [site]")
    output = root / "site"
    if output.is_dir() and any(output.iterdir()):
        site["output"] = _free(root, "adr-site")
        notes.append(f"site: is there already; `adr build` writes to {site['output']}")
    return site


def _free(root: Path, name: str) -> str:
    """Return a name for a new folder in `root`: `name`, or else one with a number."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(free for free in names if not (root / free).exists())


def _place(project: Project, graph: Graph, place: Place) -> str:
    """Say what a folder holds: how many records, how they are written, which statuses they have."""
    held = [entry for entry in graph.entries if project.place_of(entry.path) is place]
    records = [entry for entry in held if isinstance(entry, Record)]
    folder = place.folder or "."
    names = {record.dialect for record in records} or {place.dialect or "native"}
    title = dialect(names.pop()).title
    if not held:
        return f"{folder}: no {_of(place.kind, 0)} yet, to be written as {title}"
    counted = Counter(_status(record) for record in records)
    statuses = [
        f"{number} {status}" for status, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    about = f" ({', '.join(statuses)})" if statuses else ""
    unreadable = len(held) - len(records)
    rest = f"; {many(unreadable, 'file')} cannot be read: `adr check` says why" if unreadable else ""
    return f"{folder}: {len(records)} {_of(place.kind, len(records))} written as {title}{about}{rest}"


def _status(record: Record) -> str:
    if record.status in record.kind.statuses:
        return str(record.status)
    return "of unknown status" if record.status else "without a status"


def _series(graph: Graph) -> Iterator[str]:
    """Yield ids that stand for several records, and numbers that are missing between others."""
    for id_, entries in graph.by_id.items():
        if len(entries) > 1:
            yield f"{id_}: the id of {' and of '.join(entry.path for entry in entries)}"
    for gap in gaps(graph.entries):
        numbers = "the number" if len(gap.missing) == 1 else "the numbers"
        yield f"{gap.folder or '.'}: no record has {numbers} {runs(gap.missing)}"


def _words(graph: Graph) -> Iterator[str]:
    """Yield the status words that have no known meaning."""
    for kind in graph.kinds.values():
        raw = (r.status_raw for r in graph.records if r.kind is kind and r.status and r.status not in kind.statuses)
        found = sorted(Counter(filter(None, raw)).items(), key=lambda pair: (-pair[1], pair[0]))
        for word, number in found[:_WORDS]:
            what = f"`{word}` is the status of {number} {_of(kind, number)} and has no known meaning"
            yield f"{what}: [kinds.{kind.name}.statuses] gives it one"
        if found[_WORDS:]:
            yield f"{many(len(found) - _WORDS, 'other status word')} without a known meaning: `adr check` names them"


def _rules(project: Project) -> Iterator[str]:
    """Yield the rules that records cannot meet, with the dialects that have no place for what they ask."""
    titles: dict[frozenset[str], list[str]] = {}
    for name in dict.fromkeys(place.dialect for place in project.places if place.dialect):
        titles.setdefault(dialect(name).exempt, []).append(dialect(name).title)
    for exempt, written_in in titles.items():
        if exempt:
            yield f"rules that are off, since they ask for what is not in {' or '.join(written_in)}: " + ", ".join(
                sorted(exempt)
            )


def _of(kind: Kind, number: int) -> str:
    return (kind.title if number == 1 else kind.plural).lower()


def _toml(settings: Mapping[str, Any]) -> str:
    """Return settings as TOML: plain values first, then a table for each kind, then the site's."""
    lines = [f"{key} = {_value(value)}" for key, value in settings.items() if not isinstance(value, dict)]
    tables = {f"kinds.{name}": table for name, table in settings["kinds"].items()}
    tables |= {"site": settings["site"]} if "site" in settings else {}
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in table.items())]
    return "\n".join([*lines, ""])


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return toml_string(value) if isinstance(value, str) else f"[{', '.join(map(toml_string, value))}]"
