"""Find references: everywhere that renumbering a record would reach."""

from __future__ import annotations

from lsprotocol import types

from adr.following import Move
from adr.history import files
from adr.lsp.feature import Feature
from adr.lsp.target import place_of, target_at
from adr.lsp.text import Text
from adr.lsp.workspace import Workspace
from adr.record import Record
from adr.references import referrers


def _references(workspace: Workspace, params: types.ReferenceParams) -> list[types.Location]:
    page = workspace.page(params.text_document.uri)
    target = target_at(page, page.text.offset(params.position)) if page else None
    if page is None or target is None or not isinstance(target.entry, Record):
        return []
    snapshot, record = page.snapshot, target.entry
    ambiguous = len(snapshot.graph.by_id.get(record.id, ())) > 1
    move = Move(record.id, f"{record.id}.moved", record.path, f"{record.path}.moved", {}, ambiguous)
    own = place_of(snapshot, record)
    found = [own] if params.context.include_declaration else []
    named = files(snapshot.project.root, snapshot.project.output)
    for referrer in referrers(snapshot.project.root, move, named, [], snapshot.held):
        text = Text(referrer.text, workspace.encoding)
        for edit in sorted(referrer.edits):
            place = types.Location(snapshot.uri(referrer.path), text.range(edit.start, edit.end))
            if place != own:
                found.append(place)
    return found


FEATURE = Feature(types.TEXT_DOCUMENT_REFERENCES, _references)
