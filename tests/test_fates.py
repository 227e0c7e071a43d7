"""What became of options: what outcomes say, and nothing that they do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.fates import fates

if TYPE_CHECKING:
    from tests.conftest import Load, Write

OPTIONS = "\n## Considered Options\n\n- PostgreSQL: rows\n- SQLite, one file\n- Nothing\n\n## Decision Outcome\n\n"


@pytest.mark.parametrize(
    "status, outcome, expected",
    [
        ("accepted", 'Chosen option: "SQLite", rather than PostgreSQL.', ["rejected", "chosen", "rejected"]),
        ("accepted", "We take **SQLite**.", ["rejected", "chosen", "rejected"]),
        ("accepted", "Instead of PostgreSQL we take SQLite.", ["outcome unclear"] * 3),
        ("accepted", "So be it.", ["outcome unclear"] * 3),
        ("accepted", 'Chosen option: "Oracle", not SQLite.', ["outcome unclear"] * 3),
        ("superseded", 'Chosen option: "SQLite".', ["rejected", "chosen", "rejected"]),
        ("rejected", 'Chosen option: "SQLite".', ["not adopted"] * 3),
        ("proposed", 'Chosen option: "SQLite".', ["still open"] * 3),
        ("accepted", 'We keep it.\n\n### Consequences\n\n- Chosen option: "SQLite"', ["outcome unclear"] * 3),
    ],
)
def test_a_fate_is_what_the_outcome_says(
    load: Load, record: Write, status: str, outcome: str, expected: list[str]
) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(status=status, body=OPTIONS + outcome)})
    found = {option.name: option.fates[0].fate for option in fates(graph.records)}
    assert [found[name] for name in ("PostgreSQL", "SQLite", "Nothing")] == expected


def test_one_option_in_two_spellings_is_one_the_latest_decision_first(load: Load, record: Write) -> None:
    files = {
        f"adrs/ADR-000{n}-x.md": record(
            f"ADR-000{n}", date=f"2026-0{n}-01", body=f"\n## Considered Options\n\n- {name}\n- Other {n}\n"
        )
        for n, name in enumerate(["Kafka", "`kafka`", "KAFKA", "Kafka: a log"], 1)
    }
    options = fates(load(files).records)
    assert [option.name for option in options] == ["Kafka", "Other 1", "Other 2", "Other 3", "Other 4"]
    assert [fate.record.id for fate in options[0].fates] == ["ADR-0004", "ADR-0003", "ADR-0002", "ADR-0001"]
    assert {fate.anchor for fate in options[0].fates} == {"considered-options"}


def test_an_option_that_one_decision_lists_twice_counts_once(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(body="\n## Considered Options\n\n- A b\n- a B\n- ***\n")})
    assert [(option.name, len(option.fates)) for option in fates(graph.records)] == [("A b", 1)]
