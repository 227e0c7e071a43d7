"""Go to definition: from an id or a link to the record, from a handle to the list of people."""

from __future__ import annotations

import re

from lsprotocol import types

from adr.lsp.cursor import cursor
from adr.lsp.feature import Feature
from adr.lsp.target import place_of, target_at
from adr.lsp.workspace import Page, Workspace
from adr.people import PEOPLE


def _definition(workspace: Workspace, params: types.DefinitionParams) -> list[types.Location]:
    page = workspace.page(params.text_document.uri)
    if page is None:
        return []
    offset = page.text.offset(params.position)
    target = target_at(page, offset)
    if target is None:
        return _person(page, offset)
    entries = page.snapshot.graph.by_id.get(target.name) or ((target.entry,) if target.entry else ())
    return [place_of(page.snapshot, entry, target.fragment) for entry in entries]


def _person(page: Page, offset: int) -> list[types.Location]:
    place = cursor(page.text.content, offset)
    handle = page.text.content[place.start : place.end].strip(" \"'") if place else ""
    if not handle or handle not in (page.snapshot.register.people or {}):
        return []
    text = page.snapshot.text(PEOPLE)
    found = re.search(rf"handle:[ ]*[\"']?({re.escape(handle)})(?![\w.-])", text.content)
    return [types.Location(page.snapshot.uri(PEOPLE), text.range(*found.span(1)))] if found else []


FEATURE = Feature(types.TEXT_DOCUMENT_DEFINITION, _definition)
