"""A register's table as data for the browser: a script file, since pages opened from a disk may load no other."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any

from adr.facets import Facet, Table, Value
from adr.page import View

PHASES = ("draft", "open", "in-force", "retired", "unknown")

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def encoded(view: View, table: Table) -> dict[str, Any]:
    """Return a table by columns, equal values once.

    An address is its folder's number and what follows the id: text, or how many letters of the title's words.
    """
    paths = [view.url(view.record_path(entry)) for entry in table.entries]
    end = "/" if view.directory_urls else ".html"
    cut = [posixpath.split(path.removesuffix(end)) for path in paths]
    folders = list(dict.fromkeys(folder for folder, _ in cut))
    numbers = {folder: i for i, folder in enumerate(folders)}
    return {
        "facets": [_facet(view, facet, table.values[facet.name]) for facet in table.facets],
        "phases": PHASES,
        "folders": folders,
        "end": end,
        "id": [row.id for row in table.rows],
        "title": [row.title for row in table.rows],
        "folder": [numbers[folder] for folder, _ in cut],
        "tail": [_tail(row.id, row.title, name) for row, (_, name) in zip(table.rows, cut, strict=True)],
        "date": [row.date for row in table.rows],
        "phase": [PHASES.index(row.phase) for row in table.rows],
        "values": [_column(facet, table) for facet in table.facets],
    }


def script(register: str, data: dict[str, Any]) -> bytes:
    """Return the script that hands `data` to the page of a register."""
    name = json.dumps(register)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    stated = f"((globalThis.adrSite ??= {{}}).registers ??= {{}})[{name}] = {text};\nadrSite.ready?.();\n"
    return stated.encode("utf-8", "replace")


def _facet(view: View, facet: Facet, values: tuple[Value, ...]) -> dict[str, Any]:
    return {
        "name": facet.name,
        "title": facet.title,
        "ordered": bool(facet.order) or facet.latest,
        "values": [value.value for value in values],
        "labels": [value.label if value.label != value.value else 0 for value in values],
        "urls": [view.person(value.value)["url"] for value in values] if facet.name == "owner" else [],
    }


def _column(facet: Facet, table: Table) -> list[Any]:
    """Return a facet's values by row: a number, or a list of them, or -1 for none. Empty where no row has any."""
    if not table.values[facet.name]:
        return []
    places = {value.value: i for i, value in enumerate(table.values[facet.name])}
    found = ([places[value] for value in row.values.get(facet.name, ())] for row in table.rows)
    return [numbers[0] if len(numbers) == 1 else numbers or -1 for numbers in found]


def _tail(id_: str, title: str, name: str) -> str | int:
    """Return what a browser needs to know the last part of an address."""
    words = _NO_LETTER.sub("-", title.lower()).strip("-")
    length = len(name) - len(id_) - 1
    return length if length > 0 and name == f"{id_}-{words[:length]}" and title.isascii() else name
