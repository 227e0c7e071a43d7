"""Git, asked in real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from adr.finding import CannotRunError
from adr.history import address_of, changed, fork, head, identity, prefix, repository, tracks, user, web_address


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_outside_git_there_is_no_commit(tmp_path: Path) -> None:
    assert head(tmp_path) is None


def test_the_head_is_a_hash_and_the_day_of_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init")
    assert head(tmp_path) is None, "before the first commit"
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-02T23:30:00-08:00")
    git(tmp_path, "commit", "--allow-empty", "-m", "first")
    commit = head(tmp_path)
    assert commit is not None
    assert commit.date == "2026-03-02"
    assert 7 <= len(commit.hash) <= 40


@pytest.mark.parametrize(
    "email,name,handle",
    [
        ("m.okafor@example.com", "Mary", "m.okafor"),
        ("12345+octocat@users.noreply.github.com", "", "octocat"),
        ("mary+work@example.com", "", "mary"),
        ("Größe@example.com", "", "groe"),
        ("", "Mary Okafor", "mary.okafor"),
        ("---@x", "", "owner"),
    ],
)
def test_who_types_is_a_handle(tmp_path: Path, email: str, name: str, handle: str) -> None:
    git(tmp_path, "init")
    git(tmp_path, "config", "user.email", email)
    git(tmp_path, "config", "user.name", name)
    assert identity(tmp_path) == handle
    assert user(tmp_path) == (email or name)


def test_without_git_the_login_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("LOGNAME", "Jonas Lind")
    assert identity(tmp_path) == "jonas.lind"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert identity(tmp_path) == "jonas.lind"


@pytest.mark.parametrize(
    "remote,address",
    [
        ("git@github.com:firm/base.git", "https://github.com/firm/base"),
        ("github.com:firm/base", "https://github.com/firm/base"),
        ("https://github.com/firm/base.git", "https://github.com/firm/base"),
        ("https://ci:t0ken@git.firm.example:8443/g/sub/base.git/", "https://git.firm.example:8443/g/sub/base"),
        ("ssh://git@git.firm.example:2222/g/base.git", "https://git.firm.example/g/base"),
        ("git://git.firm.example/base.git", "https://git.firm.example/base"),
        ("/srv/git/base.git", ""),
        ("../base.git", ""),
        ("file:///srv/git/base.git", ""),
        ("C:\\git\\base", ""),
        ("", ""),
    ],
)
def test_a_remote_has_an_address_in_a_browser_without_its_password(remote: str, address: str) -> None:
    assert web_address(remote) == address


@pytest.mark.parametrize(
    "repository,address",
    [
        ("https://github.com/f/b", "https://github.com/f/b/blob/abc/a%20b.md"),
        ("https://gitlab.com/f/b/", "https://gitlab.com/f/b/-/blob/abc/a%20b.md"),
        ("https://bitbucket.org/f/b", "https://bitbucket.org/f/b/src/abc/a%20b.md"),
        ("https://codeberg.org/f/b", "https://codeberg.org/f/b/src/commit/abc/a%20b.md"),
    ],
)
def test_a_file_has_an_address_on_every_forge(repository: str, address: str) -> None:
    assert address_of(repository, "abc", "a b.md") == address


def test_the_folder_in_the_repository_is_known(tmp_path: Path) -> None:
    (tmp_path / "handbook").mkdir()
    assert repository(tmp_path) == ("", "")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:f/b.git"], cwd=tmp_path, check=True)
    assert repository(tmp_path / "handbook") == ("https://github.com/f/b", "handbook/")


def test_a_folder_knows_where_it_lies_in_its_repository(tmp_path: Path) -> None:
    (tmp_path / "docs/handbook").mkdir(parents=True)
    assert prefix(tmp_path / "docs/handbook") == ""
    git(tmp_path, "init")
    assert prefix(tmp_path / "docs/handbook") == "docs/handbook/"
    assert prefix(tmp_path) == ""


def test_git_keeps_what_was_added_to_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).touch()
    assert not tracks(tmp_path, tmp_path / "a")
    git(tmp_path, "init")
    git(tmp_path, "add", "a")
    assert tracks(tmp_path, tmp_path / "a")
    assert not tracks(tmp_path, tmp_path / "b")
    assert not tracks(tmp_path, tmp_path.parent / "a")


def test_two_branches_fork_at_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init")
    git(tmp_path, "commit", "--allow-empty", "-m", "first")
    forked = head(tmp_path)
    git(tmp_path, "checkout", "-b", "topic")
    git(tmp_path, "commit", "--allow-empty", "-m", "second")
    git(tmp_path, "checkout", "main")
    git(tmp_path, "commit", "--allow-empty", "-m", "third")
    assert forked
    assert fork(tmp_path, "topic").startswith(forked.hash)
    with pytest.raises(CannotRunError, match="`--base nowhere` was not compared: "):
        fork(tmp_path, "nowhere")


def test_the_last_commit_dates_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "adrs").mkdir()
    git(tmp_path, "init")
    assert changed(tmp_path, ["adrs"]) == {}, "before the first commit"
    for day, names in (("2026-03-02", ["a.md", "ü b.md"]), ("2026-03-03", ["a.md"]), ("2026-03-04", ["../c.md"])):
        for name in names:
            (tmp_path / "adrs" / name).write_text(day)
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T23:30:00-08:00")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-m", "change\n\n\x01 or not")
    found = {"adrs/a.md": "2026-03-04T07:30:00Z", "adrs/ü b.md": "2026-03-03T07:30:00Z"}
    assert changed(tmp_path, ["adrs"]) == found
    assert changed(tmp_path / "adrs", ["."]) == {path.removeprefix("adrs/"): day for path, day in found.items()}


def test_a_clone_that_is_cut_off_dates_only_what_it_knows(tmp_path: Path) -> None:
    git(tmp_path, "init", "full")
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / "full" / name).write_text(name)
        git(tmp_path / "full", "add", "-A")
        git(tmp_path / "full", "commit", "-m", name)
    git(tmp_path, "clone", "--depth", "2", (tmp_path / "full").as_uri(), "cut")
    assert set(changed(tmp_path / "cut", ["."])) == {"c.md"}
    assert changed(tmp_path, ["."]) == {}
