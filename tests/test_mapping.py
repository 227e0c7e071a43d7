"""Fields of a foreign record as native ones: nothing invented, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from adr.catalogue import load_kinds
from adr.mapping import comments, mapped
from adr.people import Person
from adr.record import Record, read

DECISION = load_kinds()["decision"]
KNOWN = {"m.okafor": Person("m.okafor", "Mary Okafor", "person", "", "", "", "", ())}


def fields(text: str) -> dict[str, Any]:
    entry = read("0002-b.md", text, DECISION, "madr")
    assert isinstance(entry, Record)
    return mapped(entry, KNOWN).fields


def test_a_status_that_is_the_kinds_own_word_is_written_once() -> None:
    assert "x-status" not in fields("# B\n\n* Status: ✅ Accepted\n")
    assert "x-status" not in fields("# B\n\n* Status: superseded by [3](0003-c.md)\n")


@pytest.mark.parametrize(
    "words, status",
    [
        ("Accepted (documenting an existing thing)", "accepted"),
        ("Approved", "accepted"),
        ("superseded by [3](0003-c.md), mostly", "superseded"),
        ("Moved", None),
    ],
)
def test_words_that_say_more_are_kept(words: str, status: str | None) -> None:
    found = fields(f"# B\n\n* Status: {words}\n")
    assert (found.get("status"), found["x-status"]) == (status, words)


def test_people_become_handles_and_their_names_are_kept() -> None:
    found = fields(
        "---\ndecision-makers: [Mary Okafor, '@Lind', Zoë Smith, 'Al <al@example.org>', '[everyone]']\n---\n# B\n"
    )
    assert found["decision-makers"] == ["m.okafor", "lind", "zoe-smith", "al"]
    assert found["x-people"] == {"m.okafor": "Mary Okafor", "zoe-smith": "Zoë Smith", "al": "Al <al@example.org>"}
    assert found["x-decision-makers"] == ["[everyone]"]


def test_two_names_never_share_a_handle() -> None:
    found = fields("---\nconsulted: [Zoë Smith, Zoe Smith]\n---\n# B\n")
    assert (found["consulted"], found["x-consulted"]) == (["zoe-smith"], ["Zoe Smith"])


def test_what_the_kind_has_no_place_for_or_cannot_hold_is_below_x() -> None:
    found = fields("---\nweight: 3\nimpact: huge\ntags: [a b, '2.14', c]\ndate: 05/06/2018\nx-own: 1\n---\n# B\n")
    assert found["x-weight"] == 3
    assert (found["x-impact"], "impact" in found) == ("huge", False)
    assert (found["tags"], found["x-tags"]) == (["a-b", "c"], ["2.14"])
    assert (found["x-date"], "date" in found) == ("05/06/2018", False)
    assert found["x-own"] == 1


@pytest.mark.parametrize(
    "head, name, written",
    [
        ("status: {proposed}", "status", "{proposed}"),
        ("status: [accepted, rejected]", "status", "[accepted, rejected]"),
        ("status:\n  - accepted\n  - rejected", "status", "- accepted\n  - rejected"),
        ("date: {YYYY-MM-DD}", "date", "{YYYY-MM-DD}"),
        ("date: 2020-01-02T10:00:00Z", "date", "2020-01-02T10:00:00Z"),
        ("created: 2015-11-19 10:00", "date", "2015-11-19 10:00"),
    ],
)
def test_what_a_status_or_a_day_cannot_hold_is_kept_as_it_is_written_and_named(
    head: str, name: str, written: str
) -> None:
    entry = read("0002-b.md", f"---\n{head}\n---\n# B\n", DECISION, "madr")
    assert isinstance(entry, Record)
    found = mapped(entry, KNOWN)
    assert found.fields[f"x-{name}"] == written
    assert [doubt for doubt in found.doubts if f"kept as `x-{name}`" in doubt]


@pytest.mark.parametrize(
    "written, kept",
    [
        ("1.10", "1.10"),
        ("0x1F", "0x1F"),
        ("3", 3),
        ("1.5", 1.5),
        ("[1.10, {a: 007, b: true}]", ["1.10", {"a": "007", "b": True}]),
    ],
)
def test_a_value_without_a_place_keeps_the_text_of_its_source(written: str, kept: object) -> None:
    assert fields(f"---\nversion: {written}\nx-own: {written}\n---\n# B\n")["x-version"] == kept
    assert fields(f"---\nversion: {written}\nx-own: {written}\n---\n# B\n")["x-own"] == kept


def test_a_second_key_for_a_field_is_kept_aside() -> None:
    found = fields("---\ncreated: 2019-01-01\ndate: 2020-01-01\nreplaces: [1]\nsupersedes: [3]\n---\n# B\n")
    assert (found["date"], found["x-created"]) == ("2020-01-01", "2019-01-01")
    assert not [key for key in found if key in ("x-replaces", "x-supersedes")]


def test_comments_are_found_and_text_with_a_hash_is_not_one() -> None:
    assert comments("# one\nstatus: a # two\ntitle: 'a # b'\n") == "# one\n"
    assert comments("# one\nstatus: a # two\n") == "# one\n# two\n"
