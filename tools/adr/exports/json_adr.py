"""JSON-ADR 1.0.0: decisions as one JSON document, with sections and options taken apart.

Source of the format: https://github.com/joshrotenberg/adrs/blob/main/schema/json-adr/v1.json
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from adr import __version__
from adr.export import Exported, Format, Request, relations, unplaced
from adr.markdown import Document, Heading
from adr.options import considered_options
from adr.record import Record, is_date, items

_PEOPLE = {"decision-makers": "deciders", "consulted": "consulted", "informed": "informed", "tags": "tags"}
_PLACED = ("id", "title", "status", "date", "relations", *_PEOPLE)
_TEXTS = {
    "context and problem statement": "context",
    "context": "context",
    "decision outcome": "decision",
    "decision": "decision",
    "confirmation": "confirmation",
}
_DRIVERS, _ARGUMENTS = "decision drivers", "pros and cons of the options"
_LEVELS, _BELOW = (1, 2), 3
_ITEM = re.compile(r"[*+-] +((?:.*(?:\n|$))(?:[ \t]+\S.*(?:\n|$))*)", re.MULTILINE)
_ARGUMENT = re.compile(r"(good|bad|neutral),? because ", re.IGNORECASE)


def _write(request: Request) -> Exported:
    dated = [r for r in request.records if is_date(r.date) and r.status]
    numbers = {path: number or max(request.numbers.values()) + 1 for path, number in request.numbers.items()}
    kept = {r.path: numbers[r.path] for r in dated}
    notes = [f"{r.path} left out: json-adr needs a status and a date" for r in request.records if r.path not in kept]
    notes += [
        f"{path} gets the number {kept[path]}: json-adr begins at 1" for path in kept if not request.numbers[path]
    ]
    lost: Counter[str] = unplaced(dated, _PLACED)
    document = {
        "version": "1.0.0",
        "tool": {"name": "adr", "version": __version__},
        "repository": {"name": request.name},
        "adrs": [_adr(request, record, kept) for record in dated],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return Exported({"": text}, dict(lost), (*request.renumbered(), *notes))


def _adr(request: Request, record: Record, kept: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": kept[record.path],
        "title": record.title,
        "status": record.status,
        "date": record.date,
        "path": record.path,
    }
    for name, key in _PEOPLE.items():
        if held := [str(item) for item in items(record.fields.get(name))]:
            found[key] = held
    custom: dict[str, str] = {}
    _body(record, found, custom)
    links, others = [], []
    for name, id_, part in relations(request.graph, record):
        other = request.graph.known_as(id_)
        if other and other.path in kept:
            about = {"description": f"of its part `{part}`"} if part else {}
            links.append({"type": name, "target": kept[other.path], **about})
        else:
            others.append(f"- {name}: {id_}{f'#{part}' if part else ''}")
    if others:
        _add(custom, "Relations", "\n".join(others))
    return found | ({"links": links} if links else {}) | ({"custom_sections": custom} if custom else {})


def _body(record: Record, found: dict[str, Any], custom: dict[str, str]) -> None:
    """Take a body apart: sections that the format knows into `found`, all others into `custom`."""
    for title, text in _sections(record.document):
        name = title.casefold()
        if name in _TEXTS and _TEXTS[name] not in found:
            found[_TEXTS[name]] = text
        elif name == "consequences" and name not in found:
            found[name] = _consequences(text)
        elif name == _DRIVERS and "decision_drivers" not in found and _is_list(text):
            found["decision_drivers"] = _items(text)
        else:
            _add(custom, title or "Introduction", text)
    arguments = _arguments(record.document.section(_ARGUMENTS))
    options = [{"name": name, **arguments.get(name.casefold(), {})} for name in considered_options(record)]
    if options:
        found["considered_options"] = options


def _sections(document: Document) -> list[tuple[str, str]]:
    """Return heading and text of each section that is not empty, its subsections with it but for those known apart."""
    apart = [h for h in document.headings if h.level in _LEVELS or _is_known_apart(h)]
    data = document.text.encode()
    ends = [h.start for h in apart[1:]] + [len(data)]
    found = [("", data[: apart[0].start if apart else len(data)].decode())]
    found += [
        ("" if heading is apart[0] and heading.level == 1 else heading.text, data[heading.end : until].decode())
        for heading, until in zip(apart, ends, strict=False)
    ]
    return [(title, text.strip()) for title, text in found if text.strip()]


def _is_known_apart(heading: Heading) -> bool:
    """Tell whether a heading of the third level begins a section that the format has a place for."""
    return heading.level == _BELOW and heading.text.casefold() in (*_TEXTS, "consequences")


def _consequences(text: str) -> Any:
    """Return good and bad consequences, where the text is a list of nothing else; the text in one piece otherwise."""
    sorted_ = _sorted(text) if _is_list(text) else None
    if sorted_ is None or sorted_["neutral"]:
        return [text]
    return {"positive": sorted_["good"], "negative": sorted_["bad"]}


def _arguments(text: str) -> dict[str, dict[str, list[str]]]:
    """Return what speaks for and against each option, by its name in lower case, from a section of MADR's."""
    document = Document(text)
    data = text.encode()
    ends = [h.start for h in document.headings[1:]] + [len(data)]
    found = {}
    for heading, until in zip(document.headings, ends, strict=False):
        arguments = _sorted(data[heading.end : until].decode()) or {}
        named = {"pros": arguments.get("good"), "cons": arguments.get("bad")}
        found[heading.text.casefold()] = {key: held for key, held in named.items() if held}
    return found


def _sorted(text: str) -> Mapping[str, list[str]] | None:
    """Return items by whether they are good, bad or neutral, without these words; None where one does not say."""
    found: dict[str, list[str]] = {"good": [], "bad": [], "neutral": []}
    for item in _items(text):
        match = _ARGUMENT.match(item)
        if match is None:
            return None
        found[match[1].lower()].append(item[match.end() :])
    return found


def _is_list(text: str) -> bool:
    """Tell whether a text is one list without nesting, and nothing else."""
    return bool(text) and not _ITEM.sub("", f"{text}\n").strip() and not re.search(r"^[ \t]+[*+-] ", text, re.MULTILINE)


def _items(text: str) -> list[str]:
    return [" ".join(match[1].split()) for match in _ITEM.finditer(text)]


def _add(custom: dict[str, str], title: str, text: str) -> None:
    """Add a section under its title, and under a further one where the title is taken."""
    name, number = title, 1
    while name in custom:
        number += 1
        name = f"{title} ({number})"
    custom[name] = text


EXPORT = Format(_write, series=True)
