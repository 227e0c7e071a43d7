"""Rename: a record gets another id, and everything follows, as with ``adr renumber``."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from adr.change import unused_id
from adr.finding import CannotRunError
from adr.history import files
from adr.lsp.feature import Feature
from adr.lsp.target import target_at
from adr.lsp.text import Text
from adr.lsp.workspace import Snapshot, Workspace
from adr.record import Record
from adr.references import move_record, renumbered
from adr.write import FileChange


def _rename(workspace: Workspace, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Return the edits of all files, and the new name of the record's own."""
    page = workspace.page(params.text_document.uri)
    target = target_at(page, page.text.offset(params.position)) if page else None
    if page is None or target is None:
        return None
    record, snapshot = target.entry, page.snapshot
    if not isinstance(record, Record):
        raise CannotRunError(f"no record that can be read is called `{target.name}`")
    graph, root = snapshot.graph, snapshot.project.root
    new = unused_id(snapshot.project, graph, record, params.new_name.strip())
    if not workspace.renames_files:
        raise CannotRunError(f"this editor cannot rename files; save, and run `adr renumber {record.id} {new}`")
    text, move = renumbered(record, new, ambiguous=len(graph.by_id.get(record.id, ())) > 1)
    moved = move_record(root, record, text, move, files(root, snapshot.project.output), snapshot.held)
    for note in moved.notes:
        workspace.tell(note)
    return types.WorkspaceEdit(document_changes=list(_changes(snapshot, moved.files, move.old_path, move.new_path)))


def _changes(
    snapshot: Snapshot, changes: list[FileChange], old: str, new: str
) -> Iterator[types.TextDocumentEdit | types.RenameFile]:
    """Yield what changes in each file; the record's own changes under its old name, and is renamed then."""
    own = snapshot.text(old)
    for change in changes:
        path = snapshot.project.relative(change.path)
        if change.after is not None:
            path, before = (old, own.content) if path == new else (path, change.before or "")
            buffer = snapshot.buffers.get(path)
            document = types.OptionalVersionedTextDocumentIdentifier(
                snapshot.uri(path), buffer.version if buffer else None
            )
            yield types.TextDocumentEdit(document, list(_edits(Text(before, own.encoding), change.after)))
    if old != new:
        yield types.RenameFile(
            old_uri=snapshot.uri(old),
            new_uri=snapshot.uri(new),
            options=types.RenameFileOptions(overwrite=False, ignore_if_exists=False),
        )


def _edits(before: Text, after: str) -> Iterator[types.TextEdit]:
    """Yield the lines that change."""
    old, new = before.content.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield types.TextEdit(before.range(starts[first], starts[last]), "".join(new[begin:end]))


FEATURE = Feature(types.TEXT_DOCUMENT_RENAME, _rename)
