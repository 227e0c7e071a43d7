"""A change of several records: all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr.adrtools.draft import drafting
from adr.adrtools.layout import locate
from adr.finding import CannotRunError
from adr.walk import PENDING


@pytest.fixture(autouse=True)
def in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_draft_that_is_left_with_an_error_writes_nothing(adr_tools: Path) -> None:
    before = {path: path.read_bytes() for path in adr_tools.iterdir()}

    def change() -> None:
        with drafting(locate()) as draft:
            draft.link(draft.find("1"), "Amends", draft.find("2"))
            draft.find("mongo")

    with pytest.raises(CannotRunError, match="no record is `mongo`"):
        change()
    assert {path: path.read_bytes() for path in adr_tools.iterdir()} == before


def test_a_change_that_was_interrupted_is_dropped_or_finished_first(adr_tools: Path, tmp_path: Path) -> None:
    (tmp_path / PENDING / "half").mkdir(parents=True)
    with drafting(locate()) as draft:
        assert [Path(path).name for path in draft.paths] == sorted(path.name for path in adr_tools.iterdir())
    assert draft.notes == ["dropped a change that was interrupted before it was made"]
    assert not (tmp_path / ".adr").exists()
