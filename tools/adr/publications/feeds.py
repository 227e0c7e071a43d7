"""What is new or changed, as Atom (RFC 4287) and JSON Feed 1.1: of all records, of each kind, and of each tag."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from adr.page import View, tag_path
from adr.publication import ATOM, FEED, Publication, address, identity, line, name, standing, to_json, to_xml, words
from adr.record import Record, is_date

NEWEST = 50
_FOLDER = "feeds"


def publish(view: View) -> Iterator[Publication]:
    """Publish each feed in both forms; a page whose records a feed has names it."""
    newest = sorted(view.graph.records, key=lambda r: (view.updated(r), r.date or "", r.id, r.path), reverse=True)
    tags: dict[str, list[Record]] = {}
    for record in newest:
        for tag in dict.fromkeys(record.tags):
            tags.setdefault(tag, []).append(record)
    entries = {record.path: _entry(view, record) for record in newest}
    yield from _both(view, "all", "", newest, entries, "")
    for kind in view.graph.kinds.values():
        of_kind = [record for record in newest if record.kind is kind]
        yield from _both(
            view, f"kind-{kind.name}", kind.plural, of_kind, entries, view.project.place(kind.name).register
        )
    for tag, tagged in sorted(tags.items()):
        page = tag_path(tag)
        yield from _both(view, f"tag-{posixpath.basename(page).removesuffix('.md')}", tag, tagged, entries, page)


def _both(
    view: View, name_: str, about: str, records: Sequence[Record], entries: dict[str, dict[str, Any]], page: str
) -> Iterator[Publication]:
    title = line(f"{view.project.name}: {about}" if about else view.project.name)
    chosen = [entries[record.path] for record in records[:NEWEST]]
    path = f"{_FOLDER}/{name_}"
    home = address(view, path, view.url(page) if page else "./")
    yield Publication(f"{path}.xml", _atom(view, f"{path}.xml", title, home, chosen), page, ATOM, title)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": address(view, path, f"{path}.json"),
        "items": [_item(entry) for entry in chosen],
    }
    yield Publication(f"{path}.json", to_json(feed), page, FEED, title)


def _entry(view: View, record: Record) -> dict[str, Any]:
    """Return what both forms say of a record. All feeds are in one folder, so that its addresses are right in each."""
    here = f"{_FOLDER}/all"
    site, key = view.built.site, name(view, record)
    lasting = site and key == record.id
    return {
        "id": address(view, here, view.permanent(record)) if lasting else f"urn:uuid:{identity(view, 'record', key)}",
        "url": address(view, here, view.url(view.record_path(record))),
        "title": line(f"{record.id} {record.title}"),
        "text": f"{standing(view, record)} {words(view, record)}".strip(),
        "updated": view.updated(record),
        "published": f"{record.date}T00:00:00Z" if is_date(record.date) else "",
        "author": line(view.person(record.owner)["name"]) if record.owner else "",
        "tags": [tag for tag in dict.fromkeys(map(line, record.tags)) if tag],
    }


def _item(entry: dict[str, Any]) -> dict[str, Any]:
    found = {
        "id": entry["id"],
        "url": entry["url"],
        "title": entry["title"],
        "content_text": entry["text"],
        "date_published": entry["published"],
        "date_modified": entry["updated"],
        "authors": [{"name": entry["author"]}] if entry["author"] else [],
        "tags": entry["tags"],
    }
    return {key: value for key, value in found.items() if value}


def _atom(view: View, path: str, title: str, home: str, entries: Sequence[dict[str, Any]]) -> bytes:
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    own = address(view, path, path)
    _add(root, "id", own if view.built.site else f"urn:uuid:{identity(view, path)}")
    _add(root, "title", title)
    _add(root, "updated", max((entry["updated"] for entry in entries), default=f"{_day(view)}T00:00:00Z"))
    _add(_add(root, "author"), "name", line(view.project.name) or "adr")
    _add(root, "link", rel="self", type=ATOM, href=own)
    _add(root, "link", rel="alternate", type="text/html", href=home)
    for entry in entries:
        element = _add(root, "entry")
        _add(element, "id", entry["id"])
        _add(element, "title", entry["title"])
        _add(element, "updated", entry["updated"])
        if entry["published"]:
            _add(element, "published", entry["published"])
        if entry["author"]:
            _add(_add(element, "author"), "name", entry["author"])
        _add(element, "link", rel="alternate", type="text/html", href=entry["url"])
        for tag in entry["tags"]:
            _add(element, "category", term=tag)
        _add(element, "summary", entry["text"])
    return to_xml(root)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text
    return child


def _day(view: View) -> str:
    return view.built.as_of if is_date(view.built.as_of) else "1970-01-01"
