"""The index of options: every option that a decision weighed, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape

from adr import ways
from adr.fates import CHOSEN, DROPPED, OPEN, REJECTED, Fate, Option, fates
from adr.page import Asset, Page, View

_SIGNS = {CHOSEN: "in-force", REJECTED: "retired", OPEN: "open", DROPPED: "draft"}
_MOST = 50


def pages(view: View) -> Iterator[Page | Asset]:
    """Make the index, at most 200 fates a page, by name; and the names of all for the filter of the browser."""
    if "decision" not in view.graph.kinds:
        return
    options = fates(record for record in view.graph.records if record.kind.name == "decision")
    first = ways.place(view, ways.OPTIONS)
    parts = list(ways.chunked(first, (min(len(option.fates), _MOST) for option in options)))
    links = [{"label": _label(options[part]), "url": view.url(path)} for path, part in parts]
    script = "options/options-data.js" if len(parts) > 1 else ""
    for number, (path, part) in enumerate(parts):
        rows = ways.Rows(view, path)
        data = {
            "rows": "".join(_row(rows, option) for option in options[part]),
            "total": len(options),
            "here": len(options[part]),
            "pages": [{**link, "here": n == number} for n, link in enumerate(links)],
            "explore": view.url(ways.place(view, ways.EXPLORE)),
            "script": view.url(script) if script else "",
        }
        title = "Options considered" + (f": {links[number]['label']}" if number else "")
        yield Page(path, title, "options.html", data, searchable=False)
    if script:
        yield Asset(script, _script(view, options, parts))


def _row(rows: ways.Rows, option: Option) -> str:
    shown = "".join(_fate(rows, fate) for fate in option.fates[:_MOST])
    left = len(option.fates) - _MOST
    more = f'<li class="adr-muted">and {left} older</li>' if left > 0 else ""
    name = f'<span dir="auto">{escape(option.name)}</span>'
    return ways.row([name, f'<ul class="adr-fates">{shown}{more}</ul>'])


def _fate(rows: ways.Rows, fate: Fate) -> str:
    sign = _SIGNS.get(fate.fate, "unknown")
    record = fate.record
    return (
        f'<li><span class="adr-status adr-status--{sign}">{fate.fate}</span> '
        f"{rows.reference(record, fate.anchor)} "
        f'<span class="adr-list__meta">decision {rows.status(record)} {ways.day(record.date)}</span></li>'
    )


def _label(options: Sequence[Option]) -> str:
    """Return from where to where in the alphabet a page goes."""
    if not options:
        return ""
    ends = [option.name[:3].strip().capitalize() for option in (options[0], options[-1])]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}\u2013{ends[1]}"


def _script(view: View, options: Sequence[Option], parts: Sequence[tuple[str, slice]]) -> bytes:
    """Return the names of all options and the pages that they are on, for the browser."""
    places = [number for number, (_, part) in enumerate(parts) for _ in options[part]]
    data = {"pages": [view.url(path) for path, _ in parts], "names": [o.name for o in options], "at": places}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    stated = f"(globalThis.adrSite ??= {{}}).elsewhere = {text};\nadrSite.filter?.();\n"
    return stated.encode("utf-8", "replace")
