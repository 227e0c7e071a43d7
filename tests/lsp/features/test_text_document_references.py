"""Everything that refers to a record: relations, mentions, links, pages, comments of code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def test_references_are_found_everywhere(editor: Editor, base: Base, record: Write) -> None:
    base(
        {
            FILE: record(body="# ADR-0001: Use PostgreSQL\n"),
            OTHER: record("ADR-0002", "See ADR-0001, `ADR-0001`, ADR-00011.\n", relations="{amends: [ADR-0001]}"),
            "docs/page.md": "[x](../adrs/ADR-0001-use-postgresql.md)\n",
            "src/main.py": "x = 1  # ADR-0001\n",
        }
    )
    editor.start()
    params = editor.at("adrs/ADR-0003-x.md", record("ADR-0003", "ADR-00|01 in a buffer"))
    editor.open(OTHER, record("ADR-0002", "😀 ADR-0001\n"))
    for declared, own in ((False, []), (True, [(FILE, 1, 4)])):
        context = types.ReferenceContext(include_declaration=declared)
        found = editor.ask(types.TEXT_DOCUMENT_REFERENCES, types.ReferenceParams(**params, context=context))
        places = [
            (p.uri.removeprefix(editor.uri("") + "/"), p.range.start.line, p.range.start.character) for p in found
        ]
        assert sorted(places) == sorted(
            [*own, (FILE, 8, 2), (OTHER, 8, 3), ("docs/page.md", 0, 4), ("src/main.py", 0, 9)]
        )
