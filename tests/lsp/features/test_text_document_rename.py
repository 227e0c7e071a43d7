"""A rename in the editor does what ``adr renumber`` does, to what is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from adr.edit import Edit, apply
from adr.lsp.text import Text

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def applied(editor: Editor, edit: types.WorkspaceEdit, texts: dict[str, str]) -> dict[str, str]:
    """Return texts, by path, after the edit, as an editor makes it."""
    for change in edit.document_changes or ():
        if isinstance(change, types.RenameFile):
            texts[change.new_uri.removeprefix(editor.uri("") + "/")] = texts.pop(
                change.old_uri.removeprefix(editor.uri("") + "/")
            )
        elif isinstance(change, types.TextDocumentEdit):
            path = change.text_document.uri.removeprefix(editor.uri("") + "/")
            text = Text(texts[path])
            edits = [
                Edit(text.offset(e.range.start), text.offset(e.range.end), e.new_text)
                for e in change.edits
                if isinstance(e, types.TextEdit)
            ]
            texts[path] = apply(texts[path], edits)
    return texts


def rename(editor: Editor, params: dict[str, object], name: str) -> types.WorkspaceEdit:
    found: types.WorkspaceEdit = editor.ask(
        types.TEXT_DOCUMENT_RENAME,
        types.RenameParams(**params, new_name=name),  # type: ignore[arg-type]
    )
    return found


def test_it_makes_of_all_files_what_renumber_makes(
    editor: Editor, base: Base, record: Write, adr: Command, tmp_path: Path
) -> None:
    files = {
        FILE: record(body="# ADR-0001: Use PostgreSQL\n").replace("\n", "\r\n"),
        OTHER: record(
            "ADR-0002", "😀 ADR-0001 and [x](ADR-0001-use-postgresql.md).\n", relations="{amends: [ADR-0001]}"
        ),
        "docs/page.md": "[x](../adrs/ADR-0001-use-postgresql.md)\n",
        "src/main.py": "x = 1  # ADR-0001\n",
    }
    base(files)
    editor.start()
    document = editor.open(OTHER)
    params = {"text_document": document, "position": types.Position(9, 4)}
    found = applied(editor, rename(editor, params, "adr-0007"), dict(files))
    assert adr("renumber", "ADR-0001", "ADR-0007").code == 0
    paths = [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in ("adr.toml", "lock")]
    assert found == {path.relative_to(tmp_path).as_posix(): path.read_bytes().decode() for path in paths}


def test_what_is_not_saved_yet_is_kept(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(), OTHER: record("ADR-0002", "ADR-0001\n")})
    editor.start()
    editor.open(FILE)
    editor.change(FILE, record(body="New words about ADR-0001.\n"))
    params = editor.at(OTHER, record("ADR-0002", "Unsaved, too: AD|R-0001\n"))
    edit = rename(editor, params, "ADR-0005")
    versions = {
        c.text_document.uri: c.text_document.version
        for c in edit.document_changes or ()
        if isinstance(c, types.TextDocumentEdit)
    }
    assert versions == {editor.uri(FILE): 1, editor.uri(OTHER): 0}
    held = {FILE: record(body="New words about ADR-0001.\n"), OTHER: record("ADR-0002", "Unsaved, too: ADR-0001\n")}
    found = applied(editor, edit, held)
    assert "New words about ADR-0005." in found["adrs/ADR-0005-use-postgresql.md"]
    assert "Unsaved, too: ADR-0005" in found[OTHER]


@pytest.mark.parametrize("name, reason", [("ADR-0002", "is or was the id of a record"), ("x y", "is no decision id")])
def test_an_id_that_cannot_be_given_is_refused_with_the_next_free_one(
    editor: Editor, base: Base, record: Write, name: str, reason: str
) -> None:
    base({FILE: record(), OTHER: record("ADR-0002")})
    editor.start()
    params = editor.at(FILE, record(body="AD|R-0001"))
    with pytest.raises(JsonRpcException, match=f"{reason}.*; the next free one is ADR-0003"):
        rename(editor, params, name)


def test_an_editor_that_cannot_rename_files_is_told_what_to_run(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record()})
    editor.start([], types.ClientCapabilities())
    params = editor.at(FILE, record(body="AD|R-0001"))
    with pytest.raises(JsonRpcException, match="adr renumber ADR-0001 ADR-0004"):
        rename(editor, params, "ADR-0004")


def test_an_editor_that_states_no_more_than_that_it_renames_files_is_served(
    editor: Editor, base: Base, record: Write
) -> None:
    base({FILE: record()})
    edits = types.WorkspaceEditClientCapabilities(resource_operations=[types.ResourceOperationKind.Rename])
    editor.start([], types.ClientCapabilities(types.WorkspaceClientCapabilities(workspace_edit=edits)))
    edit = rename(editor, editor.at(FILE, record(body="AD|R-0001")), "ADR-0004")
    assert "adrs/ADR-0004-use-postgresql.md" in applied(editor, edit, {FILE: record(body="ADR-0001")})
