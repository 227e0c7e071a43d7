"""Findings sort by place, and the nearest word is found."""

from __future__ import annotations

import pytest

from adr.finding import Finding, Location, did_you_mean, nearest, suggestion


def test_findings_sort_by_path_line_and_column() -> None:
    places = [Location("b.md"), Location("a.md", 2, 9), Location("a.md", 10), Location("a.md", 2, 10)]
    assert [f.location for f in sorted(Finding(p, "ENV001", "x") for p in places)] == sorted(places)
    assert min(places) == Location("a.md", 2, 9)


@pytest.mark.parametrize(
    "word,expected",
    [("acepted", "accepted"), ("Accepted", "accepted"), ("in_review", "in-review"), ("xyz", None), ("", None)],
)
def test_the_nearest_word_is_found_whatever_case_and_underscores(word: str, expected: str | None) -> None:
    assert nearest(word, ["accepted", "in-review", "draft"]) == expected


def test_where_none_is_near_all_are_named_unless_they_are_many() -> None:
    assert did_you_mean("xyz", ["b", "a", "a"]) == "one of: a, b"
    assert did_you_mean("xyz", []) == ""
    assert did_you_mean("xyz", [f"option-{n:02d}" for n in range(20)]).startswith(
        "20 are known; the first are option-00,"
    )


def test_a_help_line_says_what_is_meant_only_where_it_names_one_word() -> None:
    assert suggestion(did_you_mean("acepted", ["accepted", "draft"])) == "accepted"
    assert suggestion(did_you_mean("xyz", ["accepted", "draft"])) is None
    assert suggestion("") is None
