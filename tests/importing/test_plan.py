"""Ids, paths and links of imported records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.importing.plan import Plan, Step, new_ids, new_path, new_target
from adr.markdown import Link
from adr.record import Record, read

DECISION = load_kinds()["decision"]


def foreign(path: str, text: str = "# Title\n", dialect: str = "plain") -> Record:
    entry = read(path, text, DECISION, dialect)
    assert isinstance(entry, Record)
    return entry


def test_ids_are_kept_where_they_fit_and_others_follow_in_order_of_dates() -> None:
    found = [
        foreign("20210101-later.md", dialect="log4brains"),
        foreign("20200101-use-x.md", dialect="log4brains"),
        foreign("0002-b.md", dialect="nygard"),
        foreign("also/0002-c.md", dialect="nygard"),
        foreign("EIP-7.md", dialect="mapped"),
    ]
    ids = new_ids(found, DECISION, ["ADR-0003"], ["ADR-0009"])
    assert ids == {
        "0002-b.md": "ADR-0002",
        "EIP-7.md": "ADR-0007",
        "20200101-use-x.md": "ADR-0010",
        "20210101-later.md": "ADR-0011",
        "also/0002-c.md": "ADR-0012",
    }


def test_an_id_that_is_taken_is_not_given_again() -> None:
    assert new_ids([foreign("0002-b.md", dialect="nygard")], DECISION, ["ADR-0002"]) == {"0002-b.md": "ADR-0003"}
    with pytest.raises(CannotRunError, match="used up"):
        new_ids([foreign("b.md")], DECISION, ["ADR-9999"])


@pytest.mark.parametrize(
    "path, expected",
    [
        ("doc/0012-use-x.md", "adrs/ADR-0012-use-x.md"),
        ("doc/sub/012-Use-X.md", "adrs/sub/ADR-0012-use-x.md"),
        ("doc/0012-use-x/README.md", "adrs/0012-use-x/ADR-0012-use-x.md"),
        ("doc/20200101-use-x.md", "adrs/ADR-0012-use-x.md"),
        ("doc/ADR-12.md", "adrs/ADR-0012-title.md"),
        ("doc/ADR-0012-use-x.md", "adrs/ADR-0012-use-x.md"),
    ],
)
def test_a_file_keeps_its_words_below_the_new_folder(path: str, expected: str) -> None:
    assert new_path(foreign(path), "ADR-0012", "doc", "adrs") == expected


PATHS = ["doc/0001-a.md", "doc/sub/0002 b.md", "notes.md", "img/a%20b.png", "doc/img/x.png"]
TARGETS = [
    "0001-a.md",
    "./0001-a.md#x",
    "sub/0002%20b.md",
    "../notes.md?plain=1",
    "/doc/0001-a.md",
    "img/x.png",
    "../doc/",
    "https://example.org/0001-a.md",
    "#x",
    "../0001-a.md",
    "../../outside.md",
    "//host/x",
    "mailto:a@b",
]
GOALS = st.sampled_from(["adrs/ADR-0001-a.md", "x/y/ADR-0002-b.md", "ADR-0003.md"])


@given(
    source=st.sampled_from(PATHS[:2]),
    target=st.sampled_from(TARGETS) | st.text("a./%#?é", max_size=12),
    goals=st.lists(GOALS, min_size=2, max_size=2, unique=True),
)
def test_a_link_leads_to_the_same_file_from_the_new_place(source: str, target: str, goals: list[str]) -> None:
    steps = tuple(
        Step(foreign(path), f"ADR-000{n}", goal, there=False, origin=path)
        for n, (path, goal) in enumerate(zip(PATHS[:2], goals, strict=True))
    )
    plan = Plan(steps)
    nothing = Graph([], {}, lambda _: False)

    def end(path: str, written: str) -> tuple[str, str, bool]:
        where = nothing.destination(foreign(path), Link(written, "", image=False, start=0))
        return where.path, where.fragment, where.outside

    was, goal = end(source, target), plan.moves[source]
    now = end(goal, new_target(target, source, goal, plan, lambda path: path) or target)
    if was[2] or not was[0]:
        assert now == was
    else:
        assert now == (plan.moves.get(was[0], was[0]), was[1], False)


def test_a_number_that_contradicts_the_id_leaves_the_heading_and_its_anchor() -> None:
    record = foreign("0033-x.md", "# 3. Use X\n", "nygard")
    plan = Plan((Step(record, "ADR-0033", "ADR-0033-x.md", there=False, origin="0033-x.md"),))
    assert plan.anchors == {"0033-x.md": {"3-use-x": "use-x"}}
    assert new_target("0033-x.md#3-use-x", "a.md", "a.md", plan, lambda path: path) == "ADR-0033-x.md#use-x"
    same = foreign("0003-x.md", "# 3. Use X\n", "nygard")
    assert not Plan((Step(same, "ADR-0003", "ADR-0003-x.md", there=False, origin="0003-x.md"),)).anchors
