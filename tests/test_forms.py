"""Forms that a kind can ask of a value."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.forms import FORMS, matches, problem, shortfalls, validator, word_pattern, words_of

FITTING: dict[str, list[Any]] = {
    "date": ["2027-01-31", "2024-02-29"],
    "moment": ["2027-01-31T09:00:00Z", "2027-01-31T09:00Z"],
    "url": ["https://example.org", "http://example.org:8080/a?b=c#d"],
    "person": ["Jane Doe <j@x.org>", "Jane Doe (@jane)", "Jane Doe (@jane-d) <j@x.org>", "Paweł Bylica (@chfast)"],
    "name": ["Jane Doe", "J", "lightclient (@lightclient)", "Jean M. Cyr <j@x.org>"],
    "number": [0, 42, "42"],
}
UNFIT: dict[str, list[Any]] = {
    "date": ["2027-1-31", "2027-02-30", "20270131", 20270131, "2027-01-31 ", "\uff12\uff10\uff12\uff17-01-31"],
    "moment": ["2027-01-31T09:00:00", "2027-01-31", "2027-01-31T25:00:00Z"],
    "url": ["example.org", "ftp://example.org", "https://", "https://exa mple.org", "javascript:alert(1)"],
    "person": ["Jane Doe", "Jane Doe <j>", "Jane Doe(@jane)", "Jane  (@jane)", "<j@x.org>", "Jane, Jo (@jo)", ""],
    "name": ["", "Jane <", "(@jane)", "Jane (@)", "Jane  (@jane)"],
    "number": [True, 1.5, "042", "-1", "x", "²"],
}


def test_every_form_is_tried_both_ways() -> None:
    assert set(FITTING) == set(UNFIT) == set(FORMS)


@pytest.mark.parametrize("name,value", [(name, value) for name, values in FITTING.items() for value in values])
def test_a_value_has_its_form(name: str, value: Any) -> None:
    assert FORMS[name].fits(value)


@pytest.mark.parametrize("name,value", [(name, value) for name, values in UNFIT.items() for value in values])
def test_a_value_has_not_its_form(name: str, value: Any) -> None:
    assert not FORMS[name].fits(value)


@given(st.sampled_from(sorted(FORMS)), st.text() | st.integers() | st.none() | st.lists(st.text()))
def test_no_value_is_too_odd_for_a_form(name: str, value: Any) -> None:
    assert FORMS[name].fits(value) in (True, False)


def test_a_pattern_takes_time_by_the_length_of_the_text_alone() -> None:
    start = time.perf_counter()
    assert not matches("^(a|a)*(a|a)*$", "a" * 5000 + "!")
    assert not FORMS["person"].fits("a " * 5000)
    assert not FORMS["name"].fits("a " * 5000)
    assert time.perf_counter() - start < 2


def test_words_may_take_arguments() -> None:
    pattern = word_pattern(words_of(["a+b", {"Implemented": "Swift [0-9]+|later"}]))
    assert [matches(pattern, text) for text in ("a+b", "aab", "Implemented (Swift 6)", "Implemented (later)")] == [
        True,
        False,
        True,
        True,
    ]
    assert not matches(pattern, "Implemented")
    assert not matches(pattern, "a+b (x)")


def test_shortfalls_say_where_and_what() -> None:
    schema = {"type": "array", "minItems": 3, "items": {"enum": ["a"]}}
    found = {(fault.keys, fault.keyword): fault for fault in shortfalls(schema, ["a", "b"])}
    assert set(found) == {((), "minItems"), ((1,), "enum")}
    assert problem("minItems", found[(), "minItems"].argument, ["a", "b"]) == "is too short: at least 3"
    assert found[(1,), "enum"].argument == ["a"]
    assert problem("maximum", 3, 4) == "is more than 3"
    assert problem("dependentRequired", {}, {}) == "does not have the form it needs"


@pytest.mark.parametrize("pattern", ["[", "(?=a)", r"(a+)\\1"])
def test_what_is_no_pattern_or_needs_more_than_linear_time_is_a_value_error(pattern: str) -> None:
    with pytest.raises(ValueError, match="regex"):
        validator(f'{{"pattern": "{pattern}"}}')
