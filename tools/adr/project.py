"""Settings and paths: where the records are, and what this firm wants of them."""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from adr import discovery
from adr.catalogue import load_kinds
from adr.finding import CannotRunError, Severity, did_you_mean
from adr.kind import Kind
from adr.ruleset import Ruleset, from_settings, unknown
from adr.schemas import output_schema
from adr.severity import Weights, problems, weights
from adr.wording import NONE, Conventions

SETTINGS = "adr.toml"
OWN_KINDS = ".adr/kinds"
MKDOCS = "mkdocs.yml"
BASELINE = "adr-baseline.json"
OUTPUT = "site"
"""Where the site is built, unless settings say otherwise."""

_TYPES = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list}

MAX_BYTES = 2 * 1024 * 1024
"""Size beyond which a record is reported and not read."""


class ProjectError(CannotRunError):
    """Settings that cannot be used, or none at all: the command cannot run."""


class NoProjectError(ProjectError):
    """There are no settings here."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one kind's records are and how they are written; an empty dialect is found by looking."""

    kind: Kind
    folder: str
    dialect: str
    site_folder: str
    conventions: Conventions = NONE

    @property
    def register(self) -> str:
        """Where the site has the register of the place's records, as a path in the staged tree."""
        return posixpath.join(self.site_folder, "index.md") if self.site_folder else f"{self.kind.name}.md"


