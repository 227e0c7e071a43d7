"""What was so on a day, told by git where it knows, else by the records' own dates."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.lives import History, by_dates, history_of
from adr.project import find
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Write

Commit = Callable[..., None]
FILE = "adrs/ADR-0001-use-postgresql.md"


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commit:
    """Return a function that writes files (None deletes one) and commits them on a day."""

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    def make(day: str, files: dict[str, str | None], *, move: tuple[str, str] | None = None) -> None:
        if not (tmp_path / ".git").exists():
            git("init", "-q")
        if move:
            git("mv", *move)
        for path, text in files.items():
            target = tmp_path / path
            if text is None:
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, f"{day}T12:00:00Z")
        git("add", "-A")
        git("commit", "-qm", "Change")

    return make


def tell(root: Path, today: str = "2026-12-31") -> History:
    project = find(root)
    return history_of(project, read_graph(project), today)


def events(found: History) -> list[tuple[str, str, str, str]]:
    return [(event.day, event.what, event.before, event.after) for event in reversed(found.events)]


def standing(found: History, day: str) -> dict[str, str]:
    return {life.id: span.status for life in found.lives if (span := life.on(day))}


def test_each_status_lasts_until_the_commit_that_changes_it(
    base: Base, record: Write, commit: Commit, tmp_path: Path
) -> None:
    base({})
    commit("2026-03-02", {FILE: record()})
    commit("2026-04-01", {FILE: record(status="accepted")})
    commit("2026-05-01", {FILE: record(status="accepted", body="\nMore.\n")})
    commit("2026-06-01", {FILE: record(status="deprecated")})
    found = tell(tmp_path)
    assert events(found) == [
        ("2026-03-02", "new", "", "draft"),
        ("2026-04-01", "status", "draft", "accepted"),
        ("2026-06-01", "retired", "accepted", "deprecated"),
    ]
    days = ("2026-03-01", "2026-03-31", "2026-04-01", "2026-05-31", "2026-06-01")
    assert [standing(found, day).get("ADR-0001") for day in days] == [
        None,
        "draft",
        "accepted",
        "accepted",
        "deprecated",
    ]
    assert found.since == "2026-03-02"


def test_a_renamed_record_keeps_its_past_and_a_removed_one_is_not_forgotten(
    base: Base, record: Write, commit: Commit, tmp_path: Path
) -> None:
    base({})
    commit("2026-03-02", {FILE: record(), "adrs/ADR-0002-go.md": record("ADR-0002", title="Use Go", status="accepted")})
    commit("2026-04-01", {}, move=(FILE, "adrs/ADR-0001-use-a-database.md"))
    commit("2026-05-01", {"adrs/ADR-0002-go.md": None})
    found = tell(tmp_path)
    assert events(found)[2:] == [
        ("2026-04-01", "renamed", "ADR-0001-use-postgresql.md", "ADR-0001-use-a-database.md"),
        ("2026-05-01", "removed", "accepted", ""),
    ]
    assert standing(found, "2026-04-30") == {"ADR-0001": "draft", "ADR-0002": "accepted"}
    assert standing(found, "2026-05-01") == {"ADR-0001": "draft"}
    assert [(life.path, life.title) for life in found.lives if life.id == "ADR-0002"] == [("", "Use Go")]


def test_what_no_commit_has_yet_happens_today(base: Base, record: Write, commit: Commit, tmp_path: Path) -> None:
    base({})
    commit("2026-03-02", {FILE: record()})
    base({FILE: record(status="accepted")})
    found = tell(tmp_path, "2026-07-07")
    assert events(found)[1:] == [("2026-07-07", "status", "draft", "accepted")]
    assert found.events[0].commit == ""


def test_before_the_history_begins_dates_tell_and_what_they_do_not_tell_is_left_open(
    base: Base, record: Write, commit: Commit, tmp_path: Path
) -> None:
    old = record("ADR-0001", status="superseded", date="2024-06-01")
    new = record("ADR-0002", title="Use Go", status="accepted", date="2024-06-01", relations="{supersedes: [ADR-0001]}")
    base({})
    commit("2026-03-02", {FILE: old, "adrs/ADR-0002-go.md": new})
    found = tell(tmp_path)
    assert standing(found, "2024-06-01") == {"ADR-0001": "superseded", "ADR-0002": "accepted"}
    span = next(life for life in found.lives if life.id == "ADR-0001").on("2023-01-01")
    assert span is not None
    assert (span.phase, span.since, span.until, span.status) == ("in-force", "", "2024-06-01", "")


def test_a_superseded_record_with_an_older_date_was_in_force_until_its_successor_came(
    base: Base, record: Write
) -> None:
    old = record("ADR-0001", status="superseded", date="2020-01-01")
    new = record("ADR-0002", title="Use Go", status="accepted", date="2024-06-01", relations="{supersedes: [ADR-0001]}")
    found = by_dates(read_graph(base({FILE: old, "adrs/ADR-0002-go.md": new})))
    life = next(life for life in found.lives if life.id == "ADR-0001")
    assert [(span.phase, span.since, span.until) for span in life.spans] == [
        ("in-force", "2020-01-01", "2024-06-01"),
        ("retired", "2024-06-01", ""),
    ]
    assert life.on("2019-12-31") is None


def test_what_cannot_be_read_in_the_history_is_skipped(
    base: Base, record: Write, commit: Commit, tmp_path: Path
) -> None:
    base({})
    commit("2026-03-02", {FILE: "---\nid: [\n---\n"})
    commit("2026-04-01", {FILE: record(status="accepted", date="2026-04-01"), 'adrs/od"d\tname.md': "no record\n"})
    found = tell(tmp_path)
    assert ("2026-04-01", "", "accepted") in [(day, before, after) for day, _, before, after in events(found)]


def test_a_shallow_clone_says_that_it_has_a_part_only(
    base: Base, record: Write, commit: Commit, tmp_path: Path
) -> None:
    base({})
    commit("2026-03-02", {FILE: record(date="2026-02-02")})
    commit("2026-04-01", {FILE: record(status="accepted")})
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tmp_path}", "clone"], cwd=tmp_path, check=True)
    found = tell(tmp_path / "clone")
    assert not found.whole
    assert tell(tmp_path).whole
