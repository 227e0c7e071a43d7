"""What differs between two records, for readers: nothing is lost, nothing invented, and it does not take long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.difference import LONGEST, Section, differences
from adr.record import Record, read

KIND = load_kinds()["decision"]


def record(body: str) -> Record:
    found = read("adrs/ADR-0001-x.md", f"---\nid: ADR-0001\n---\n\n{body}", KIND, "native")
    assert isinstance(found, Record)
    return found


def told(sections: tuple[Section, ...] | None, *kinds: str) -> list[str]:
    """Return the paragraphs as one of the two records has them."""
    assert sections is not None
    return [
        text
        for section in sections
        for p in section.paragraphs
        if (text := "".join(part for what, part in p.parts if what in kinds))
    ]


def test_words_are_marked_where_paragraphs_are_alike_and_whole_paragraphs_where_they_are_not() -> None:
    before = record("## A\n\nWe call it from each service here.\n\nGone with the wind.\n")
    after = record("## A\n\nWe call it from one gateway here.\n\nSomething that is new.\n")
    found = differences(before, after)
    assert found is not None
    first, *others = found[0].paragraphs
    assert first.parts == (
        ("same", "We call it from "),
        ("removed", "each service "),
        ("added", "one gateway "),
        ("same", "here."),
    )
    assert [p.what for p in others] == ["removed", "added"]


def test_code_keeps_its_lines_and_marks_are_not_shown() -> None:
    found = differences(
        record("## A\n\nx\n"), record("## A\n\n**So** [it](y.md) is:\n\n- `a`\n\n```sh\nls\n\nps\n```\n")
    )
    assert told(found, "added") == ["So it is:", "• a", "```sh\nls\n\nps\n```"]


def test_a_section_that_moved_is_the_same_and_one_without_text_is_left_out() -> None:
    assert differences(record("## A\n\nx\n\n## B\n\ny\n\n## C\n"), record("# T\n\n## B\n\ny\n\n## A\n\nx\n")) == ()


WORDS = st.lists(st.sampled_from(["a", "b", "cat", "dog.", "(e)"]), min_size=1, max_size=12).map(" ".join)
BODY = st.lists(WORDS, max_size=6).map("\n\n".join)


@given(BODY, BODY)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str) -> None:
    found = differences(record(f"## A\n\n{old}\n"), record(f"## A\n\n{new}\n"))
    if old == new:
        assert found == ()
        return
    assert told(found, "same", "removed") == old.split("\n\n") if old else True
    assert told(found, "same", "added") == new.split("\n\n") if new else True


@pytest.mark.parametrize("words", ["a ", "a b ", "a b c d e f g h i j "])
def test_a_text_made_to_be_slow_is_told_as_a_whole(words: str) -> None:
    many = words * (LONGEST // len(words) // 2)
    start = time.process_time()
    old, new = record(f"## A\n\n{many}x\n"), record(f"## A\n\ny {many[::-1]}\n")
    assert differences(old, new)
    short = "\n\n".join([words] * 2000)
    assert differences(record(f"## A\n\n{short}\n"), record(f"## A\n\n{short} z\n"))
    assert time.process_time() - start < 10


def test_what_is_too_long_is_not_compared() -> None:
    assert differences(record("x" * (LONGEST + 1)), record("y")) is None
