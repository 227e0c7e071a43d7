"""Numbers that are missing from a series, and how they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.record import Unreadable
from adr.series import gaps, runs

KINDS = load_kinds()


def missing(*paths: str) -> list[tuple[str, tuple[int, ...]]]:
    entries = [Unreadable(path, KINDS["decision"], "", dialect="nygard") for path in paths]
    return [(gap.folder, gap.missing) for gap in gaps(entries)]


def test_each_folder_has_a_series_of_its_own() -> None:
    found = missing("a/0001-x.md", "a/0003-x.md", "a/0002-x.md", "b/0001-x.md", "b/0002-x.md", "b/0004-x.md")
    assert found == [("b", (3,))]


def test_a_series_with_more_missing_than_present_was_not_counted_one_by_one() -> None:
    assert missing("a/0001-x.md", "a/0020-x.md", "a/0155-x.md") == []


def test_dates_and_names_are_no_numbers() -> None:
    assert missing("a/20200101-x.md", "a/20200103-x.md", "a/2020-01-05-x.md", "a/some-name.md") == []


def test_a_record_with_a_folder_of_its_own_is_in_the_series_of_the_folder_above() -> None:
    assert missing("a/0001-x/README.md", "a/0002-y/README.md", "a/0004-z/README.md") == [("a", (3,))]


@pytest.mark.parametrize(
    "numbers,said", [([], ""), ([3], "3"), ([3, 5], "3 and 5"), ([3, 5, 6, 7, 12], "3, 5 to 7 and 12")]
)
def test_numbers_in_words(numbers: list[int], said: str) -> None:
    assert runs(numbers) == said


@given(st.sets(st.integers(1, 60), min_size=1))
def test_what_is_missing_is_between_what_is_there(numbers: set[int]) -> None:
    for _, absent in missing(*(f"a/{number:04d}-x.md" for number in numbers)):
        assert not numbers & set(absent)
        assert numbers | set(absent) == set(range(min(numbers), max(numbers) + 1))
