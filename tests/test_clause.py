"""Conditions of clauses: fields, statuses, and the record's own date."""

from __future__ import annotations

from typing import Any

import pytest

from adr.clause import Clause, condition_of, headings_of


@pytest.mark.parametrize(
    "entry,fields,holds",
    [
        ({}, {}, True),
        ({"when": {"type": ["a", "b"]}}, {"type": "b"}, True),
        ({"when": {"type": ["a", "b"]}}, {}, False),
        ({"unless": {"type": ["a"]}}, {}, True),
        ({"unless": {"type": ["a"]}}, {"type": "a"}, False),
        ({"since": "2027-01-01"}, {"date": "2027-01-01"}, True),
        ({"since": "2027-01-01"}, {"date": "2026-12-31"}, False),
        ({"since": "2027-01-01"}, {"date": "soon"}, False),
        ({"since": "2027-01-01"}, {}, False),
        ({"before": "2027-01-01"}, {"date": "2026-12-31"}, True),
        ({"before": "2027-01-01"}, {"date": "2027-01-01"}, False),
        ({"since": "2026-01-01", "before": "2027-01-01"}, {"date": "2025-01-01"}, False),
        ({"since": "2027-01-01", "when": {"type": ["a"]}}, {"date": "2027-05-01", "type": "b"}, False),
    ],
)
def test_a_condition_holds_for_fields_and_for_the_records_own_date(
    entry: dict[str, Any], fields: dict[str, Any], holds: object
) -> None:
    assert condition_of(entry).holds(fields) is holds


def test_a_condition_says_in_words_when_it_holds() -> None:
    entry = {"when": {"type": ["a", "b"]}, "unless": {"kind": ["c"]}, "since": "2026-01-01", "before": "2027-01-01"}
    said = "type is a or b and kind is not c and date is 2026-01-01 or later and date is before 2027-01-01"
    assert str(condition_of(entry)) == said


def test_a_clause_holds_from_a_status_on() -> None:
    clause = Clause({"from": "open"}, condition_of({}), frozenset({"open", "closed"}))
    assert [clause.holds({"status": status}) for status in ("planned", "open", "closed", None)] == [0, 1, 1, 0]
    assert clause.reason == "from open on"


def test_headings_of_a_template_are_those_outside_of_code() -> None:
    template = "# Title\n\n## One\n\n```sh\n## no heading\n```\n\n### Two\n## {{ three }}\n"
    assert list(headings_of(template)) == [
        {"title": "One", "level": 2},
        {"title": "Two", "level": 3},
        {"title": "{{ three }}", "level": 2},
    ]
