"""What was in force on a day: pages for the ends of past quarters and years, and data for any other day."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from adr.lives import History, Life, Span
from adr.page import Asset, Page, View
from adr.times import history, place, reference, tabs, today

_QUARTERS = 12
_YEARS = 10
_ROWS = 500
_TO_ROOT = "../../"
_PHASES = ("in-force", "open", "draft", "retired", "unknown")


def pages(view: View) -> Iterator[Page | Asset]:
    """Make the pages of past days, their index, and the data."""
    past, folder = history(view), place(view, "as-of")
    days = _days(past, today(view))
    data = _script(view, past)
    yield Asset(f"{folder}/lives-data.js", data)
    about = {
        "tabs": tabs(view, "as-of"),
        "git": past.since if past.since <= today(view) else "",
        "over": {"title": "As of a date", "url": view.url(f"{folder}/index.md")},
    }
    held = {day: _standing(past, day) for day in days}
    version = hashlib.sha256(data).hexdigest()[:10]
    index = {
        **about,
        "days": [_line(view, folder, day, held, earlier) for day, earlier in zip(days, [*days[1:], ""], strict=False)],
        "script": f"{view.url(f'{folder}/lives-data.js')}?v={version}",
        "first": _first(past),
        "today": today(view),
    }
    yield Page(f"{folder}/index.md", "As of a date", "as-of.html", index, searchable=False)
    rows = _Rows(view)
    for day in days:
        yield from _pages_of(view, f"{folder}/{day}", day, held[day], about, rows)


def _first(past: History) -> str:
    return min((s.since or s.until for life in past.lives for s in life.spans if s.since or s.until), default="")


def _days(past: History, day: str) -> list[str]:
    """Return the ends of the last quarters, and before them of years, that the history knows, the latest first."""
    first = _first(past)
    if not day or not first:
        return []
    now = date.fromisoformat(day)
    found: list[str] = []
    year, quarter = now.year, (now.month - 1) // 3
    while len(found) < _QUARTERS + _YEARS and year > 1:
        end = date(year, quarter * 3 + 1, 1) - timedelta(days=1)
        if end.isoformat() < first:
            break
        if len(found) < _QUARTERS or end.month == 12:  # noqa: PLR2004 - December
            found.append(end.isoformat())
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
    return found


def _standing(past: History, day: str) -> list[tuple[Life, Span]]:
    """Return what was in force on a day, by kind and id."""
    found = [(life, span) for life in past.lives if (span := life.on(day)) and span.phase == "in-force"]
    return sorted(found, key=lambda pair: (pair[0].kind.name, pair[0].id))


def _line(
    view: View, folder: str, day: str, held: Mapping[str, Sequence[tuple[Life, Span]]], earlier: str
) -> dict[str, Any]:
    now = {id(life) for life, span in held[day] if span.since}
    before = {id(life) for life, span in held[earlier] if span.since} if earlier else set()
    return {
        "day": day,
        "url": view.url(f"{folder}/{day}.md"),
        "count": len(now),
        "perhaps": len(held[day]) - len(now),
        "came": len(now - before),
        "went": len(before - {id(life) for life, _ in held[day]}),
    }


def _pages_of(
    view: View, stem: str, day: str, held: Sequence[tuple[Life, Span]], about: Mapping[str, Any], rows: _Rows
) -> Iterator[Page]:
    """Make the pages of one day, at most 500 short rows each."""
    chunks = [held[i : i + _ROWS] for i in range(0, len(held), _ROWS)] or [[]]
    paths = [f"{stem}.md", *(f"{stem}-{n}.md" for n in range(2, len(chunks) + 1))]
    for number, chunk in enumerate(chunks):
        groups: dict[str, list[str]] = defaultdict(list)
        for life, span in chunk:
            groups[life.kind.plural].append(rows.html(life, span))
        links = [{"number": n + 1, "url": view.url(path), "here": n == number} for n, path in enumerate(paths)]
        depth = view.url(paths[number]).removesuffix("/").count("/") + view.url(paths[number]).endswith("/")
        parts = [
            {"title": title, "count": len(found), "rows": "".join(found).replace(_TO_ROOT, "../" * depth)}
            for title, found in groups.items()
        ]
        data = {**about, "day": day, "found": len(held), "groups": parts, "pages": links}
        yield Page(paths[number], f"As of {day}", "as-of.html", data, searchable=False)


class _Rows:
    """Rows as HTML, each made once: what lasts is on every page, and templates would take ten times as long."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.known: dict[int, str] = {}

    def html(self, life: Life, span: Span) -> str:
        """Return a row, its addresses from the site's root behind `_TO_ROOT`."""
        if id(span) not in self.known:
            self.known[id(span)] = self._row(life, span)
        return self.known[id(span)]

    def _row(self, life: Life, span: Span) -> str:
        about = reference(self.view, life)
        words = f'<span class="adr-id">{escape(life.id)}</span> '
        words += f'<span class="adr-ref__title" dir="auto">{escape(life.title)}</span>'
        if about["url"]:
            words = f'<a class="adr-ref" href="{_TO_ROOT}{escape(about["url"])}">{words}</a>'
        else:
            words = f'<span class="adr-ref">{words}</span>'
        since = f"since {span.since}" if span.since else f"perhaps: until {span.until}, since when is not known"
        return f'<li>{words} <span class="adr-list__meta"><span class="adr-muted">{since}</span></span></li>'


def _script(view: View, past: History) -> bytes:
    """Return every record's spans for the browser: columns, and per record its spans from the first to the last."""
    kinds = list(view.graph.kinds)
    lives = sorted((life for life in past.lives if life.spans), key=lambda life: (life.kind.name, life.id))
    data = {
        "kinds": [view.graph.kinds[name].plural for name in kinds],
        "phases": _PHASES,
        "id": [life.id for life in lives],
        "title": [life.title for life in lives],
        "kind": [kinds.index(life.kind.name) for life in lives],
        "url": [reference(view, life)["url"] for life in lives],
        "spans": [[[s.since, s.until, _PHASES.index(s.phase), s.status] for s in life.spans] for life in lives],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return f"(globalThis.adrSite ??= {{}}).lives = {text};\nglobalThis.adrSite.ready?.();\n".encode()
