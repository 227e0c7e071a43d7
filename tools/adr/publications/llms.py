"""``llms.txt`` and ``llms-full.txt`` (llmstxt.org): what a language model is told, what is in force before the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from adr.commonmark import verbatim
from adr.page import View
from adr.publication import Publication, address, line, standing, text_path, words
from adr.record import Record
from adr.report import many

LIST_BYTES = 256 * 1024
"""The most that the list of records takes."""

TEXT_BYTES = 4 * 1024 * 1024
"""The most that the texts take."""

_INTRO = (
    "Decisions, learnings and playbooks. Only what is in force binds its readers; everything else says what replaced "
    "it or what it waits for."
)


def publish(view: View) -> Iterator[Publication]:
    """Publish a list with links to the texts, and a file with the texts themselves."""
    groups = _groups(view)
    yield Publication("llms.txt", _list(view, groups))
    yield Publication("llms-full.txt", _texts(view, [record for _, records in groups for record in records]))


def _groups(view: View) -> list[tuple[str, list[Record]]]:
    """Return the records under headings; the newest first in each. ``Optional`` is what a reader may leave out."""
    newest = sorted(view.graph.records, key=lambda r: (r.date or "", r.id), reverse=True)
    found = [
        (f"{line(kind.plural)} in force", [r for r in newest if r.kind is kind and r.phase == "in-force"])
        for kind in view.graph.kinds.values()
    ]
    waiting = [r for r in newest if r.phase not in ("in-force", "retired")]
    found += [("Not in force yet", waiting), ("Optional", [r for r in newest if r.phase == "retired"])]
    return [(heading, records) for heading, records in found if records]


def _list(view: View, groups: Sequence[tuple[str, list[Record]]]) -> bytes:
    built = f" As of {line(view.built.as_of)}." if view.built.as_of else ""
    parts = [f"# {verbatim(line(view.project.name))}\n\n> {_INTRO}{built}\n"]
    size, left = 0, 0
    for heading, records in groups:
        parts.append(f"\n## {heading}\n\n")
        for record in records:
            link = address(view, "llms.txt", quote(text_path(view, record)))
            title = verbatim(line(f"{record.id} {record.title}"))
            told = verbatim(f"{standing(view, record)} {words(view, record)}".strip())
            row = f"- [{title}]({link}): {told}\n"
            size += len(row.encode(errors="replace"))
            left += size > LIST_BYTES
            parts += [row] if size <= LIST_BYTES else []
    if left:
        where = address(view, "llms.txt", "records.json")
        parts.append(f"\n{many(left, 'record')} more did not fit here. [All records]({where}) are listed as JSON.\n")
    return "".join(parts).encode(errors="replace")


def _texts(view: View, records: Sequence[Record]) -> bytes:
    parts = [f"{line(view.project.name)}\n\n{_INTRO}\n".encode(errors="replace")]
    size, left = 0, 0
    for record in records:
        where = address(view, "llms-full.txt", view.url(view.record_path(record)))
        head = f"{line(f'{record.id}: {record.title}')}\n{standing(view, record)}\n{where}"
        part = f"\n{'=' * 72}\n{head}\n{'=' * 72}\n\n{record.reading.body.strip()}\n".encode(errors="replace")
        size += len(part)
        left += size > TEXT_BYTES
        parts += [part] if size <= TEXT_BYTES else []
    if left:
        told = f"\n{'=' * 72}\n{many(left, 'record')} more did not fit here; records.json lists all of them.\n"
        parts.append(told.encode())
    return b"".join(parts)
