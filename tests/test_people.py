"""The register of people and controls: read where it is, and its faults kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.people import read_register

if TYPE_CHECKING:
    from tests.conftest import Base

PEOPLE = "governance/people.yml"


def test_without_files_nothing_is_known_and_nothing_is_wrong(base: Base) -> None:
    register = read_register(base({}))
    assert (register.people, register.controls, register.problems) == (None, None, ())


def test_a_person_is_active_between_two_dates(base: Base) -> None:
    text = (
        "- {handle: j.lind, active-from: 2026-01-01, active-to: 2026-06-30, unit: Data}\n"
        "- {handle: team, kind: team, members: [j.lind]}\n"
    )
    people = read_register(base({PEOPLE: text})).people
    assert people is not None
    lind = people["j.lind"]
    assert (lind.name, lind.kind, lind.unit) == ("j.lind", "person", "Data")
    dates = ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")
    assert [lind.active_on(d) for d in dates] == [False, True, True, False]
    assert people["team"].members == ("j.lind",)
    assert people["team"].active_on("1900-01-01")


def test_controls_are_by_framework(base: Base) -> None:
    register = read_register(
        base(
            {
                "governance/controls/iso.yml": "- {ref: 9.2}\n- {ref: A.1, title: x}\n",
                "governance/controls/b.yml": "[]\n",
            }
        )
    )
    assert register.controls == {"iso": {"9.2", "A.1"}, "b": frozenset()}


@pytest.mark.parametrize(
    "content", ["- {handle: [\n", "people: none\n", "just text\n", b"- {handle: \xff}\n", "- name: x\n", "- 3\n"]
)
def test_a_file_that_cannot_be_read_is_a_problem_with_a_place(base: Base, content: str | bytes) -> None:
    register = read_register(base({PEOPLE: content}))
    (problem,) = register.problems
    assert problem.location.path == PEOPLE
    assert problem.message


def test_one_bad_entry_does_not_hide_the_others(base: Base) -> None:
    register = read_register(base({PEOPLE: "- {handle: a}\n- x\n- {handle: b}\n"}))
    assert set(register.people or ()) == {"a", "b"}
    assert len(register.problems) == 1
