"""A finding that says what is meant can be mended at a keystroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from adr.edit import Edit, apply
from adr.lsp.text import Text

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def fixed(editor: Editor, path: str, text: str, only: list[str] | None = None) -> list[str]:
    """Return the text after each of the fixes that are offered for all of it."""
    document = editor.open(path, text)
    whole = Text(text).range(0, len(text))
    context = types.CodeActionContext([], only=only)
    found = editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionParams(document, whole, context))
    after = []
    for action in found:
        ((uri, changes),) = action.edit.changes.items()
        edits = [Edit(Text(text).offset(e.range.start), Text(text).offset(e.range.end), e.new_text) for e in changes]
        assert uri == editor.uri(path)
        after.append(apply(text, edits))
    return after


def test_words_ids_and_keys_are_replaced_by_what_is_meant(editor: Editor, base: Base, record: Write) -> None:
    base({OTHER: record("ADR-0002"), "governance/people.yml": "- handle: m.okafor\n"})
    editor.start()
    for wrong, right in (
        (record(status="drfat # 😀"), record(status="draft # 😀")),
        (record(status="'drfat'"), record(status="'draft'")),
        (record(review_by="2027-01-01").replace("review-by", "reveiw-by"), record(review_by="2027-01-01")),
        (record(relations="{amends: [AD-0002]}"), record(relations="{amends: [ADR-0002]}")),
        (record(relations="{ammends: [ADR-0002]}"), record(relations="{amends: [ADR-0002]}")),
    ):
        assert fixed(editor, FILE, wrong) == [right]
    assert fixed(editor, FILE, record()) == []


def test_a_fix_is_offered_where_its_finding_is_and_if_fixes_are_asked_for(
    editor: Editor, base: Base, record: Write
) -> None:
    base({})
    editor.start()
    wrong = record(status="drfat")
    assert fixed(editor, FILE, wrong, ["quickfix"]) == [record()]
    assert fixed(editor, FILE, wrong, ["refactor"]) == []
    start = types.Position(0, 0)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(editor.uri(FILE)), types.Range(start, start), types.CodeActionContext([])
    )
    assert not editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, params)


def test_a_fix_of_two_files_changes_both_and_says_whether_it_is_preferred(
    editor: Editor, base: Base, record: Write
) -> None:
    base({OTHER: record("ADR-0002")})
    editor.start()
    text = record(relations="{amended-by: [ADR-0002]}", impakt="low")
    document = editor.open(FILE, text)
    params = types.CodeActionParams(document, Text(text).range(0, len(text)), types.CodeActionContext([]))
    one, two = sorted(editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, params), key=lambda action: action.title)
    assert (one.title, one.is_preferred) == ("Rename `impakt` to `impact`", False)
    assert two.title == "Write `amends: ADR-0001` in ADR-0002, and take this line out"
    assert two.is_preferred
    assert set(two.edit.changes) == {editor.uri(FILE), editor.uri(OTHER)}


def test_all_safe_fixes_of_a_text_are_made_at_once_if_they_are_asked_for(
    editor: Editor, base: Base, record: Write
) -> None:
    base({OTHER: record("ADR-0002", tags="other")})
    editor.start()
    wrong = record(tags="storage # 😀", impakt="low", Review_By="31.12.2027").replace("\n", "\r\n")
    right = record(tags="[storage] # 😀", impakt="low", review_by="2027-12-31").replace("\n", "\r\n")
    for only in (["source.fixAll"], ["source.fixAll.adr"], ["source"]):
        assert fixed(editor, FILE, wrong, only) == [right]
    assert fixed(editor, FILE, right, ["source.fixAll"]) == []
    assert fixed(editor, FILE, wrong, ["source.organizeImports"]) == []
