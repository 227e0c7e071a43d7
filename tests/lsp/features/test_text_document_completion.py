"""What can be written next, in front matter and in the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from adr.lsp.text import Text

if TYPE_CHECKING:
    from tests.conftest import Base, Write
    from tests.lsp.conftest import Editor

FILE = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-use-mysql.md"


PEOPLE = "- {handle: m.okafor, name: Mary Okafor}\n- {handle: board, name: Board, kind: board}\n"


@pytest.fixture
def offered(editor: Editor, base: Base, record: Write) -> Callable[[str, str], list[str]]:
    """Return a function from a path and a text with a cursor to the words that are offered there."""
    base(
        {
            FILE: record(tags="[data]"),
            OTHER: record("ADR-0002", title="Use MySQL", tags="[cost]"),
            "learnings/LRN-0001-outage.md": record("LRN-0001", title="An outage"),
            "governance/people.yml": PEOPLE,
        }
    )
    editor.start()

    def ask(path: str, text: str) -> list[str]:
        params = editor.at(path, text)
        found = editor.ask(types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(**params))
        plain = Text(text.replace("|", "", 1))
        after = []
        for item in found.items:
            edit = item.text_edit
            start, end = plain.offset(edit.range.start), plain.offset(edit.range.end)
            assert plain.content[start:end].rstrip() in text.replace("|", ""), "only what is being written is replaced"
            after.append(edit.new_text)
        return after

    return ask


NEW = "adrs/ADR-0003-new.md"


def test_keys_are_those_of_the_kind_that_are_not_there(offered: Callable[[str, str], list[str]], record: Write) -> None:
    keys = offered(NEW, record("ADR-0003").replace("owner: m.okafor\n", "o|\n"))
    assert {"owner: ", "impact: ", "relations: "} <= set(keys)
    assert "status: " not in keys
    assert "severity: " not in keys


def test_choices_people_tags_relations_and_ids(offered: Callable[[str, str], list[str]], record: Write) -> None:
    assert offered(NEW, record("ADR-0003", status="|"))[:2] == ["draft", "proposed"]
    assert offered(NEW, record("ADR-0003", owner="m|")) == ["m.okafor", "board"]
    assert offered(NEW, record("ADR-0003", tags="[da|]")) == ["cost", "data"]
    assert offered(NEW, record("ADR-0003", relations="{amends: [ADR-|]}")) == ["ADR-0001", "ADR-0002"]
    assert offered(NEW, record("ADR-0003", relations="{learned-from: [|]}")) == ["LRN-0001"]
    assert "amends: " in offered(NEW, record("ADR-0003", relations="\n  am|"))
    assert offered(NEW, record("ADR-0003", contributors="[{who: |}]")) == ["m.okafor", "board"]
    assert "reviewer" in offered(NEW, record("ADR-0003", contributors="\n  - who: board\n    role: |"))
    assert offered(NEW, record("ADR-0003").replace("id: ADR-0003", "id: |")) == ["ADR-0003"]


def test_front_matter_that_is_not_closed_is_completed_too(offered: Callable[[str, str], list[str]]) -> None:
    assert "accepted" in offered(NEW, "---\nid: ADR-0003\nrelations: {a: [\nstatus: acc|")


def test_ids_and_paths_in_a_body(offered: Callable[[str, str], list[str]], record: Write) -> None:
    assert offered(NEW, record("ADR-0003", "As in ADR-|.\n")) == ["ADR-0001", "ADR-0002", "LRN-0001"]
    paths = ["ADR-0001-use-postgresql.md", "ADR-0002-use-mysql.md"]
    assert offered(NEW, record("ADR-0003", "See [x](AD|")) == [
        *paths,
        NEW.removeprefix("adrs/"),
        "../learnings/LRN-0001-outage.md",
    ]
    assert offered(NEW, record("ADR-0003", "plain wor|ds\n")) == []
    assert "../adrs/ADR-0001-use-postgresql.md" in offered("docs/page.md", "[x](|)")
