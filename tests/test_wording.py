"""Words of other dialects: what they mean, and where they mean nothing."""

from __future__ import annotations

import pytest

from adr.catalogue import load_kinds
from adr.wording import day, field_of, folded, relation_of, status_of

KINDS = load_kinds()


@pytest.mark.parametrize(
    "written,status",
    [
        ("Accepted", "accepted"),
        ("✅ Accepted", "accepted"),
        ("**Accepted**", "accepted"),
        ("Accepted (documenting an existing thing)", "accepted"),
        ("Accepted on 2020-01-01 by the board", "accepted"),
        ("⌛️ Superseded by [036. Multi-cluster](036-multi-cluster.md)", "superseded"),
        ("Superceded by ADR-5", "superseded"),
        ("Completed 2/6/21 [#2854](https://example.com)", "accepted"),
        ("🤔 Incomplete", "draft"),
        ("Partially Implemented", "accepted"),
        ("Pending (may want to change)", "proposed"),
        ("~~proposed~~ accepted", "accepted"),
        ("![Accepted](https://img.shields.io/badge/status-accepted-green)", "accepted"),
        ("![](https://img.shields.io/badge/status-superseded-red.svg)", "superseded"),
        ("Not accepted", "rejected"),
        ("Angenommen", "accepted"),
        ("Rejeté", "rejected"),
        ("提案", "proposed"),
        ("in-review", "proposed"),
    ],
)
def test_a_status_is_understood_in_many_words(written: str, status: str) -> None:
    assert status_of(written, KINDS["decision"]) == status


@pytest.mark.parametrize(
    "written", ["", "🤔", "Seems fine", "Final decision pending", "Open source everything", "Acceptedish", "accept"]
)
def test_words_that_nobody_gave_a_meaning_have_none(written: str) -> None:
    assert status_of(written, KINDS["decision"]) is None


def test_a_kind_has_words_of_its_own() -> None:
    assert status_of("Resolved at 2020-04-15", KINDS["learning"]) == "closed"
    assert status_of("accepted", KINDS["learning"]) == "published"
    assert status_of("accepted", KINDS["playbook"]) == "active"
    assert status_of("Retired", KINDS["playbook"]) == "retired"


def test_what_a_project_says_comes_first() -> None:
    assert status_of("Final", KINDS["decision"], {"final": "proposed"}) == "proposed"
    assert status_of("On the shelf", KINDS["decision"], {"On the Shelf": "deprecated"}) == "deprecated"


@pytest.mark.parametrize(
    "written,iso",
    [
        ("2024-01-02", "2024-01-02"),
        ("2024/1/2", "2024-01-02"),
        ("26/03/2018", "2018-03-26"),
        ("03/26/2018", "2018-03-26"),
        ("9/9/20", "2020-09-09"),
        ("3 March 2021", "2021-03-03"),
        ("March 3rd, 2021", "2021-03-03"),
        ("05-Jul-2001", "2001-07-05"),
    ],
)
def test_a_day_that_can_only_be_one_is_that_day(written: str, iso: str) -> None:
    assert (day(written).iso, day(written).doubt) == (iso, "")


@pytest.mark.parametrize(
    "written,doubt",
    [
        ("09/10/2020", "is 2020-09-10 or 2020-10-09"),
        ("2024-02-31", "is no day of the calendar"),
        ("2021-03", "names no day"),
        ("March 2021", "names no day"),
        ("2021", "names no day"),
        ("2021-13", "is no date"),
        ("soon", "is no date"),
        ("Mai 32, 2021", "is no"),
    ],
)
def test_any_other_day_is_a_doubt(written: str, doubt: str) -> None:
    assert day(written).iso == ""
    assert doubt in day(written).doubt


def test_an_order_settles_what_could_be_two_days() -> None:
    assert day("09/10/2020", "day-first").iso == "2020-10-09"
    assert day("09/10/2020", "month-first").iso == "2020-09-10"
    assert day("26/03/2018", "month-first").iso == "2018-03-26", "where only one is a day, that one is it"


def test_fields_and_relations_have_many_names() -> None:
    assert (field_of("Deciders"), field_of("statut"), field_of("Colour")) == ("decision-makers", "status", None)
    assert (relation_of("Superceded by"), relation_of("Obsoletes"), relation_of("likes")) == (
        "superseded-by",
        "supersedes",
        None,
    )
    assert folded("  **In-Review**  ") == "in review"
