"""What a published file for programs is, and what its maker needs. Each file in ``publications/`` makes one sort."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from adr import discovery
from adr.commonmark import plain
from adr.page import View
from adr.record import Entry, Record

ATOM, FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")

_BINDS = {
    "in-force": "in force",
    "draft": "not in force yet",
    "open": "not in force yet",
    "retired": "no longer in force",
    "unknown": "whether it is in force is not known",
}


@dataclass(frozen=True, slots=True)
class Publication:
    """A file that is published as it stands.

    Attributes:
        path: Where it stands on the site.
        data: What it holds.
        page: The staged page whose head names it; empty for none.
        type: Its media type, for that head.
        title: What that head calls it.
        rel: What it is to that page: ``alternate``, or ``image`` for the picture that stands for it.
    """

    path: str
    data: bytes
    page: str = ""
    type: str = ""
    title: str = ""
    rel: str = "alternate"


Publisher = Callable[[View], Iterator[Publication]]


@cache
def publishers() -> tuple[Publisher, ...]:
    """Load every publisher, by file name."""
    return tuple(discovery.load("publications", name, "publish") for name in discovery.names("publications"))


def address(view: View, path: str, target: str) -> str:
    """Return an address of the site in the file at `path`: a whole one where settings say where the site is."""
    if view.built.site:
        return urljoin(view.built.site, target)
    return "../" * path.count("/") + target if target != "./" else "../" * path.count("/") or "./"


def text_path(view: View, entry: Entry) -> str:
    """Return where the text of a record's file is published; empty where there is none to publish."""
    if not isinstance(entry, Record):
        return f"{view.record_path(entry).removesuffix('.md')}.txt" if entry.text else ""
    return view.record_path(entry).removesuffix(".md") + (".md" if entry.reading.markup == "markdown" else ".txt")


def json_path(view: View, entry: Entry) -> str:
    """Return where a record is published as JSON."""
    return f"{view.record_path(entry).removesuffix('.md')}.json"


def identity(view: View, *parts: str) -> str:
    """Return a universally unique identifier of something of the site that lasts as long as the `parts` do.

    It is of the site's address, else of the knowledge base's name; RFC 9562, version 5.
    """
    return str(uuid5(NAMESPACE_URL, "\n".join([view.built.site or f"adr:{view.project.name}", *parts])))


def name(view: View, entry: Entry) -> str:
    """Return what tells a record from all others for as long as possible: its id, with its path where ids clash."""
    return entry.id if view.graph.by_id[entry.id][0] is entry else f"{entry.id} {entry.path}"


def line(text: str) -> str:
    """Return text on one line, without what XML cannot hold."""
    return " ".join(_NOT_IN_XML.sub(" ", text).split())


def words(view: View, record: Record) -> str:
    """Return the first words of a record's text without its marks, on one line."""
    return line(plain(view.summary(record)))


def standing(view: View, record: Record) -> str:
    """Say in a sentence what a record is, and whether it binds its readers."""
    since = f" since {record.date}" if record.date else ""
    told = f"{record.kind.title}, {record.status or 'without a status'}{since}"
    instead = ", ".join(r.id for r in view.graph.current(record)) if record.phase == "retired" else ""
    return line(f"{told}: {_BINDS[record.phase]}{f'; in force instead: {instead}' if instead else ''}.")


def to_json(value: Any) -> bytes:
    """Return `value` as JSON in UTF-8, one line for each item of a list of records."""
    rows = value.get("records") if isinstance(value, dict) else None
    text = json.dumps({**value, "records": []} if rows else value, ensure_ascii=False, indent=1, default=str)
    if rows:
        listed = ",\n".join(f"  {json.dumps(row, ensure_ascii=False, default=str)}" for row in rows)
        text = text.replace('"records": []', f'"records": [\n{listed}\n ]', 1)
    return f"{text}\n".encode(errors="replace")


def to_xml(root: ET.Element) -> bytes:
    """Return an XML document in UTF-8."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text + b"\n"


def folder_of(path: str) -> str:
    """Return how the folder of a published file leads to the site's root."""
    return posixpath.relpath("/", posixpath.dirname(f"/{path}"))
