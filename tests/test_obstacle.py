"""Why git could not compare, and what to do, asked of real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.obstacle import Obstacle, obstacle

if TYPE_CHECKING:
    from collections.abc import Callable


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init")
    for number in (1, 2):
        git(tmp_path, "commit", "--allow-empty", "-m", str(number))
    return tmp_path


@pytest.fixture
def shallow(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that clones one commit of a branch that left `main` before."""
    git(repository, "checkout", "-b", "work")
    git(repository, "commit", "--allow-empty", "-m", "three")
    git(repository, "checkout", "main")
    git(repository, "commit", "--allow-empty", "-m", "four")

    def clone(*options: str) -> Path:
        folder = tmp_path_factory.mktemp("shallow") / "clone"
        git(repository, "clone", "--depth", "1", "-b", "work", *options, repository.as_uri(), str(folder))
        return folder

    return clone


def test_no_git_and_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert obstacle(tmp_path, "main", "").reason == "no git repository is here"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert obstacle(tmp_path, "main", "") == Obstacle("git cannot be run", "install git")


def test_a_repository_that_git_will_not_read(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    found = obstacle(tmp_path, "main", "")
    assert "not a git repository" in found.reason
    assert "safe.directory" in found.help


def test_no_commit(tmp_path: Path) -> None:
    git(tmp_path, "init")
    assert obstacle(tmp_path, "main", "").reason == "the repository has no commit yet"


def test_an_unknown_ref_and_how_to_bring_it(repository: Path) -> None:
    assert obstacle(repository, "nowhere", "") == Obstacle("no branch, tag or commit is called `nowhere` here")
    git(repository, "remote", "add", "origin", "https://example.com/x.git")
    assert (
        obstacle(repository, "origin/trunk", "").help == "`git fetch origin trunk:refs/remotes/origin/trunk` brings it"
    )
    assert obstacle(repository, "trunk", "").help == "`git fetch origin trunk:trunk` brings it"
    assert (
        obstacle(repository, "origin/$(id)", "").help
        == "`git fetch origin '$(id):refs/remotes/origin/$(id)'` brings it"
    )
    for ref in ("--help", "2026-03-02"):
        assert obstacle(repository, ref, "") == Obstacle(f"no branch, tag or commit is called `{ref}` here")


def test_what_is_said_to_bring_a_branch_into_a_clone_of_another_brings_it(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git(repository, "branch", "work")
    clone = tmp_path_factory.mktemp("single") / "clone"
    git(repository, "clone", "--single-branch", "-b", "work", repository.as_uri(), str(clone))
    command = obstacle(clone, "origin/main", "").help.split("`")[1]
    git(clone, *command.split()[1:])
    assert obstacle(clone, "origin/main", "as git says").reason == "as git says"


def test_a_shallow_clone_is_told_how_to_get_the_rest(shallow: Callable[..., Path]) -> None:
    clone = shallow()
    found = obstacle(clone, "origin/main", "")
    assert found.reason == "no branch, tag or commit is called `origin/main` here"
    whole = "git fetch --unshallow origin main:refs/remotes/origin/main"
    assert "fetch-depth: 0" in found.help
    assert f"`{whole}`" in found.help
    git(clone, *whole.split()[1:])
    assert obstacle(clone, "origin/main", "as git says").reason == "as git says"
    clone = shallow("--no-single-branch")
    found = obstacle(clone, "origin/main", "")
    assert found.reason == "the clone is shallow, and ends before the fork from `origin/main`"
    assert "`git fetch --unshallow`" in found.help
    git(clone, "fetch", "--unshallow")
    assert obstacle(clone, "origin/main", "as git says").reason == "as git says"


def test_nothing_in_common(repository: Path) -> None:
    git(repository, "checkout", "--orphan", "other")
    git(repository, "commit", "--allow-empty", "-m", "other")
    assert obstacle(repository, "main", "").reason == "`main` and what is checked out have no commit in common"
