"""Find records by id or title."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def test_words_of_id_and_title_find_a_record(editor: Editor, base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(), OTHER: record("ADR-0002", title="Use MySQL")})
    editor.start([tmp_path])

    def names(query: str) -> list[str]:
        found = editor.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams(query))
        return [symbol.name for symbol in found]

    assert names("") == ["ADR-0001 Use PostgreSQL", "ADR-0002 Use MySQL"]
    assert names("mysql use") == names("0002") == ["ADR-0002 Use MySQL"]
    assert names("nothing") == []
