"""What the command finds around it: its environment, settings, git, the site's engine, files, unfinished repairs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from adr import __version__, history
from adr.finding import CannotRunError
from adr.incremental import cache
from adr.people import PEOPLE, read_register
from adr.project import Place, Project, find
from adr.record import Entry, Record
from adr.series import gaps, runs
from adr.source import dialect_of, read_all
from adr.walk import PENDING

OK, WARN, ERROR = "ok", "warn", "error"

_DISTRIBUTION = "adr-playbook"
_ENGINE = ("mkdocs>=1.6.1,<2", "mkdocs-material>=9.7.7")
"""What the site needs, where the package was not installed and so cannot say it itself."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes:
        level: ``ok``, ``warn`` (something does less than it could) or ``error`` (something does not work).
        subject: What was looked at, in a word.
        message: What was found.
        help: What to do; empty where all is well.
    """

    level: str
    subject: str
    message: str
    help: str = ""


def diagnose(directory: Path, config: Path | None) -> Iterator[Diagnosis]:
    """Yield what is found around a folder; nothing is repaired, and nothing is raised."""
    yield Diagnosis(OK, "adr", f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    yield from _packages()
    yield from _git(directory)
    try:
        project = find(directory, config)
    except CannotRunError as error:
        yield Diagnosis(ERROR, "settings", str(error), "all other commands need them")
        return
    yield Diagnosis(OK, "settings", f"{project.config}: {', '.join(project.kinds)}")
    yield from _repairs(project)
    yield from _cache(project)
    yield from _files(project)
    yield from _people(project)


def _packages() -> Iterator[Diagnosis]:
    """Compare what is installed with what the package asks for; the site's engine is among it."""
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in metadata.requires(_DISTRIBUTION) or _ENGINE]
    except metadata.PackageNotFoundError:
        wanted = [Requirement(line) for line in _ENGINE]
    for requirement in sorted(wanted, key=lambda r: r.name):
        if requirement.marker and not requirement.marker.evaluate():
            continue
        command = f'pip install "{requirement}"'
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield Diagnosis(ERROR, requirement.name, "is not installed", command)
            continue
        if requirement.specifier.contains(found, prereleases=True):
            yield Diagnosis(OK, requirement.name, found)
        else:
            yield Diagnosis(ERROR, requirement.name, f"{found}; needed is {requirement.specifier}", command)


def _git(directory: Path) -> Iterator[Diagnosis]:
    if not directory.is_dir():
        return
    version = history.version(directory)
    if not version:
        yield Diagnosis(WARN, "git", "cannot be run", "install git: history, dates and numbers come from it")
        return
    yield Diagnosis(OK, "git", version)
    shallow = history.shallow(directory)
    if shallow is None:
        yield Diagnosis(WARN, "repository", f"{directory.resolve()} is in none", "`git init` starts one")
        return
    head = history.head(directory)
    if shallow:
        yield Diagnosis(WARN, "repository", "is a shallow clone: history is cut off", "`git fetch --unshallow`")
    elif head is None:
        yield Diagnosis(WARN, "repository", "has no commit", "commit the records: `log` and `--at` read commits")
    else:
        yield Diagnosis(OK, "repository", f"at {head.hash} of {head.date}")
    if not history.user(directory):
        yield Diagnosis(WARN, "git user", "is not set", "`git config user.email you@example.com`")


def _repairs(project: Project) -> Iterator[Diagnosis]:
    pending = project.root / PENDING
    waiting = len(list(pending.iterdir())) if pending.is_dir() else 0
    if waiting:
        changes = f"{waiting} change{'' if waiting == 1 else 's'} interrupted"
        yield Diagnosis(WARN, "repairs", changes, "the next command finishes or drops them, such as `adr list`")
    else:
        yield Diagnosis(OK, "repairs", "none pending")


def _cache(project: Project) -> Iterator[Diagnosis]:
    path = cache.place(project.root, project.config)
    size = path.stat().st_size if path.is_file() else None
    if not cache.writable(path):
        yield Diagnosis(WARN, "cache", f"{path.parent} cannot be written", "every run reads and checks everything")
    elif size is None:
        yield Diagnosis(OK, "cache", f"{path}: nothing yet; `adr check` fills it")
    else:
        yield Diagnosis(OK, "cache", f"{path}: {size / 1_048_576:.1f} MiB, may be deleted")


def _files(project: Project) -> Iterator[Diagnosis]:
    if not os.access(project.root, os.W_OK):
        yield Diagnosis(WARN, "files", f"{project.root} cannot be written", "only reading commands work here")
    entries = read_all(project).entries
    for place in project.places:
        held = [entry for entry in entries if project.place_of(entry.path) is place]
        yield Diagnosis(OK, "folder", f"{place.folder or '.'}: {_about(project, place, held)}")
    unreadable = [entry for entry in entries if not isinstance(entry, Record)]
    closed = [entry for entry in unreadable if not os.access(project.root / entry.path, os.R_OK)]
    for entry in closed:
        yield Diagnosis(ERROR, "files", f"{entry.path}: {entry.message}", "give yourself the right to read it")
    if unreadable:
        yield Diagnosis(WARN, "records", f"{len(unreadable)} of {len(entries)} cannot be read", "`adr check` says why")
    else:
        yield Diagnosis(OK, "records", f"{len(entries)} found")


def _about(project: Project, place: Place, entries: Sequence[Entry]) -> str:
    """Say what a folder holds, how it is written, which rules are off for that, and which numbers are missing."""
    found = dialect_of(project, place)
    stated = "" if place.dialect else ", found by looking"
    what = (place.kind.title if len(entries) == 1 else place.kind.plural).lower()
    parts = [f"{len(entries)} {what}, dialect {found.name}{stated}"]
    if exempt := found.exempt - place.kind.asks:
        parts.append(f"rules that are off for it: {', '.join(sorted(exempt))}")
    parts += [f"{gap.folder or '.'} has no number {runs(gap.missing)}" for gap in gaps(entries)]
    return "; ".join(parts)


def _people(project: Project) -> Iterator[Diagnosis]:
    register = read_register(project)
    for problem in register.problems:
        place = f"{problem.location.path}:{problem.location.line}"
        yield Diagnosis(ERROR, "people", f"{place}: {problem.message}", "mend the list: handles are checked against it")
    if register.people is None and not register.problems:
        yield Diagnosis(WARN, "people", f"{PEOPLE} is not there", "write it, so that owners are checked")
    elif register.people is not None:
        yield Diagnosis(OK, "people", f"{len(register.people)} in {PEOPLE}")
