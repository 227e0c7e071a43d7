"""A baseline hides what was there already, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.baseline import baseline_change, counts, read_baseline, split
from adr.finding import CannotRunError, Finding, Location
from adr.project import BASELINE

FINDINGS = st.lists(
    st.builds(
        lambda path, line, code: Finding(Location(path, line), code, "wrong"),
        st.sampled_from(["a.md", "b.md"]),
        st.integers(1, 9),
        st.sampled_from(["ENV001", "REL008"]),
    ),
    unique=True,
)


def found(path: str, line: int, code: str = "REL008") -> Finding:
    return Finding(Location(path, line), code, "wrong")


def test_a_baseline_reads_back_and_is_sorted(tmp_path: Path) -> None:
    findings = [found("b.md", 2), found("a.md", 7), found("a.md", 1), found("a.md", 1, "ENV001")]
    change = baseline_change(tmp_path, findings)
    assert change is not None
    assert change.after == (
        '{\n  "version": 1,\n  "findings": {\n    "a.md": {\n      "ENV001": 1,\n      "REL008": 2\n    },\n'
        '    "b.md": {\n      "REL008": 1\n    }\n  }\n}\n'
    )
    (tmp_path / BASELINE).write_text(change.after)
    assert read_baseline(tmp_path) == counts(findings)
    assert baseline_change(tmp_path, reversed(findings)) is None
    removed = baseline_change(tmp_path, [])
    assert removed is not None
    assert removed.after is None


def test_lines_may_shift() -> None:
    done = split([found("a.md", 30)], counts([found("a.md", 3)]))
    assert (done.new, done.hidden, done.gone) == ((), 1, {})


def test_one_more_of_a_rule_in_a_file_shows_all_of_them_there() -> None:
    done = split([found("a.md", 3), found("a.md", 9), found("b.md", 1)], counts([found("a.md", 3), found("b.md", 1)]))
    assert [f.location.line for f in done.new] == [3, 9]
    assert done.hidden == 1


def test_what_went_away_is_told() -> None:
    done = split([found("a.md", 3)], counts([found("a.md", 3), found("a.md", 4), found("b.md", 1)]))
    assert (done.new, done.gone) == ((), {("a.md", "REL008"): 1, ("b.md", "REL008"): 1})


@given(FINDINGS, FINDINGS)
def test_nothing_is_lost_and_a_baseline_of_its_own_hides_everything(before: list[Finding], now: list[Finding]) -> None:
    done = split(now, counts(before))
    assert len(done.new) + done.hidden == len(now)
    assert split(now, counts(now)).new == ()
    assert set(done.new) <= set(now)


@pytest.mark.parametrize("text", ["", "[]", '{"findings": {}}', '{"version": 1, "findings": 3}', '{"version": 2}'])
def test_a_file_that_is_no_baseline_stops_the_check(tmp_path: Path, text: str) -> None:
    (tmp_path / BASELINE).write_text(text)
    with pytest.raises(CannotRunError, match=BASELINE):
        read_baseline(tmp_path)