@dataclass(frozen=True)
class Project:
    """A knowledge base on disk.

    Attributes:
        root: The folder that all paths are relative to.
        settings: ``adr.toml`` as read.
        config: The settings file; it may lie elsewhere, for a repository that is only read.
    """

    root: Path
    settings: Mapping[str, Any]
    config: Path
    _kinds: Mapping[str, Kind] = field(repr=False)

    @property
    def name(self) -> str:
        """What the knowledge base is called."""
        return str(self.settings.get("name", self.root.name))

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds that are switched on, by name."""
        return {p.kind.name: p.kind for p in self.places}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where each kind that is switched on has its records; new ones go into a kind's first place."""
        stated = self.settings.get("kinds", {})
        found = []
        for name, kind in self._kinds.items():
            entry = stated.get(name, {})
            if entry.get("enabled", True):
                conventions = Conventions(entry.get("fields", {}), entry.get("statuses", {}), entry.get("dates", ""))
                for stated_folder in (entry.get("folder", kind.folder), *entry.get("also", ())):
                    folder = str(PurePosixPath(stated_folder.strip("/")))
                    folder = "" if folder == "." else folder
                    found.append(Place(kind, folder, entry.get("dialect", ""), self.on_site(folder), conventions))
        return tuple(found)

    @property
    def switched_off(self) -> frozenset[str]:
        """The names of the kinds that settings switch off."""
        return frozenset(self._kinds.keys() - self.kinds.keys())

    @property
    def docs(self) -> str:
        """The folder of pages that are no records."""
        return str(self.site.get("docs", "docs")).strip("/")

    def on_site(self, path: str) -> str:
        """Return where the site has a path of the project: the docs folder is the site's root."""
        return "" if path == self.docs else path.removeprefix(f"{self.docs}/")

    def kind(self, name: str) -> Kind:
        """Return the kind called `name`; raises ProjectError with the nearest name, or what switches it off."""
        if name in self.kinds:
            return self.kinds[name]
        if name in self.switched_off:
            raise ProjectError(f"`[kinds.{name}] enabled = false` in {self.config.name} switches the kind {name} off")
        raise ProjectError(f"no kind is called `{name}`; {did_you_mean(name, self.kinds)}")

    def place(self, kind_name: str) -> Place:
        """Return where the kind called `kind_name`, which is switched on, has its new records."""
        return next(place for place in self.places if place.kind.name == kind_name)

    def place_of(self, path: str) -> Place | None:
        """Return the place whose folder holds `path`, one from the root, most closely; None where none does."""
        holding = [p for p in self.places if not p.folder or path.startswith(f"{p.folder}/")]
        return max(holding, key=lambda place: len(place.folder), default=None)

    def weights(self, code: str, default: Severity) -> Weights:
        """Return how much a rule matters as settings have it: in general, by kind and by status."""
        return weights(code, default, self.settings)

    def rule_settings(self, code: str) -> Mapping[str, Any]:
        """Return what settings say of a rule besides how much it matters."""
        stated = self.settings.get("rules", {}).get(code, {})
        return {name: value for name, value in stated.items() if name != "severity"}

    @cached_property
    def ruleset(self) -> Ruleset:
        """The rules that settings choose, and where their findings are hidden."""
        return from_settings(self.settings.get("check", {}))

    @property
    def rule_pages(self) -> str:
        """Where the pages of the rules are published, with a slash at the end; empty where settings do not say."""
        stated = str(self.settings.get("check", {}).get("rule-pages", ""))
        return f"{stated.rstrip('/')}/" if stated else ""

    @property
    def max_bytes(self) -> int:
        """Size in bytes beyond which a record is not read."""
        return int(self.settings.get("max-bytes", MAX_BYTES))

    @property
    def output(self) -> str:
        """The folder that the site is built into, from the root."""
        return str(self.site.get("output", OUTPUT))

    @property
    def site(self) -> Mapping[str, Any]:
        """The settings of the site."""
        return dict(self.settings.get("site", {}))

    @property
    def engine_config(self) -> Path | None:
        """The file that configures the site's engine; None where there is none, or settings want none."""
        name = str(self.site.get("config", MKDOCS))
        path = self.root / name
        if not self.holds(name):
            raise ProjectError(f"{self.config}: site.config leaves the project: {name}")
        if name not in ("", MKDOCS) and not path.is_file():
            raise ProjectError(f"{self.config}: site.config names {name}, which is not there")
        return path if name and path.is_file() else None

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders of which a change changes the site, as far as they are there."""
        names = [place.folder for place in self.places] + [self.docs, "governance", ".adr", MKDOCS, BASELINE]
        paths = [self.root / name for name in names] + [self.config]
        return tuple(path for path in dict.fromkeys(paths) if path.exists())

    def holds(self, path: str) -> bool:
        """Tell whether a path from the root, followed through links, stays in the project."""
        return "\0" not in path and (self.root / path).resolve().is_relative_to(self.root)

    def relative(self, path: Path) -> str:
        """Return `path` as messages show it: relative to the root, with forward slashes."""
        return PurePosixPath(path.relative_to(self.root)).as_posix()


def find(start: Path, config: Path | None = None) -> Project:
    """Return the project that `start` lies in: the nearest folder above it with an ``adr.toml``.

    With `config`, `start` is the root and the settings are read from there. Raises ProjectError.
    """
    start = start.resolve()
    if not start.is_dir():
        raise ProjectError(f"{start} is not a folder")
    if config is not None:
        return _load(start, config)
    root = root_of(start)
    if root is not None:
        return _load(root, root / SETTINGS)
    raise NoProjectError(f"no {SETTINGS} in {start} or above it; `adr init` makes one")


def root_of(start: Path) -> Path | None:
    """Return the nearest folder with an ``adr.toml``, `start` or one above it; None where there is none."""
    return next((folder for folder in (start, *start.parents) if (folder / SETTINGS).is_file()), None)


def _load(root: Path, config: Path) -> Project:
    try:
        text = config.read_text(encoding="utf-8-sig")
        settings = tomllib.loads(text)
    except OSError as error:
        raise ProjectError(f"{config}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ProjectError(f"{config}:{line}: the file is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{config}: {error}") from None
    kinds = load_kinds(root / OWN_KINDS)
    _check(config, settings, output_schema("settings"))
    _check_names(config, settings, kinds)
    _check_codes(config, settings.get("check", {}))
    for problem in problems(settings, {name: kind.statuses for name, kind in kinds.items()}):
        raise ProjectError(f"{config}: {problem}")
    project = Project(root, settings, config, kinds)
    folders: dict[str, str] = {}
    for place in project.places:
        if other := folders.get(place.folder):
            kinds_ = f"the kinds {other} and {place.kind.name} share" if other != place.kind.name else f"{other} has"
            raise ProjectError(
                f"{config}: {kinds_} the folder `{place.folder}`{' twice' if other == place.kind.name else ''}"
            )
        folders[place.folder] = place.kind.name
    return project


def _check_codes(config: Path, chosen: Mapping[str, Any]) -> None:
    """Refuse codes that no rule has, where rules are chosen."""
    lists = [chosen.get(name, ()) for name in ("select", "extend-select", "ignore")]
    for message in unknown(code for codes in (*lists, *chosen.get("per-path-ignores", {}).values()) for code in codes):
        raise ProjectError(f"{config}: {message}")


def _check_names(config: Path, settings: Mapping[str, Any], kinds: Mapping[str, Kind]) -> None:
    """Refuse rules, kinds and dialects that do not exist, and folders outside the project."""
    for code in settings.get("rules", {}):
        if code.lower() not in discovery.names("rules") or not code.isupper():
            known = [name.upper() for name in discovery.names("rules")]
            raise ProjectError(f"{config}: no rule has the code `{code}`; {did_you_mean(code, known)}")
    for name, entry in settings.get("kinds", {}).items():
        if name not in kinds:
            raise ProjectError(f"{config}: no kind is called `{name}`; {did_you_mean(name, kinds)}")
        dialects = discovery.names("dialects")
        if (dialect := entry.get("dialect")) and dialect not in dialects:
            raise ProjectError(f"{config}: no dialect is called `{dialect}`; {did_you_mean(dialect, dialects)}")
        for folder in map(PurePosixPath, (entry.get("folder", "."), *entry.get("also", ()))):
            if folder.is_absolute() or ".." in folder.parts:
                raise ProjectError(f"{config}: kinds.{name}.folder leaves the project: {folder}")
        for status in entry.get("statuses", {}).values():
            if status not in kinds[name].statuses:
                meant = did_you_mean(str(status), kinds[name].statuses)
                raise ProjectError(f"{config}: kinds.{name}.statuses: a {name} is never `{status}`; {meant}")


def _check(config: Path, value: Any, schema: Mapping[str, Any], where: str = "") -> None:
    """Refuse settings that would be ignored or misread, naming the nearest right thing."""
    if "enum" in schema and value not in schema["enum"]:
        raise ProjectError(f"{config}: `{where}` is {value!r}; {did_you_mean(str(value), schema['enum'])}")
    if "type" in schema and type(value) is not _TYPES[schema["type"]]:
        raise ProjectError(f"{config}: `{where}` is {value!r}, expected {schema['type']}")
    if isinstance(value, list) and "items" in schema:
        for item in value:
            _check(config, item, schema["items"], where)
    if not isinstance(value, dict):
        return
    known = schema.get("properties", {})
    further = schema.get("additionalProperties", True)
    for key, inner in value.items():
        path = f"{where}.{key}" if where else key
        if key not in known and further is False:
            raise ProjectError(f"{config}: `{path}` is not a setting; {did_you_mean(key, known)}")
        below = known.get(key, further)
        _check(config, inner, below if isinstance(below, dict) else {}, path)
