"""One file as a value: what it says, what it lacks, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.dialect import id_of
from adr.finding import Location
from adr.record import Record, Unreadable, items, read

if TYPE_CHECKING:
    from tests.conftest import Write

KINDS = load_kinds()
PATH = "adrs/ADR-0001-x.md"


def parse(text: str, kind: str = "decision") -> Record:
    entry = read(PATH, text, KINDS[kind], "native")
    assert isinstance(entry, Record)
    return entry


@pytest.mark.parametrize(
    "path,id_",
    [
        ("adrs/ADR-0001-use-x.md", "ADR-0001"),
        ("adrs/ADR-0001.md", "ADR-0001"),
        ("ADR-0001", "ADR-0001"),
        ("adrs/ADR-00010-x.md", "ADR-00010-x"),
        ("adrs/notes.v2.md", "notes.v2"),
        ("adrs/adr-0001-x.md", "adr-0001-x"),
        ("ADR-0001/other.md", "other"),
    ],
)
def test_a_files_name_claims_an_id(path: str, id_: str) -> None:
    assert id_of(path) == id_
    assert Unreadable(path, KINDS["decision"], "broken").id == id_


def test_fields_are_as_written() -> None:
    record = parse("---\nid: ADR-0007\ntitle: T\nstatus: no\ndate: 2026-03-02\nowner: 10\ntags: [a, 1, b]\n---\n# H\n")
    assert (record.id, record.title, record.status, record.date) == ("ADR-0007", "T", "no", "2026-03-02")
    assert record.owner is None, "a number is no handle"
    assert record.tags == ("a", "b")


def test_what_is_missing_comes_from_the_heading_and_the_files_name() -> None:
    record = parse("---\n---\n# Heading\n")
    assert (record.id, record.title, record.status, record.phase) == ("ADR-0001", "Heading", None, "unknown")
    assert parse("---\n---\n").title == "ADR-0001"


@pytest.mark.parametrize("stated", ["", "3", "[a]", "{a: b}", "~"])
def test_an_id_or_title_of_the_wrong_type_counts_as_missing(stated: str) -> None:
    record = parse(f"---\nid: {stated}\ntitle: {stated}\nstatus: {stated}\n---\n# H\n")
    assert (record.id, record.title, record.status) == ("ADR-0001", "H", None)


def test_a_record_is_settled_from_its_second_known_status_on(record: Write) -> None:
    assert not parse(record(status="draft")).settled
    assert not parse(record(status="on-hold")).settled
    assert parse(record(status="proposed")).settled


def test_a_place_counts_from_the_first_line_of_the_file(record: Write) -> None:
    entry = parse(record(body="one\n\ntwö ADR-0002\n", tags="[a, b]"))
    assert entry.locate(["tags", 1]) == Location(PATH, 8, 11)
    assert entry.locate(["tags"], key=True) == Location(PATH, 8, 1)
    assert entry.locate(["nothing"]) == Location(PATH, 1, 1)
    assert entry.in_body(entry.document.mentions[0].start) == Location(PATH, 12, 5)
    assert entry.written(["date"]) == "2026-03-02"


def test_a_byte_order_mark_is_read_over_and_kept() -> None:
    entry = parse("\ufeff---\nid: ADR-0001\n---\n# H\n")
    assert entry.title == "H"
    assert entry.text.startswith("\ufeff")


def test_faults_name_what_failed_and_what_was_asked_for(record: Write) -> None:
    entry = parse(record(date="soon", contributors="[{who: x}]", lock_in="{vendor: X, portability: loked}"))
    faults = {(".".join(map(str, f.keys)), f.keyword): f for f in entry.faults}
    assert set(faults) == {("date", "format"), ("contributors.0", "required"), ("lock-in.portability", "enum")}
    assert faults["date", "format"].expected == "a calendar date, such as `2026-03-02`"
    assert faults["contributors.0", "required"].argument == ["who", "role"]
    assert faults["lock-in.portability", "enum"].argument == ["portable", "adapter", "locked"]


def test_missing_fields_come_with_the_reason(record: Write) -> None:
    entry = parse(record(status="accepted", impact="high"))
    assert entry.missing("ENV005") == [
        ("confirmation", "decision that is accepted and whose impact is high or critical")
    ]
    assert [name for name, _ in entry.missing("DEC001")] == ["decision-makers", "review-by", "reversibility"]


@pytest.mark.parametrize("value,expected", [(None, []), ([], []), (["a"], ["a"]), ("a", ["a"]), ({"a": 1}, [{"a": 1}])])
def test_one_word_is_the_one_item_it_was_meant_to_be(value: Any, expected: list[Any]) -> None:
    assert items(value) == expected


@given(
    text=st.text() | st.text().map("---\n{}\n---\n".format),
    kind=st.sampled_from(list(KINDS.values())),
    dialect=st.sampled_from(["native", "madr"]),
)
def test_reading_any_text_gives_a_record_or_the_reason_why_not(text: str, kind: Any, dialect: str) -> None:
    entry = read(PATH, text, kind, dialect)
    assert entry.text == text
    assert entry.id
    if isinstance(entry, Unreadable):
        assert entry.message
        assert "\n" not in entry.message
    else:
        assert entry.title
        assert entry.phase in {"draft", "open", "in-force", "retired", "unknown"}
        assert all(fault.keyword for fault in entry.faults)
