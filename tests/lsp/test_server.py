"""The server keeps up with an editor: findings of what is typed, of several projects or none, whatever is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def test_findings_follow_what_is_typed_not_what_is_saved(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record()})
    editor.start()
    editor.open(FILE)
    editor.change(FILE, record(status="Acepted"))
    (found,) = editor.codes(FILE, "ENV004")
    assert found.severity is types.DiagnosticSeverity.Error
    assert "did you mean `accepted`?" in found.message
    assert (found.range.start, found.range.end) == (types.Position(4, 8), types.Position(4, 15))
    editor.change(FILE, record())
    editor.codes(FILE)


def test_closing_a_text_makes_the_file_count_again(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record()})
    editor.start()
    editor.open(FILE, record(reviewed="never"))
    editor.codes(FILE, "ENV003")
    editor.close(FILE)
    editor.codes(FILE)


def test_a_change_in_one_text_shows_in_another_file(editor: Editor, base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(), OTHER: record("ADR-0002", title="Use it", relations="{amends: [ADR-0001]}")})
    editor.start([tmp_path])
    editor.open(FILE)
    editor.change(FILE, record("ADR-0003"))
    (found,) = editor.codes(OTHER, "REL001")
    assert "ADR-0001" in found.message


def test_a_clash_names_the_other_file(editor: Editor, base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(), "adrs/ADR-0001-again.md": record()})
    editor.start([tmp_path])
    found = editor.found(FILE, bool)
    related = [info for d in found for info in d.related_information or ()]
    assert [info.location.uri for info in related] == [editor.uri("adrs/ADR-0001-again.md")]


def test_columns_count_utf_16_unless_the_editor_prefers_another(base: Base, record: Write, tmp_path: Path) -> None:
    from tests.lsp.conftest import ALL, Editor

    base({FILE: ""})
    text = record("ADR-0001", "# 😀😀 see [x](nowhere.md)\n")
    columns = {}
    for encoding in (types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf8, None):
        editor = Editor(tmp_path)
        general = types.GeneralClientCapabilities(position_encodings=[encoding] if encoding else None)
        result = editor.start(
            [], types.ClientCapabilities(ALL.workspace, text_document=ALL.text_document, general=general)
        )
        editor.open(FILE, text)
        found = editor.found(FILE, lambda ds: any("nowhere" in d.message for d in ds))
        columns[result.capabilities.position_encoding] = [
            d.range.start.character for d in found if "nowhere" in d.message
        ]
        assert editor.stop() == 0
    assert columns == {types.PositionEncodingKind.Utf16: [11], types.PositionEncodingKind.Utf8: [15]}


def test_files_of_no_project_are_left_alone(editor: Editor, tmp_path: Path, record: Write) -> None:
    editor.start([tmp_path])
    params = editor.at(FILE, record(status="Acep|ted"))
    editor.open("notes.txt", "ADR-0001")
    editor.settle()
    assert editor.diagnostics == {}
    assert editor.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(**params)) is None
    assert editor.ask(types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(**params)) is None


def test_each_folder_has_a_project_of_its_own(editor: Editor, tmp_path: Path, record: Write) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "adrs").mkdir(parents=True)
        (tmp_path / name / "adr.toml").write_text("")
        (tmp_path / name / FILE).write_text(record())
    (tmp_path / "two" / FILE).write_text(record(owner="No Handle"))
    editor.start([tmp_path / "one", tmp_path / "two"])
    editor.codes(f"two/{FILE}", "ENV006")
    assert editor.uri(f"one/{FILE}") not in editor.diagnostics
    found = editor.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("postgresql"))
    assert [s.location.uri for s in found] == [editor.uri(f"one/{FILE}"), editor.uri(f"two/{FILE}")]
    event = types.WorkspaceFoldersChangeEvent([], [types.WorkspaceFolder((tmp_path / "two").as_uri(), "two")])
    editor.say(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, types.DidChangeWorkspaceFoldersParams(event))
    editor.codes(f"two/{FILE}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\nid: [",
        "---\n\t- {a: b\n---\n",
        "---\n&a [*a]: 1\n---",
        "\ufeff---\r\nid: ADR-0001\r\n",
        "\x00\x01",
        "---\nid: ADR-0001\nid: ADR-0001\n---\n# \u2028 \x85 x",
        "a\rb\r\nc",
        "<<<<<<< HEAD\n---\n",
        "---\nrelations: {amends: [ADR-0001#, ADR-\nx: 😀",
    ],
    ids=range(11),
)
def test_whatever_is_typed_the_next_request_is_answered(editor: Editor, base: Base, record: Write, text: str) -> None:
    base({FILE: record()})
    editor.start()
    document = editor.open(FILE, text)
    editor.found(FILE, bool)
    ends = [types.Position(0, 0), types.Position(1, 3), types.Position(2, 99), types.Position(99, 99)]
    for place in ends:
        editor.ask(types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(document, place))
        editor.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(document, place))
        editor.ask(types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(document, place))
        context = types.CodeActionContext([])
        params = types.CodeActionParams(document, types.Range(ends[0], place), context)
        editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, params)
    editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document))
    editor.change(FILE, record())
    editor.codes(FILE)


def test_a_new_text_is_a_record_before_it_is_saved(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(relations="{amends: [ADR-0002]}")})
    editor.start()
    editor.open(FILE)
    editor.codes(FILE, "REL001")
    editor.open(OTHER, record("ADR-0002", title="MySQL", reviewed="never"))
    editor.codes(FILE)
    editor.codes(OTHER, "ENV003")


def test_settings_that_cannot_be_used_are_reported_where_they_stand(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(status="Acepted")})
    editor.start()
    editor.open(FILE)
    editor.codes(FILE, "ENV004")
    editor.save("adr.toml", "nmae = 'x'\n")
    (found,) = editor.found("adr.toml", bool)
    assert "did you mean `name`?" in found.message
    assert editor.diagnostics[editor.uri(FILE)], "what was known stays"
    editor.save("adr.toml", "[rules.ENV004]\nseverity = 'warning'\n")
    editor.found("adr.toml", lambda found: not found)
    (found,) = editor.found(FILE, lambda ds: any(d.severity is types.DiagnosticSeverity.Warning for d in ds))


def test_what_the_baseline_has_is_not_shown_and_rules_link_to_their_pages(
    editor: Editor, base: Base, record: Write
) -> None:
    counted = json.dumps({"version": 1, "findings": {FILE: {"ENV004": 1}}})
    settings = "[check]\nrule-pages = 'https://example.com/rules'\n"
    base({FILE: record(status="Acepted"), "adr-baseline.json": counted, "adr.toml": settings})
    editor.start()
    editor.open(FILE)
    editor.change(FILE, record(status="Acepted", reviewed="never"))
    (found,) = editor.codes(FILE, "ENV003")
    assert found.code_description == types.CodeDescription("https://example.com/rules/env003/")
    editor.save("adr-baseline.json", "{")
    (found,) = editor.found("adr.toml", bool)
    assert "adr-baseline.json is no baseline" in found.message


def test_a_file_changed_by_others_is_read_again(editor: Editor, base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record()})
    editor.start([tmp_path])
    (tmp_path / OTHER).write_text(record("ADR-0002", title="Use it", x="1"))
    event = types.FileEvent(editor.uri(OTHER), types.FileChangeType.Created)
    editor.say(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.DidChangeWatchedFilesParams([event]))
    editor.codes(OTHER, "ENV003")
    (tmp_path / OTHER).unlink()
    editor.say(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.DidChangeWatchedFilesParams([event]))
    editor.codes(OTHER)


def test_the_conversation_ends_in_order(editor: Editor, tmp_path: Path) -> None:
    editor.start([tmp_path])
    assert editor.stop() == 0


def test_what_is_waived_is_a_hint_that_says_until_when(editor: Editor, base: Base, record: Write) -> None:
    terms = 'reason: "the page moves to the handbook in May", approved-by: j.lind, approved-on: 2026-03-02'
    base({FILE: record(body=f"\n<!-- adr: waive REL008, {terms}, expires: 2026-06-01 -->\nSee [it](x.md).\n")})
    editor.start()
    editor.open(FILE)
    (found,) = editor.codes(FILE, "REL008")
    assert found.severity is types.DiagnosticSeverity.Hint
    assert found.message.startswith("waived until 2026-06-01, approved by j.lind on 2026-03-02: the page moves")
    assert found.range.start == types.Position(10, 4)
