"""Front matter under its author's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr.clause import Clause, condition_of
from adr.record import Record
from adr.stated import absent, filled, items_at, place_of, source_line, source_text, value_at, written

if TYPE_CHECKING:
    from tests.conftest import Load

MAPPED = '[kinds.decision]\nfolder = "eips"\ndialect = "mapped"\n'
EIP = """\
---
eip: 20
created:   2026-03-02
author: "Jane Doe (@jane), Jo Lind"
requires: 7, 165
impact: {users: 3}
x-list: [b, a]
---

Text.
"""


def eip(load: Load, text: str = EIP) -> Record:
    (record,) = load({"adr.toml": MAPPED, "eips/eip-20.md": text}).records
    return record


def test_keys_are_the_authors_own_and_nothing_is_made_up(load: Load) -> None:
    record = eip(load)
    assert record.title == "EIP-20", "so that there is something to show"
    assert list(written(record)) == ["eip", "created", "author", "requires", "impact", "x-list"]
    assert value_at(record, "eip") == 20
    assert value_at(record, "impact.users") == 3
    assert value_at(record, "impact.users.more") is None
    assert absent(record, "title")
    assert absent(record, "date"), "under its author's name, it is `created`"


def test_what_the_text_has_counts_and_so_do_relations(load: Load) -> None:
    record = eip(load, EIP.replace("Text.", "# A title\n\nStatus: Accepted\n"))
    assert value_at(record, "title") == "A title"
    assert value_at(record, "status") == "accepted"
    assert value_at(record, "relations.depends-on") == ["EIP-7", "EIP-165"]


def test_values_are_found_as_they_are_written(load: Load) -> None:
    record = eip(load)
    assert source_text(record, "author") == '"Jane Doe (@jane), Jo Lind"'
    assert source_line(record, "created") == "created:   2026-03-02"
    assert (place_of(record, "impact.users").line, place_of(record, "impact.users").column) == (6, 17)
    assert place_of(record, "created", key=True).column == 1


def test_items_are_those_of_a_list_or_of_text_that_is_cut_and_have_places(load: Load) -> None:
    record = eip(load)

    def found(field: str, separator: str = "") -> list[tuple[object, int]]:
        entry = {"field": field, "separated-by": separator}
        return [(i.value, i.location.column) for i in items_at(record, Clause(entry, condition_of({})))]

    assert found("author", ",") == [("Jane Doe (@jane)", 10), ("Jo Lind", 28)]
    assert found("requires", ",") == [("7", 11), ("165", 14)]
    assert found("x-list") == [("b", 10), ("a", 13)]
    assert found("eip", ",") == [(20, 6)]
    assert found("nothing") == []


def test_templates_are_filled_with_fields_and_items(load: Load) -> None:
    record = eip(load)
    assert filled("eip-{eip:04}.md", record) == "eip-0020.md"
    assert filled("EIP-{}", record, "7") == "EIP-7"
    assert filled("{impact.users} of {eip}", record) == "3 of 20"
    assert filled("{nothing}", record) is None
    assert filled("{x-list}", record) is None, "a list has no place in a name"


def test_our_own_form_and_one_without_front_matter_have_our_fields(load: Load) -> None:
    files = {
        "adrs/ADR-0001-x.md": "---\nid: ADR-0001\nkind: decision\ntitle: Use it\nstatus: draft\n---\n",
    }
    (record,) = load(files).records
    assert value_at(record, "title") == "Use it"
    nygard = {
        "adr.toml": '[kinds.decision]\ndialect = "nygard"\n',
        "adrs/0001-x.md": "# 1. Use it\n\n## Status\n\nAccepted\n",
    }
    (record,) = load({**nygard, "adrs/ADR-0001-x.md": ""}).records[:1] or load(nygard).records
    assert value_at(record, "status") == "accepted"
