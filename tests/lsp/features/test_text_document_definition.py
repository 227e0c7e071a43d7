"""From an id, a link or a handle to where it is defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


def places(editor: Editor, path: str, text: str) -> list[tuple[str, int, int]]:
    found = editor.ask(types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(**editor.at(path, text)))
    start = [(place.uri, place.range.start.line, place.range.start.character) for place in found]
    return [(uri.removeprefix(editor.uri("")), line, column) for uri, line, column in start]


def test_an_id_and_a_link_lead_to_the_record(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(body="# Title\n\n## Context\n")})
    editor.start()
    for body in ("ADR-00|01", "[x](ADR-0001-use-|postgresql.md)", "[AD|R-0001][x]"):
        assert places(editor, OTHER, record("ADR-0002", body)) == [(f"/{FILE}", 1, 4)]
    for text in (
        record("ADR-0002", "[x](ADR-0001-use-postgresql.md#co|ntext)"),
        record("ADR-0002", "ADR-|0001#context"),
    ):
        assert places(editor, OTHER, text) == [(f"/{FILE}", 10, 0)]
    assert places(editor, OTHER, record("ADR-0002", "no|thing")) == []


def test_an_id_that_two_records_have_leads_to_both(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(), "adrs/ADR-0001-again.md": record()})
    editor.start()
    assert len(places(editor, OTHER, record("ADR-0002", "ADR-00|01"))) == 2


def test_a_handle_leads_to_the_list_of_people(editor: Editor, base: Base, record: Write) -> None:
    base({"governance/people.yml": "- handle: m.okafor-2\n- handle: m.okafor\n"})
    editor.start()
    assert places(editor, FILE, record(owner="m.o|kafor")) == [("/governance/people.yml", 1, 10)]
