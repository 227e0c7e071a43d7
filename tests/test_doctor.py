"""What the command finds around it."""

from __future__ import annotations

import os
import subprocess
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.doctor import Diagnosis, diagnose
from adr.incremental import cache

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def found(folder: Path) -> dict[str, Diagnosis]:
    return {diagnosis.subject: diagnosis for diagnosis in diagnose(folder, None)}


def levels(folder: Path, *subjects: str) -> list[str]:
    all_ = found(folder)
    return [all_[subject].level for subject in subjects]


def test_where_all_is_well_every_line_is_ok(base: Base, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(), "governance/people.yml": "- {handle: m.okafor}\n"})
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    subjects = ("adr", "mkdocs", "git", "repository", "settings", "repairs", "records", "people")
    assert levels(tmp_path, *subjects) == ["ok"] * 8
    assert found(tmp_path)["mkdocs"].message == metadata.version("mkdocs")
    assert "git user" not in found(tmp_path)


def test_outside_a_base_the_settings_are_missing_and_the_rest_is_told(tmp_path: Path) -> None:
    assert levels(tmp_path, "adr", "git", "repository", "settings") == ["ok", "ok", "warn", "error"]
    assert "adr init" in found(tmp_path)["settings"].message


def test_a_folder_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    assert "is not a folder" in found(tmp_path / "none")["settings"].message


def test_what_git_lacks_is_a_warning(base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base({})
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(tmp_path, "init")
    assert levels(tmp_path, "repository", "git user") == ["warn", "warn"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert levels(tmp_path, "git") == ["warn"]
    assert "repository" not in found(tmp_path)


def test_a_shallow_clone_is_a_warning(base: Base, tmp_path: Path) -> None:
    base({})
    git(tmp_path, "init")
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-m", name)
    git(tmp_path, "clone", "--depth", "1", f"file://{tmp_path}", "clone")
    assert "--unshallow" in found(tmp_path / "clone")["repository"].help


def test_an_interrupted_change_is_told_and_left(base: Base, tmp_path: Path) -> None:
    base({".adr/pending/abc/0": "x"})
    assert (found(tmp_path)["repairs"].level, found(tmp_path)["repairs"].message) == ("warn", "1 change interrupted")
    assert (tmp_path / ".adr/pending/abc/0").exists()


def test_what_may_not_be_read_is_an_error_what_is_malformed_is_not(base: Base, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": "broken\n", "adrs/ADR-0003.md": record("ADR-0003")})
    assert found(tmp_path)["records"].message == "1 of 3 cannot be read"
    (tmp_path / "adrs/ADR-0003.md").chmod(0)
    if os.geteuid():
        assert found(tmp_path)["files"].level == "error"


def test_a_list_of_people_that_cannot_be_read_is_an_error(base: Base, tmp_path: Path) -> None:
    base({"governance/people.yml": "- handle: [\n"})
    assert found(tmp_path)["people"].level == "error"
    base({"governance/people.yml": ""})
    assert found(tmp_path)["people"].level == "ok"


def test_it_says_where_the_cache_is_and_how_large(base: Base, record: Write, tmp_path: Path, adr: Command) -> None:
    project = base({"adrs/ADR-0001.md": record()})
    kept = cache.place(project.root, project.config)
    assert found(tmp_path)["cache"] == Diagnosis("ok", "cache", f"{kept}: nothing yet; `adr check` fills it")
    adr("list")
    assert not kept.exists()  # it is opt-in
    adr("check")
    assert found(tmp_path)["cache"].message == f"{kept}: 0.0 MiB, may be deleted"


def test_a_cache_that_cannot_be_written_is_a_warning(
    base: Base, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base({"adrs/ADR-0001.md": record()})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "adr.toml"))
    assert levels(tmp_path, "cache") == ["warn"]
