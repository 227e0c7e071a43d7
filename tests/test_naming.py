"""What new and renamed files are called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adr.dialect import dialect
from adr.finding import CannotRunError
from adr.naming import foreign_name, renamed_file
from adr.record import Record
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "held,name",
    [
        ("0007-use-x.md", "0008-use-a-queue.md"),
        ("007 use x.md", "008 use-a-queue.md"),
        ("099-use-x.md", "100-use-a-queue.md"),
        ("ADR-9.md", "ADR-10.md"),
        ("adr-009-x.md", "adr-010-use-a-queue.md"),
        ("adr_0009_x.md", "adr_0010_use-a-queue.md"),
    ],
)
def test_a_new_name_follows_the_last_one(base: Base, held: str, name: str) -> None:
    project = base({f"adrs/{held}": "# 1. Use X\n\n## Status\n\nAccepted\n"})
    place = project.place("decision")
    found = foreign_name(dialect("nygard"), place, read_graph(project), "Use a queue", DAY, [])
    assert found[0] == name


def test_a_name_that_another_branch_has_is_counted(base: Base) -> None:
    project = base({"adrs/0007-x.md": "# 7. Use X\n\n## Status\n\nAccepted\n"})
    found = foreign_name(
        dialect("nygard"), project.place("decision"), read_graph(project), "Use a queue", DAY, ["0011-gone.md"]
    )
    assert found == ("0012-use-a-queue.md", "12")


def test_log4brains_counts_days(base: Base) -> None:
    project = base({"adrs/20200101-x.md": "# Use X\n"})
    found = foreign_name(dialect("log4brains"), project.place("decision"), read_graph(project), "Use it", DAY, [])
    assert found == ("20260302-use-it.md", "")


def test_a_dialect_without_a_template_is_refused(base: Base) -> None:
    project = base({})
    with pytest.raises(CannotRunError, match="read but not written"):
        foreign_name(dialect("kep"), project.place("decision"), read_graph(project), "Use it", DAY, [])


@pytest.mark.parametrize(
    "old,new",
    [
        ("0007-use-x.md", "0007-use-a-queue.md"),
        ("20200101-use-x.md", "20200101-use-a-queue.md"),
        ("ADR-9.md", "ADR-9.md"),
        ("ADR-0009-use-x.md", "ADR-0009-use-a-queue.md"),
        ("use-x.md", "use-x.md"),
    ],
)
def test_a_new_title_changes_the_part_of_the_name_that_holds_it(base: Base, old: str, new: str) -> None:
    project = base(
        {f"adrs/{old}": "# Use X\n\n## Status\n\nAccepted\n", "adr.toml": '[kinds.decision]\ndialect = "plain"\n'}
    )
    (record,) = read_graph(project).records
    assert isinstance(record, Record)
    assert renamed_file(record, "Use a queue") == new
