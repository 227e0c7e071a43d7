"""A page per record that others took the place of: what they say instead, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from adr import dossier
from adr.difference import Paragraph, Section, differences, unchanged
from adr.page import Page, View
from adr.record import Record


def pages(view: View) -> Iterator[Page]:
    """Make the page of every record that is superseded, as a whole or in part, by one in force."""
    for record in view.graph.records:
        path = dossier.compared_path(view, record)
        if path:
            data = {
                **view.reference(record),
                "register": {
                    "title": record.kind.plural,
                    "url": view.url(view.project.place(record.kind.name).register),
                },
                "comparisons": [_comparison(view, record, *other) for other in dossier.counterparts(view, record)],
            }
            title = f"{record.id} compared with what is in force"
            yield Page(path, title, "compared.html", data, searchable=False)


def _comparison(view: View, before: Record, after: Record, part: str) -> dict[str, Any]:
    found = differences(before, after, part)
    heading = next((h.text for h in before.document.headings if h.anchor == part), part)
    return {
        "after": view.reference(after),
        "part": heading,
        "too_long": found is None,
        "sections": [_section(section) for section in found or ()],
        "same": list(unchanged(before, after)) if not part else [],
    }


def _section(section: Section) -> dict[str, Any]:
    """Return a section as one text with its changes marked, or as two where nothing in it is the same."""
    if section.what != "changed" or all(p.what in ("removed", "added") for p in section.paragraphs):
        before = _told(p for p in section.paragraphs if p.what == "removed")
        after = _told(p for p in section.paragraphs if p.what == "added")
        return {"heading": section.heading, "what": section.what, "before": before, "after": after}
    return {"heading": section.heading, "what": section.what, "mixed": _told(section.paragraphs)}


def _told(paragraphs: Iterable[Paragraph]) -> list[dict[str, Any]]:
    return [{"what": p.what, "parts": [list(part) for part in p.parts], "form": _form(p)} for p in paragraphs]


def _form(paragraph: Paragraph) -> str:
    first = paragraph.parts[0][1]
    return "code" if first.startswith(("```", "~~~")) else "item" if first.startswith("• ") else "text"
