"""Before a rename: whether an id of a record stands there, and where it starts and ends."""

from __future__ import annotations

from lsprotocol import types

from adr.lsp.feature import Feature
from adr.lsp.target import target_at
from adr.lsp.workspace import Workspace
from adr.record import Record


def _prepare(workspace: Workspace, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    page = workspace.page(params.text_document.uri)
    target = target_at(page, page.text.offset(params.position)) if page else None
    if page is None or target is None or not isinstance(target.entry, Record):
        return None
    return types.PrepareRenamePlaceholder(page.text.range(target.start, target.end), target.entry.id)


FEATURE = Feature(types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare)
