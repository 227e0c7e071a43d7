"""Beside the page of each record: all of it as JSON (``schemas/site-record.yaml``), and the text of its file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from adr.finding import Finding
from adr.history import address_of
from adr.page import View
from adr.publication import Publication, folder_of, json_path, text_path, to_json
from adr.record import Entry, Record
from adr.report import detail, finding, row
from adr.schemas import output_schema


def publish(view: View) -> Iterator[Publication]:
    """Publish two files for every record; for one that cannot be read, why, and what there is of it."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for found in view.findings:
        findings[found.location.path].append(found)
    for entry in view.graph.entries:
        page, text, path = view.record_path(entry), text_path(view, entry), json_path(view, entry)
        whole = to_json(_whole(view, entry, path, findings[entry.path]))
        yield Publication(path, whole, page, "application/json", "This record as JSON")
        if text:
            type_ = "text/markdown" if text.endswith(".md") else "text/plain"
            yield Publication(text, entry.text.encode(errors="replace"), page, type_, "This record as it is written")
    yield Publication("schemas/site-record.schema.json", to_json(output_schema("site-record")))


def _whole(view: View, entry: Entry, path: str, findings: Sequence[Finding]) -> dict[str, Any]:
    built = view.built
    source = address_of(built.repository, built.commit, built.prefix + entry.path) if built.repository else None
    about = {
        "$schema": f"{folder_of(path)}/schemas/site-record.schema.json",
        "version": 1,
        "as_of": built.as_of or None,
        "commit": built.commit or None,
        "site": built.site or None,
        "url": view.url(view.record_path(entry)),
        "permalink": view.permanent(entry),
        "source": source,
        "updated": view.updated(entry),
    }
    told = [{key: value for key, value in finding(f).items() if key not in ("fix", "waived")} for f in findings]
    if isinstance(entry, Record):
        return {**about, **detail(view.graph, entry), "aliases": list(entry.aliases), "findings": told}
    return {**about, **row(entry), "findings": told}
