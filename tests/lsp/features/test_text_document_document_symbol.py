"""The outline of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


Outline = list[tuple[str, "Outline"]]


def outline(editor: Editor, path: str, text: str) -> Outline:
    params = types.DocumentSymbolParams(editor.open(path, text))

    def of(symbols: list[types.DocumentSymbol]) -> Outline:
        return [(symbol.name, of(list(symbol.children or ()))) for symbol in symbols]

    return of(editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params))


def test_headings_lie_below_each_other(editor: Editor, base: Base, record: Write) -> None:
    base({})
    editor.start()
    body = "# One\n\n### Deep\n\n## Two\n\n```\n# code\n```\n\n# \n"
    wanted: Outline = [("One", [("Deep", []), ("Two", [])]), ("(no title)", [])]
    assert outline(editor, FILE, record(body=body)) == wanted
    assert outline(editor, "docs/page.md", body) == wanted
    assert outline(editor, OTHER, f"---\nid: [\n---\n{body}") == wanted


def test_a_heading_is_where_it_stands(editor: Editor, base: Base, record: Write) -> None:
    base({})
    editor.start()
    params = types.DocumentSymbolParams(editor.open(FILE, record(body="# Ünö 😀\n\ntext\n\n# Zwei\nx")))
    one, two = editor.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)
    assert one.selection_range == types.Range(types.Position(8, 0), types.Position(8, 8))
    assert one.range.end == types.Position(12, 0)
    assert two.range == types.Range(types.Position(12, 0), types.Position(13, 1))
