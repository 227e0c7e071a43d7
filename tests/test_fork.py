"""What a change is compared with, asked of real repositories."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
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


def test_what_a_comparison_does_not_look_at_is_not_gone_from_the_baseline(
    forked: Path, record: Write, adr: Command
) -> None:
    late = ["--as-of", "2027-01-01", "--select", "REL007"]
    adr("check", "--update-baseline", "--as-of", "2027-01-01")
    commit(forked, "adrs/ADR-0002-y.md", record("ADR-0002", title="Use something else", status="proposed"))
    assert "hides" in adr("check", *late).err
    done = adr("check", "--base", "main", *late)
    assert "gone" not in done.err
    assert "gone" not in adr("check", "--since", "HEAD", *late).err


def test_what_git_cannot_tell_is_not_checked(
    forked: Path, tmp_path_factory: pytest.TempPathFactory, adr: Command
) -> None:
    done = adr("check", "--base", "nowhere")
    assert done.code == 2
    assert "`--base nowhere` was not checked: no branch, tag or commit is called `nowhere` here\n" in done.err
    git(forked, "remote", "add", "origin", "https://example.com/x.git")
    assert "; `git fetch origin main:refs/remotes/origin/main` brings it" in adr("check", "--base", "origin/main").err
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    (forked / "more.txt").write_text("x")
    git(forked, "add", ".")
    git(forked, "commit", "-m", "two")
    git(forked, "clone", "--depth", "1", "--no-single-branch", forked.as_uri(), str(shallow))
    project = find(shallow)
    with pytest.raises(CannotRunError, match="was not checked"):
        read_base(project, read_graph(project), "origin/main")


@pytest.fixture
def uncompared(forked: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository in which a pipeline names a base that is not there."""
    monkeypatch.setenv("GITHUB_BASE_REF", "trunk")
    (forked / "adrs/ADR-0001-x.md").unlink()
    git(forked, "remote", "add", "origin", "https://example.com/x.git")
    return forked


def test_a_base_that_a_pipeline_names_and_git_does_not_know_is_said_and_findings_decide(
    uncompared: Path, adr: Command, record: Write
) -> None:
    done = adr("check")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "1 record checked: nothing to report\n"
        "not checked: ENV014, HIS001, HIS002, PLB004: no branch, tag or commit is called `origin/trunk` here\n"
        "  help: `git fetch origin trunk:refs/remotes/origin/trunk` brings it\n"
    )
    assert adr("check", "--base", "").out == "1 record checked: nothing to report\n"
    assert adr("check", "--ignore", "HIS,ENV014,PLB004").out == "1 record checked: nothing to report\n"
    assert "not checked: HIS001: " in adr("check", "--select", "HIS001,REL").out
    (uncompared / "adrs/ADR-0002-y.md").write_text(record("ADR-0002", title="Use something else", status="Draft"))
    assert adr("check").code == 1


def test_under_strict_it_cannot_run(uncompared: Path, adr: Command) -> None:
    assert uncompared
    done = adr("check", "--strict", "--format", "concise")
    assert done.code == 2
    assert "1 record checked" in done.out
    assert done.err == (
        "adr: `--base origin/trunk` was not checked: no branch, tag or commit is called `origin/trunk` here; "
        "`git fetch origin trunk:refs/remotes/origin/trunk` brings it\n"
    )


