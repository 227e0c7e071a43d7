"""What an id, a key or a handle stands for, as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


PEOPLE = "- {handle: m.okafor, name: Mary Okafor, kind: person, function: Platform}\n"


def card(editor: Editor, path: str, text: str) -> str:
    found = editor.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(**editor.at(path, text)))
    return str(found.contents.value) if found else ""


def test_an_id_says_title_status_and_what_is_in_force_instead(editor: Editor, base: Base, record: Write) -> None:
    base(
        {
            FILE: record(status="superseded", title="Use *Post* now"),
            OTHER: record("ADR-0002", title="Use MySQL", status="accepted", relations="{supersedes: [ADR-0001]}"),
        }
    )
    editor.start()
    for text in (record("ADR-0003", "See AD|R-0001.\n"), record("ADR-0003", relations="{amends: [ADR-0|001#x]}")):
        found = card(editor, "adrs/ADR-0003-x.md", text)
        assert found.startswith("**ADR-0001 Use \\*Post\\* now**\n\nDecision · superseded · 2026-03-02 · m.okafor")
        assert "In force instead: ADR-0002 Use MySQL" in found
    assert "ADR-0001" in card(editor, "adrs/ADR-0003-x.md", record("ADR-0003", "[x](ADR-0001-use-|postgresql.md)\n"))
    assert "ADR-0001" in card(editor, "docs/page.md", "See [it](../adrs/ADR-0001-use-postgresql.md#co|ntext).\n")


def test_an_id_that_no_record_has_says_so(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(), OTHER: "---\nid: [\n---\n"})
    editor.start()
    assert "No record is called ADR-0009" in card(editor, "adrs/ADR-0003-x.md", record("ADR-0003", "ADR-000|9\n"))
    assert "cannot be read" in card(editor, "adrs/ADR-0003-x.md", record("ADR-0003", "ADR-000|2\n"))


def test_a_former_id_leads_to_the_record(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(aliases="[ADR-0077]")})
    editor.start()
    found = card(editor, OTHER, record("ADR-0002", "ADR-007|7\n"))
    assert "**ADR-0001" in found
    assert "ADR-0077 is what it was called before" in found


def test_a_key_says_what_it_is_for(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record()})
    editor.start()
    found = card(editor, FILE, record().replace("status:", "sta|tus:"))
    assert "Where the record stands in its life." in found
    assert "`accepted`" in found
    asked = card(editor, FILE, record(impact="low").replace("impact:", "imp|act:"))
    assert "Required from `proposed` on" in asked
    relation = card(editor, FILE, record(relations="{am|ends: []}"))
    assert "The inverse is `amended-by`" in relation


def test_a_handle_says_who_it_is(editor: Editor, base: Base, record: Write) -> None:
    base({FILE: record(), "governance/people.yml": PEOPLE})
    editor.start()
    assert "Mary Okafor" in card(editor, FILE, record(owner="m.ok|afor"))
    assert card(editor, FILE, record(body="m.ok|afor\n")) == ""
