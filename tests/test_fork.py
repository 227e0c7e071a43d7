"""What a change is compared with, asked of real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.finding import CannotRunError
from adr.fork import base_of, read_base
from adr.project import find
from adr.record import Record
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def forked(base: Base, record: Write, tmp_path: Path) -> Path:
    """Return a repository whose branch `work` has left `main` with an accepted decision on it."""
    base(
        {
            "adrs/ADR-0001-x.md": record(status="accepted", body="\n# Use X\n\nWe use X.\n"),
            "adrs/ADR-0002-y.md": record("ADR-0002", title="Use something else"),
        }
    )
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    git(tmp_path, "checkout", "-b", "work")
    return tmp_path


def commit(folder: Path, path: str, text: str) -> None:
    (folder / path).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-m", f"change {path}")


def test_what_changed_since_the_fork_is_read_as_it_was(forked: Path, record: Write) -> None:
    commit(forked, "adrs/ADR-0001-x.md", record(status="draft"))
    git(forked, "checkout", "main")
    commit(forked, "adrs/ADR-0003-z.md", record("ADR-0003"))
    commit(forked, "adrs/ADR-0002-y.md", record("ADR-0002", title="Changed on main"))
    git(forked, "checkout", "work")
    (forked / "adrs/ADR-0002-y.md").unlink()
    project = find(forked)
    found = read_base(project, read_graph(project), "main")
    assert found.added == ("adrs/ADR-0003-z.md",)
    assert found.touched == {"adrs/ADR-0001-x.md", "adrs/ADR-0002-y.md"}
    old = found.before["adrs/ADR-0001-x.md"]
    assert isinstance(old, Record)
    assert (old.status, found.before["adrs/ADR-0002-y.md"].id) == ("accepted", "ADR-0002")


def test_a_pull_request_fails_on_what_may_not_change(forked: Path, record: Write, adr: Command) -> None:
    commit(forked, "adrs/ADR-0001-x.md", record(status="accepted", body="\n# Use X\n\nWe use Y.\n"))
    assert "HIS" not in adr("check", "--base", "").out
    done = adr("check", "--base", "main", "--select", "HIS")
    assert done.code == 1
    assert "ADR-0001-x.md:12:1 HIS002" in done.out
    commit(forked, "adrs/ADR-0001-x.md", record(status="draft"))
    assert "HIS001 ADR-0001 was `accepted` and cannot become `draft`" in adr("check", "--base", "main").out


def test_a_day_that_passed_elsewhere_does_not_fail_a_change(forked: Path, record: Write, adr: Command) -> None:
    commit(
        forked, "adrs/ADR-0002-y.md", record("ADR-0002", title="Use something else", status="proposed", impact="low")
    )
    late = ["--as-of", "2027-01-01", "--select", "REL007"]
    assert "2 warnings" in adr("check", *late).out
    done = adr("check", "--base", "main", *late)
    assert "ADR-0002 has no relation" in done.out
    assert "ADR-0001" not in done.out


def test_what_git_cannot_tell_is_not_checked(
    forked: Path, tmp_path_factory: pytest.TempPathFactory, adr: Command
) -> None:
    done = adr("check", "--base", "nowhere")
    assert done.code == 2
    assert "`--base nowhere` was not checked: no branch, tag or commit is called `nowhere` here\n" in done.err
    git(forked, "remote", "add", "origin", "https://example.com/x.git")
    assert "; `git fetch origin main` brings it" in adr("check", "--base", "origin/main").err
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    (forked / "more.txt").write_text("x")
    git(forked, "add", ".")
    git(forked, "commit", "-m", "two")
    git(forked, "clone", "--depth", "1", "--no-single-branch", forked.as_uri(), str(shallow))
    project = find(shallow)
    with pytest.raises(CannotRunError, match="was not checked"):
        read_base(project, read_graph(project), "origin/main")


def test_the_base_is_found_where_pipelines_say_it() -> None:
    assert base_of({}) == ""
    assert base_of({"GITHUB_BASE_REF": ""}) == ""
    assert base_of({"GITHUB_BASE_REF": "main"}) == "origin/main"
    assert base_of({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}) == "origin/main"
    assert base_of({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}) == "abc"
    assert base_of({"BITBUCKET_PR_DESTINATION_BRANCH": "main"}) == "origin/main"
    assert base_of({"ADR_BASE": "trunk", "GITHUB_BASE_REF": "main"}) == "trunk"