@pytest.mark.parametrize("way", ["option", "ADR_BASE"])
def test_a_base_that_was_asked_for_and_cannot_be_told_ends_with_2_after_all_findings(
    forked: Path, adr: Command, record: Write, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    (forked / "adrs/ADR-0002-y.md").write_text(record("ADR-0002", title="Use something else", status="Draft"))
    if way == "ADR_BASE":
        monkeypatch.setenv("ADR_BASE", "nowhere")
    asked = ["--base", "nowhere"] if way == "option" else []
    done = adr("check", *asked, "--exit-zero", "--select", "ENV,HIS", "--output", "json=out.json")
    assert done.code == 2
    assert "ENV004" in done.out
    assert "`--base nowhere` was not checked: " in done.err
    items = json.loads((forked / "out.json").read_text())
    jsonschema_rs.validate(json.loads(adr("schema", "check").out), items)
    assert "ENV004" in [item.get("code") for item in items]
    (skipped,) = items[-1]["not_checked"]
    assert skipped["rules"] == ["ENV014", "HIS001", "HIS002"]
    assert adr("check", *asked, "--select", "ENV004").code == 2


def test_statistics_do_not_say_of_a_rule_that_could_not_compare_that_it_was_left_out(
    forked: Path, adr: Command
) -> None:
    assert forked
    done = adr("check", "--base", "nowhere", "--statistics", "--ignore", "ENV007")
    assert "not run: 1 rule: ENV007\nnot checked: ENV014, HIS001, HIS002, PLB004: " in done.out
    assert adr("check", "--statistics").out.endswith("not run: 3 rules: ENV014, HIS001, HIS002\n")


def test_a_shallow_clone_is_reported_in_a_pull_request(
    forked: Path, tmp_path_factory: pytest.TempPathFactory, adr: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (forked / "more.txt").write_text("x")
    git(forked, "add", ".")
    git(forked, "commit", "-m", "two")
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    git(forked, "clone", "--depth", "1", forked.as_uri(), str(clone))
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    done = adr("check", "--format", "github", "--select", "ENV014,HIS", at=clone)
    assert done.code == 0
    assert "::warning title=Not checked::not checked: ENV014, HIS001, HIS002: " in done.out
    assert "fetch-depth: 0" in done.out


def test_deleted_moved_and_renumbered_records(forked: Path, adr: Command) -> None:
    def found() -> str:
        return adr("check", "--base", "main", "--select", "ENV014", "--format", "concise").out

    (forked / "adrs/2026").mkdir()
    git(forked, "mv", "adrs/ADR-0001-x.md", "adrs/2026/ADR-0001-z.md")
    assert "nothing to report" in found()
    git(forked, "reset", "--hard")
    assert adr("renumber", "ADR-0001", "ADR-0009").code == 0
    assert "nothing to report" in found()
    git(forked, "reset", "--hard")
    git(forked, "clean", "-fd")
    assert adr("rename", "ADR-0001", "Use something new").code == 0
    assert "nothing to report" in found()
    git(forked, "reset", "--hard")
    git(forked, "clean", "-fd")
    (forked / "adrs/ADR-0002-y.md").unlink()
    assert "nothing to report" in found(), "a draft may go"
    (forked / "adrs/ADR-0001-x.md").unlink()
    assert found().startswith("adrs/ADR-0001-x.md:2:5: ENV014 ADR-0001 is deleted, and was `accepted`")
    assert adr("check", "--base", "main", "--select", "ENV014", "--since", "main").code == 1


@pytest.mark.parametrize(
    "dialect,text", [("plain", "# Use X\n\nWe do.\n"), ("nygard", "# 1. Use X\n\n## Status\n\nAccepted\n")]
)
def test_records_of_other_tools_are_moved_and_deleted_like_ours(
    base: Base, tmp_path: Path, adr: Command, dialect: str, text: str
) -> None:
    files = {"docs/0001-use-x.md": text, "docs/0002-use-y.md": text.replace("X", "Y"), "docs/README.md": "# All\n"}
    settings = f'[kinds.decision]\nfolder = "docs"\ndialect = "{dialect}"\n[rules.ENV014]\ndrafts = false\n'
    base({"adr.toml": settings, **files})
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    git(tmp_path, "checkout", "-b", "work")

    def found() -> str:
        return adr("check", "--base", "main", "--select", "ENV014", "--format", "concise").out

    git(tmp_path, "mv", "docs/0001-use-x.md", "docs/0001-use-z.md")
    git(tmp_path, "rm", "docs/README.md")
    assert "nothing to report" in found()
    git(tmp_path, "rm", "-f", "docs/0001-use-z.md")
    assert found().startswith("docs/0001-use-x.md:1:1: ENV014 ")
    (tmp_path / "adr.toml").write_text(settings.replace("false", "true"))
    assert ("ENV014" in found()) is (dialect == "nygard"), "a record without a status is a draft"


def test_git_is_asked_as_often_for_two_hundred_changed_records_as_for_one(
    base: Base, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adr: Command
) -> None:
    texts = {f"adrs/ADR-{n:04d}-x.md": record(f"ADR-{n:04d}", title=f"Use thing {n}") for n in range(1, 202)}
    base(texts)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    git(tmp_path, "checkout", "-b", "work")
    log = tmp_path / "calls"
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho "$*" >> {log}\nexec {shutil.which("git")} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")

    def calls(*arguments: str) -> int:
        log.write_text("")
        assert adr("check", "--select", "HIS,ENV014", *arguments).code == 0
        return len(log.read_text().splitlines())

    changed = list(texts)
    (tmp_path / changed[0]).write_text(texts[changed[0]].replace("draft", "proposed"))
    once = {name: calls(name, "main") for name in ("--base", "--since")}
    for path in changed:
        (tmp_path / path).write_text(texts[path].replace("draft", "proposed"))
    assert {name: calls(name, "main") for name in ("--base", "--since")} == once == {"--base": 3, "--since": 2}
    assert calls() == 0


def test_the_base_is_found_where_pipelines_say_it() -> None:
    assert base_of({}) == ""
    assert base_of({"GITHUB_BASE_REF": ""}) == ""
    assert base_of({"GITHUB_BASE_REF": "main"}) == "origin/main"
    assert base_of({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}) == "origin/main"
    assert base_of({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}) == "abc"
    assert base_of({"BITBUCKET_PR_DESTINATION_BRANCH": "main"}) == "origin/main"
    assert base_of({"ADR_BASE": "trunk", "GITHUB_BASE_REF": "main"}) == "trunk"
