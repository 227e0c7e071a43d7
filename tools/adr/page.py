"""What a generated page is, and what its maker may look at. Each file in ``pages/`` makes one sort of page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from adr import discovery
from adr.dialect import stem
from adr.finding import Finding
from adr.graph import Graph
from adr.history import address_of
from adr.html import Block
from adr.lives import History
from adr.past import Trail
from adr.people import Register
from adr.project import Project
from adr.record import Entry, Record, is_date
from adr.segment import segment
from adr.waiver import OWN, options_of, standing

_SUMMARY = 160

AS_IS = ".as-is"
"""Ends the name of a staged file that looks like a page, and is published as it stands."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before the engine sees it.

    Attributes:
        path: Where it stands in the staged tree, such as ``adrs/ADR-0001-x.md``.
        title: For the window and the search.
        template: The template that shows it.
        data: What the template shows; JSON only, all addresses from the site's root.
        blocks: The text, already safe.
        searchable: Whether the search finds it.
        description: One line for search engines.
        menu: Its place in the navigation, the lowest first; None keeps it out.
    """

    path: str
    title: str
    template: str
    data: Mapping[str, Any]
    blocks: Sequence[Block] = ()
    searchable: bool = True
    description: str = ""
    menu: int | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a page loads, which is published as it is."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Tree:
    """What an engine gets: contents by path, and the navigation as titles with paths, in order.

    What ends in `AS_IS` is published without that ending, whatever it is; everything else in Markdown is a page.
    `unreached` are the links of records to files that are not published, where no repository is known to link to.
    `texts` are those of the generated pages, for engines that take HTML; `outside` are files of the project, beyond its
    records and docs, that are published.
    """

    files: Mapping[str, bytes]
    navigation: tuple[tuple[str, str], ...]
    unreached: tuple[str, ...] = ()
    texts: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """As of when, and from which commit, the site is built. `commit` is empty outside git.

    `repository` is the address of the repository, empty where nobody knows it; `prefix` is the project's folder in it.
    `site` is where the site is published, with a slash at the end, empty where settings do not say. `changed` is when
    the last commit changed each file, by path; `kept` returns what the last build staged at a path. `trail` is what
    git knows of each record, `history` what it knows of the time before.
    """

    as_of: str
    commit: str
    repository: str = ""
    prefix: str = ""
    site: str = ""
    changed: Mapping[str, str] = field(default_factory=dict)
    kept: Callable[[str], bytes | None] = lambda _: None
    trail: Trail = field(default_factory=Trail)
    history: History | None = None


@dataclass(frozen=True)
class View:
    """All that a page may show."""

    project: Project
    graph: Graph
    register: Register
    findings: Sequence[Finding]
    built: Built
    directory_urls: bool = True
    staged: Mapping[str, str] = field(default_factory=dict)
    """From a path in the project to where it is staged, for all that is published."""

    def url(self, path: str) -> str:
        """Return the address, from the site's root, of the staged page or file at `path`."""
        if not path.endswith(".md"):
            return quote(path)
        page = path.removesuffix(".md")
        if not self.directory_urls:
            return quote(f"{page}.html")
        folder = posixpath.dirname(page) if posixpath.basename(page) == "index" else page
        return quote(f"{folder}/") if folder else "./"

    def link(self, source: str, target: str) -> str:
        """Return the address of the staged file `target` as seen from the page staged at `source`."""
        there = self.url(target)
        here = self.url(source)
        base = here.removesuffix("/") if here.endswith("/") else posixpath.dirname(here)
        relative = posixpath.relpath(there.removesuffix("/") or ".", base if base not in ("", ".") else ".")
        return f"{relative}/" if there.endswith("/") else relative

    def resolver(self, path: str) -> Callable[[str], str | None]:
        """Return the function that turns an address in the file at `path` into one that works on the site.

        Addresses of project files that are not published lead to the repository, where settings name it; what leads
        nowhere becomes None.
        """

        def resolve(address: str) -> str | None:
            try:
                parts = urlsplit(address)
            except ValueError:
                return None
            if parts.netloc:
                return None
            if not parts.path:
                return address
            base = "" if parts.path.startswith("/") else posixpath.dirname(path)
            target = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            if target in self.staged:
                return self.link(self.staged.get(path, path), self.staged[target]) + fragment
            if self.built.repository and not target.startswith("../") and self.graph.exists(target):
                return address_of(self.built.repository, self.built.commit, self.built.prefix + target) + fragment
            return None

        return resolve

    def locator(self, record: Record) -> Callable[[str], str | None]:
        """Return the function that gives the address, on `record`'s page, of the record that has or had an id."""

        def locate(id_: str) -> str | None:
            entries = self.graph.by_id.get(id_, ())
            known = entries[0] if entries else self.graph.aliases.get(id_)
            other = known is not None and known.id != record.id
            return self.link(self.record_path(record), self.record_path(known)) if known and other else None

        return locate

    def record_path(self, entry: Entry) -> str:
        """Return where a record's page is staged: at the record's own path, the docs folder being the root.

        A README is the page of its folder. Where two files come to the same page, the second gets a number.
        """
        return self._record_paths[entry.path]

    @cached_property
    def _record_paths(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        taken = {"index.md", *(place.register for place in self.project.places)}
        for entry in self.graph.entries:
            folder, name = posixpath.split(self.project.on_site(entry.path))
            base = "index" if name.lower().startswith(("readme.", "index.")) else stem(name)
            path, number = posixpath.join(folder, f"{base}.md"), 1
            while path.lower() in taken:
                number += 1
                path = posixpath.join(folder, f"{base}-{number}.md")
            taken.add(path.lower())
            found[entry.path] = path
        return found

    def reference(self, entry: Entry) -> dict[str, Any]:
        """Return what a list of records shows of one."""
        base = {"id": entry.id, "kind": entry.kind.name, "url": self.url(self.record_path(entry))}
        if not isinstance(entry, Record):
            return base | {
                "title": entry.path.rsplit("/", 1)[-1],
                "status": "unreadable",
                "phase": "unknown",
                "date": "",
            }
        return base | {
            "title": entry.title,
            "status": entry.status or "no status",
            "phase": entry.phase,
            "date": entry.date or "",
            "owner": self.person(entry.owner) if entry.owner else None,
            "tags": [self.tag(tag) for tag in entry.tags],
        }

    def updated(self, entry: Entry) -> str:
        """Return when a record changed last, a moment in UTC: the last commit's, else the record's own day."""
        if entry.path in self.built.changed:
            return self.built.changed[entry.path]
        day = entry.date if isinstance(entry, Record) and is_date(entry.date) else "1970-01-01"
        return f"{day}T00:00:00Z"

    def permanent(self, entry: Entry) -> str:
        """Return the address, from the site's root, that leads to a record whatever its file is called."""
        found = quote(permanent_path(entry.id))
        return found.removesuffix("index.html") if self.directory_urls else found

    def summary(self, record: Record) -> str:
        """Return the first words of a record's text."""
        if record.path not in self._summaries:
            self._summaries[record.path] = _first_words(record)
        return self._summaries[record.path]

    @cached_property
    def _summaries(self) -> dict[str, str]:
        return {}

    def person(self, handle: str) -> dict[str, str]:
        """Return what a page shows of a person."""
        known = (self.register.people or {}).get(handle)
        return {"handle": handle, "name": known.name if known else handle, "url": self.url(person_path(handle))}

    def waivers(self, record: Record) -> list[dict[str, Any]]:
        """Return what a page shows of a record's waivers: the rule, how it stands on the day of the site, and why."""
        options = options_of(self.project.rule_settings(OWN))
        return [
            {
                "rule": waiver.rule or "no rule",
                "standing": standing(waiver, record, options, self.built.as_of),
                "where": "" if waiver.keys else f"line {waiver.first}",
                "reason": waiver.reason,
                "by": self.person(waiver.approved_by) if waiver.approved_by else None,
                "on": waiver.approved_on,
                "until": waiver.expires,
            }
            for waiver in record.waivers
        ]

    def tag(self, name: str) -> dict[str, str]:
        """Return what a page shows of a tag."""
        return {"name": name, "url": self.url(tag_path(name))}


Maker = Callable[[View], Iterator[Page | Asset]]


def person_path(handle: str) -> str:
    """Return where a person's page is staged."""
    return f"people/{segment(handle)}.md"


def tag_path(name: str) -> str:
    """Return where a tag's page is staged."""
    return f"tags/{segment(name)}.md"


def permanent_path(id_: str) -> str:
    """Return where the page of an id is staged, which leads to the record that has or had it."""
    return f"r/{segment(id_)}/index.html"


def facet_path(folder: str, facet: str, value: str) -> str:
    """Return where the page of a facet's value is staged, for the register in `folder`."""
    return posixpath.join(folder, facet, f"{segment(value)}.md")


@cache
def makers() -> tuple[Maker, ...]:
    """Load every maker of pages, by file name."""
    return tuple(discovery.load("pages", name, "pages") for name in discovery.names("pages"))


def _first_words(record: Record) -> str:
    for section in record.document.sections:
        text = " ".join(record.document.section(section.heading.text).split())
        if section.filled and section.heading.level > 1 and text and text[0] not in "#<|-*>`":
            return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY].rsplit(' ', 1)[0]} …"
    return ""
