"""Completion: keys, choices, ids, people, relations and tags in front matter; ids and paths of records in the body."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from lsprotocol import types

from adr.dialect import id_of
from adr.kind import ANY, Kind
from adr.lsp.cursor import Cursor, cursor, head_range
from adr.lsp.feature import Feature
from adr.lsp.workspace import Page, Workspace
from adr.record import Record
from adr.rule import all_rules

Choice = tuple[str, str]
"""A word, and what to say of it."""

_ID_SO_FAR = re.compile(r"(?<![\w/.-])[A-Z]{1,3}(?:-\d*)?$")
_LINK_SO_FAR = re.compile(r"\]\(([^()\s]*)$")


def _completion(workspace: Workspace, params: types.CompletionParams) -> types.CompletionList | None:
    page = workspace.page(params.text_document.uri)
    if page is None:
        return None
    content, offset = page.text.content, page.text.offset(params.position)
    place = cursor(content, offset)
    kind = page.kind
    if place is None:
        items = list(_in_body(page, offset))
    elif kind is None or (page.entry is not None and page.entry.dialect != "native"):
        return None
    else:
        items = list(_in_head(page, kind, place))
    return types.CompletionList(is_incomplete=False, items=items)


def _in_head(page: Page, kind: Kind, place: Cursor) -> Iterator[types.CompletionItem]:
    schema = kind.schema_at(place.keys)
    inner = kind.schema_at((*place.keys, 0)) if "items" in schema else schema
    known = inner.get("properties", {})
    if place.slot == "key" or (place.slot == "either" and known):
        after = "" if re.match(r"[ ]*:", page.text.content[place.end :]) else ": "
        for key in known:
            if key not in _present(page, place):
                yield _item(page, place, key, _said_of(kind, place, key), types.CompletionItemKind.Property, after)
    elif not (place.slot == "value" and known):
        for word, detail in _values(page, kind, place.keys, inner):
            yield _item(page, place, word, detail, types.CompletionItemKind.Value)


def _present(page: Page, place: Cursor) -> frozenset[str]:
    """Return the keys that stand at the top level already; a key stands once."""
    head = head_range(page.text.content)
    if place.keys or head is None:
        return frozenset()
    lines = page.text.content[head[0] : place.start] + page.text.content[place.end : head[1]]
    return frozenset(re.findall(r"(?m)^([\w.-]+)[ ]*:", lines))


def _said_of(kind: Kind, place: Cursor, key: str) -> str:
    if place.keys == ("relations",):
        relation = kind.relations[key]
        return f"to: {', '.join(relation.targets)}; inverse: {relation.inverse}"
    return str(kind.schema_at((*place.keys, key)).get("description", ""))


def _values(page: Page, kind: Kind, keys: tuple[str, ...], schema: Mapping[str, Any]) -> Iterator[Choice]:
    """Yield what a field may hold, as far as that can be listed."""
    snapshot = page.snapshot
    if "const" in schema:
        yield str(schema["const"]), ""
    yield from ((str(choice), "") for choice in schema.get("enum", ()))
    if schema.get("type") == "boolean":
        yield from (("true", ""), ("false", ""))
    if keys in {tuple(step for step in path if step != "*") for path in kind.handle_fields}:
        people = snapshot.register.people or {}
        yield from ((handle, f"{person.name}, {person.kind}") for handle, person in people.items())
    elif keys == ("id",):
        yield id_of(page.path), "the id in the file's name"
    elif keys == ("tags",):
        others = (record for record in snapshot.graph.records if record.path != page.path)
        yield from ((tag, "") for tag in sorted({tag for record in others for tag in record.tags}))
    elif keys == ("controls",):
        refs = (snapshot.register.controls or {}).items()
        yield from ((f"{name}:{ref}", name) for name, known in refs for ref in sorted(known or ()))
    elif keys == ("waivers", "rule"):
        yield from ((rule.code, rule.summary) for rule in all_rules())
    elif keys[:1] == ("relations",) and len(keys) > 1:
        relation = kind.relations.get(keys[1])
        yield from _records(page, relation.targets if relation else (ANY,))
    elif schema.get("pattern") == kind.schema["$defs"]["record-id"]["pattern"]:
        yield from _records(page, (ANY,))


def _records(page: Page, kinds: tuple[str, ...]) -> Iterator[Choice]:
    for record in page.snapshot.graph.records:
        if record.path != page.path and (ANY in kinds or record.kind.name in kinds):
            yield record.id, _title(record)


def _title(record: Record) -> str:
    return f"{record.title} ({record.status_raw})" if record.status_raw else record.title


def _in_body(page: Page, offset: int) -> Iterator[types.CompletionItem]:
    """Yield ids where one was begun, and paths of records in the destination of a link."""
    line = page.text.content[page.text.content.rfind("\n", 0, offset) + 1 : offset]
    if link := _LINK_SO_FAR.search(line):
        place = Cursor((), offset - len(link[1]), offset, "value")
        for record in page.snapshot.graph.records:
            path = quote(posixpath.relpath(record.path, posixpath.dirname(page.path) or "."))
            yield _item(page, place, path, _title(record), types.CompletionItemKind.File)
    elif begun := _ID_SO_FAR.search(line):
        place = Cursor((), offset - len(begun[0]), offset, "value")
        for id_, title in _records(page, (ANY,)):
            yield _item(page, place, id_, title, types.CompletionItemKind.Reference)


def _item(
    page: Page, place: Cursor, word: str, detail: str, kind: types.CompletionItemKind, after: str = ""
) -> types.CompletionItem:
    edit = types.TextEdit(page.text.range(place.start, place.end), word + after)
    return types.CompletionItem(label=word, kind=kind, detail=detail or None, filter_text=word, text_edit=edit)


FEATURE = Feature(
    types.TEXT_DOCUMENT_COMPLETION, _completion, types.CompletionOptions(trigger_characters=[" ", "[", ",", "-", "("])
)
