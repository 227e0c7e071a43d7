"""A finding's fix as edits: short, of whole words, and none where it cannot be made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.edit import apply
from adr.finding import Finding, Fix, Location, Replacement, Step
from adr.fixing.mend import Mend, difference, mend, replacements
from adr.fixing.rounds import apart

if TYPE_CHECKING:
    from tests.conftest import Load, Write

FILE, OTHER = "adrs/ADR-0001-x.md", "adrs/ADR-0002-y.md"


def finding(*steps: Step, path: str = FILE) -> Finding:
    return Finding(Location(path), "ENV003", "wrong", fix=Fix("Mend it", steps))


@given(st.text("ab .\r\n", max_size=20), st.text("ab .\r\n", max_size=20))
def test_a_difference_makes_one_text_the_other(before: str, after: str) -> None:
    assert apply(before, [difference(before, after)]) == after


def test_a_difference_is_of_whole_words() -> None:
    assert difference("a review_by: b", "a review-by: b").new == "review-by"


def test_places_count_as_those_of_findings_do(load: Load, record: Write) -> None:
    text = "\ufeff" + record(title="größe", review_by="2027-01-01").replace("review-by", "review_by")
    graph = load({FILE: text.replace("\n", "\r\n")})
    found = finding(Step("key", FILE, ("review_by",), new="review-by"))
    assert replacements(graph, found) == (Replacement(Location(FILE, 8, 1), Location(FILE, 8, 10), "review-by"),)
    mark = finding(Step("top", FILE, old="\ufeff"))
    assert replacements(graph, mark) == (Replacement(Location(FILE, 1, 1), Location(FILE, 1, 4), "---"),)


@pytest.mark.parametrize(
    "step",
    [
        Step("key", FILE, ("nothing",), new="status"),
        Step("key", FILE, ("status",), new="date"),
        Step("key", "adrs/ADR-0009-gone.md", ("status",), new="x"),
        Step("word", FILE, old="draft", new="accepted", at=(5, 9)),
        Step("word", FILE, old="else", new="x", at=(10, 1)),
        Step("link", FILE, old="a.md", new="b.md", at=(9, 1)),
        Step("heading", FILE, new="## X", at=(9, 1)),
        Step("heading", FILE, new="## X", at=(11, 1)),
        Step("top", FILE, old="x", new="y"),
        Step("relate", FILE, ("relations", "amends"), new="ADR-0001"),
        Step("relate", FILE, ("relations", "amends"), new="ADR-0009"),
        Step("value", FILE, ("status",), new="draft"),
    ],
)
def test_what_cannot_be_made_is_no_fix(load: Load, record: Write, step: Step) -> None:
    graph = load({FILE: record(body="\nSome [text](b.md).\n\nUnderlined\n==========\n")})
    assert mend(graph, finding(step)) is None


def test_a_file_with_a_conflict_is_left_alone(load: Load, record: Write) -> None:
    text = record(body="<<<<<<< HEAD\nx\n")
    graph = load({FILE: text})
    assert mend(graph, finding(Step("value", FILE, ("status",), new="accepted"))) is None


def test_records_in_another_dialect_are_mended_where_their_dialect_keeps_what_is_wrong(load: Load) -> None:
    path = "adrs/0001-use-x.md"
    text = "# 1. Use X\r\n\r\nDate: 2026-03-02\r\n\r\n## Status\r\n\r\nAcepted\r\n\r\n## Context\r\n\r\nX.\r\n"
    graph = load({path: text})
    found = mend(graph, finding(Step("value", path, ("status",), new="accepted"), path=path))
    assert found is not None
    assert apply(text, found.edits[path]) == text.replace("Acepted", "Accepted")
    assert mend(graph, finding(Step("field", path, ("owner",), new="m.okafor"), path=path)) is None
    assert mend(graph, finding(Step("value", path, ("relations", "amends", 0), new="x"), path=path)) is None


def test_of_fixes_that_touch_the_first_is_made(load: Load, record: Write) -> None:
    graph = load({FILE: record(tags="[a]"), OTHER: record("ADR-0002", tags="[a]")})

    def of(path: str, key: str, new: str) -> Mend:
        found = mend(graph, replace(finding(Step("key", path, (key,), new=new)), message=new))
        assert found is not None
        return found

    one, two, three, four = of(FILE, "tags", "x"), of(FILE, "tags", "y"), of(OTHER, "tags", "z"), of(FILE, "date", "w")
    assert apart([one, two, three, four]) == [one, three, four]
    assert apart([two, one]) == [two]
