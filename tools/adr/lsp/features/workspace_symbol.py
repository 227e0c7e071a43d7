"""Find a record by its id or by words of its title."""

from __future__ import annotations

from lsprotocol import types

from adr.lsp.feature import Feature
from adr.lsp.target import place_of
from adr.lsp.workspace import Workspace

_MOST = 500
"""Records beyond which a list is no help; editors ask again when more is typed."""


def _symbols(workspace: Workspace, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    words = params.query.casefold().split()
    found: list[types.WorkspaceSymbol] = []
    for snapshot in workspace.snapshots():
        for record in snapshot.graph.records:
            name = f"{record.id} {record.title}"
            if len(found) < _MOST and all(word in name.casefold() for word in words):
                place = place_of(snapshot, record)
                found.append(
                    types.WorkspaceSymbol(place, name, types.SymbolKind.File, container_name=record.kind.title)
                )
    return found


FEATURE = Feature(types.WORKSPACE_SYMBOL, _symbols)
