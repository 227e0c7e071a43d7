"""What is alike is found as if each were compared with each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adr.likeness import Alike

words = st.frozensets(st.sampled_from("abcdefghij"), min_size=1, max_size=9)
sets = st.lists(st.tuples(st.sampled_from("xy"), words), max_size=25)


@given(sets, st.sampled_from([1, 25, 50, 66, 75, 80, 90, 100]))
def test_all_pairs_that_share_enough_are_found_in_order(
    given_sets: list[tuple[str, frozenset[str]]], share: int
) -> None:
    expected = [
        (place, earlier)
        for place, (group, own) in enumerate(given_sets)
        for earlier, (other_group, other) in enumerate(given_sets[:place])
        if group == other_group and 100 * len(own & other) / len(own | other) >= share
    ]
    found = [(place, earlier) for place, others in Alike(given_sets, share).pairs() for earlier in others]
    assert found == expected


def test_of_many_alike_the_first_costs_no_look_at_all() -> None:
    same = [("x", frozenset("abc"))] * 20_000
    assert [next(others) for _, others in Alike(same, 80).pairs()] == [0] * 19_999
