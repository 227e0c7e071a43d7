"""An id can be renamed where it stands; other words cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def test_only_ids_of_records_can_be_renamed(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record()})
    editor.start()

    def ask(text: str) -> types.PrepareRenamePlaceholder | None:
        params = types.PrepareRenameParams(**editor.at(OTHER, text))
        found: types.PrepareRenamePlaceholder | None = editor.ask(types.TEXT_DOCUMENT_PREPARE_RENAME, params)
        return found

    found = ask(record("ADR-0002", "see AD|R-0001"))
    assert found is not None
    assert (found.placeholder, found.range.start, found.range.end) == (
        "ADR-0001",
        types.Position(8, 4),
        types.Position(8, 12),
    )
    assert ask(record("ADR-0002", "ADR-00|09")) is None
    assert ask(record("ADR-0002", "see |words")) is None
