"""``r/ID/``, which leads to the record that has or had an id, and a page at each address that a record had before."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from adr.html import escape
from adr.page import View, permanent_path
from adr.publication import Publication, folder_of, line
from adr.record import Entry, Record

_NAME = re.compile(r"\w[\w .-]{0,120}")


def publish(view: View) -> Iterator[Publication]:
    """Publish a page for every id and every alias, in small and in capital letters too, where no other id is so."""
    known: dict[str, Sequence[Entry]] = dict(view.graph.by_id)
    known |= {alias: (record,) for alias, record in view.graph.aliases.items()}
    for id_ in tuple(known):
        for other in (id_.lower(), id_.upper()):
            known.setdefault(other, known[id_])
    for id_, entries in known.items():
        path = permanent_path(id_)
        yield Publication(path, _page(view, path, id_, entries))
    for alias, record in view.graph.aliases.items():
        if _NAME.fullmatch(alias):  # a name that a record's file may have had
            folder = posixpath.dirname(view.record_path(record))
            path = posixpath.join(folder, f"{alias}/index.html" if view.directory_urls else f"{alias}.html")
            yield Publication(path, _page(view, path, alias, (record,)))


def _page(view: View, path: str, id_: str, entries: Sequence[Entry]) -> bytes:
    """Return a page that leads on by itself where there is one record to lead to, and lists them where ids clash."""
    root = folder_of(path)
    addresses = [view.url(view.record_path(entry)) for entry in entries]
    head = ['<meta charset="utf-8">', '<meta name="viewport" content="width=device-width">']
    head.append('<meta name="robots" content="noindex">')
    if len(entries) == 1:
        canonical = urljoin(view.built.site, addresses[0]) if view.built.site else f"{root}/{addresses[0]}"
        head.append(f'<meta http-equiv="refresh" content="0; url={escape(f"{root}/{addresses[0]}")}">')
        head.append(f'<link rel="canonical" href="{escape(canonical)}">')
    links = [
        f'<li><a href="{escape(f"{root}/{address}")}">{escape(_name(entry))}</a></li>'
        for entry, address in zip(entries, addresses, strict=True)
    ]
    told = f"{line(id_)} leads to" if len(entries) == 1 else f"{line(id_)} is the id of {len(entries)} records"
    return "\n".join(
        ["<!doctype html>", '<html lang="en">', *head, f"<title>{escape(line(id_))}</title>",
         f"<p>{escape(told)}:</p>", "<ul>", *links, "</ul>", "</html>", ""]
    ).encode(errors="replace")  # fmt: skip


def _name(entry: Entry) -> str:
    return line(f"{entry.id} {entry.title}" if isinstance(entry, Record) else entry.path)
