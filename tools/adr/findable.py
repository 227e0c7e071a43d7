"""What the site's search knows, as script files: what there is, and of each the beginnings of its sections."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyromark

from adr.commonmark import OPTIONS, body_start
from adr.dataset import PHASES
from adr.markdown import Document
from adr.page import Asset, View, person_path
from adr.project import Project
from adr.record import Record
from adr.report import roles

BUILT_IN, PAGEFIND = "built-in", "pagefind"

MANY = 1000
"""How many records the search of the site's own is meant for."""

_ALL, _LEAST, _MOST = 1_000_000, 400, 6_000
_TITLE, _SECTIONS = 300, 60

_BLOCKS = frozenset({"Paragraph", "Item", "TableRow", "TableHead", "CodeBlock"})

Part = tuple[str, str, str]
"""A section: its anchor, its heading, its text."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something that can be found. `names` are what else it is or was called; `source` is its Markdown."""

    id: str
    title: str
    url: str
    kind: str
    status: str = ""
    phase: str = "unknown"
    date: str = ""
    owner: tuple[str, str] = ("", "")
    tags: Sequence[str] = ()
    names: Sequence[str] = ()
    source: Document | None = None


def chosen(project: Project, records: int) -> str:
    """Return which search a site of so many records has, as settings and what is installed allow."""
    stated = project.site.get("search", "auto")
    wanted = stated == PAGEFIND or (stated == "auto" and records > MANY)
    return PAGEFIND if wanted and installed() else BUILT_IN


def installed() -> bool:
    """Tell whether Pagefind's command is there."""
    return importlib.util.find_spec("pagefind_bin") is not None


def advice(project: Project, records: int) -> str:
    """Say what would make the search of this site better; empty where nothing would."""
    stated = project.site.get("search", "auto")
    if installed() or stated == BUILT_IN or (stated == "auto" and records <= MANY):
        return ""
    why = "site.search asks for Pagefind, which is not installed" if stated == PAGEFIND else f"{records} records"
    return (
        f"{why}: the search has the beginnings of sections only; `pip install adr-playbook[pagefind]` has it read all"
    )


def files(view: View) -> Iterator[Asset]:
    """Make the two files of the search: what there is, for ids and titles, and the text, which is asked for later."""
    rows = [*_records(view), *_docs(view), *_people(view), *_registers(view)]
    each = max(_LEAST, min(_MOST, _ALL // max(1, len(rows))))
    texts = _script("text", [parts(row.source, each, row.title) if row.source else [] for row in rows])
    version = hashlib.sha256(texts).hexdigest()[:10]
    full = chosen(view.project, len(view.graph.records)) == PAGEFIND
    index = {
        "text": f"search/text.js?v={version}",
        "full": f"{PAGEFIND}/{PAGEFIND}.js" if full else "",
        "phases": PHASES,
        "rows": [_encoded(row) for row in rows],
    }
    yield Asset("search/index.js", _script("index", index))
    yield Asset("search/text.js", texts)


def parts(source: Document, most: int, title: str = "") -> list[Part]:
    """Return the sections of a text with their beginnings, all of them together no longer than about `most`."""
    data = source.text.encode()
    heads = source.headings[:_SECTIONS]
    ends = [*(head.start for head in heads), len(data)]
    found: list[Part] = []
    for head, start, end in [(None, 0, ends[0]), *zip(heads, (h.end for h in heads), ends[1:], strict=True)]:
        text = _plain(data[start : min(end, start + 3 * most)].decode("utf-8", "ignore"))
        own = head is not None and head.text != title
        if text or own:
            found.append((head.anchor, head.text[:_TITLE], text) if head and own else ("", "", text))
    shares = _shares([len(text) for _, _, text in found], most)
    return [(anchor, head, _cut(text, share)) for (anchor, head, text), share in zip(found, shares, strict=True)]


def _plain(markdown: str) -> str:
    """Return the text of a stretch of Markdown without marks, a line for each block; diagrams are left out."""
    pieces: list[str] = []
    drawn = False
    for event in pyromark.events(markdown, options=OPTIONS):
        if isinstance(event, str):
            pieces.append(" ")
            continue
        ((what, value),) = event.items()
        if what == "Start" and isinstance(value, dict) and "CodeBlock" in value:
            drawn = str(value["CodeBlock"]).lower().find("mermaid") >= 0
        elif what in ("Text", "Code") and not drawn:
            pieces.append(str(value))
        elif what == "End":
            drawn = False
            pieces.append("\n" if isinstance(value, dict) or value in _BLOCKS else " " if value == "TableCell" else "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _shares(lengths: Sequence[int], most: int) -> list[int]:
    """Return how much of each text is kept: what a short one leaves goes to the longer ones."""
    shares = [0] * len(lengths)
    for done, at in enumerate(sorted(range(len(lengths)), key=lambda i: lengths[i])):
        shares[at] = min(lengths[at], most // (len(lengths) - done))
        most -= shares[at]
    return shares


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(None, 1)[0]} …"


def _records(view: View) -> Iterator[Row]:
    for entry in view.graph.entries:
        shown = view.reference(entry)
        names: Sequence[str] = ()
        source = None
        if isinstance(entry, Record):
            names, source = entry.aliases, entry.document
        who = shown.get("owner") or {}
        yield Row(
            entry.id,
            shown["title"],
            shown["url"],
            entry.kind.title,
            shown["status"],
            shown["phase"],
            shown["date"],
            (who.get("handle", ""), who.get("name", "")),
            [tag["name"] for tag in shown.get("tags", ())],
            names,
            source,
        )


def _docs(view: View) -> Iterator[Row]:
    """Yield the pages of the docs folder."""
    known = {entry.path for entry in view.graph.entries}
    for source, path in sorted(view.staged.items()):
        if not source.startswith(f"{view.project.docs}/") or not source.endswith(".md") or source in known:
            continue
        file = view.project.root / source
        if not file.is_file():
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        document = Document(text[body_start(text) :])
        title = document.title or path.removesuffix(".md").replace("-", " ").capitalize()
        yield Row("", title, view.url(path), "Page", source=document)


def _people(view: View) -> Iterator[Row]:
    """Yield the people who have a page."""
    handles = {handle for record in view.graph.records for _, handle in roles(record)} | set(view.register.people or {})
    for handle in sorted(handles):
        yield Row("", view.person(handle)["name"], view.url(person_path(handle)), "Person", names=(handle,))


def _registers(view: View) -> Iterator[Row]:
    for kind in view.graph.kinds.values():
        yield Row("", kind.plural, view.url(view.project.place(kind.name).register), "Page")


def _encoded(row: Row) -> list[Any]:
    phase = PHASES.index(row.phase)
    title = row.title if len(row.title) <= _TITLE else f"{row.title[:_TITLE]} …"
    return [row.id, title, row.url, row.kind, row.status, phase, row.date, *row.owner, [*row.tags], [*row.names]]


def _script(name: str, value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    stated = f"((globalThis.adrSite ??= {{}}).found ??= {{}}).{name} = {text};\n"
    return stated.encode("utf-8", "replace")
