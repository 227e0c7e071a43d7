"""``adr log``: a record's history from git."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that commits all there is on a day."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    def make(day: str, subject: str, author: str = "Mary Okafor") -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T12:00:00Z")
        monkeypatch.setenv("GIT_AUTHOR_NAME", author)
        for line in (["add", "."], ["commit", "-q", "-m", subject]):
            subprocess.run(["git", *line], cwd=tmp_path, check=True)

    return make


@pytest.fixture
def lived(base: Base, record: Write, commit: object, tmp_path: Path) -> Path:
    """Return a repository in which a record was written, renamed, moved on, touched and, uncommitted, accepted."""
    assert callable(commit)
    body = "\n# T\n\n- status: rejected\n" + "".join(f"Line {n}.\n" for n in range(30))
    old, new = "adrs/ADR-0001-old.md", "adrs/ADR-0001-größer.md"
    base({old: record(body=body), "adrs/ADR-0002.md": record("ADR-0002", status="accepted")})
    commit("2026-03-01", "Write it down")
    (tmp_path / old).rename(tmp_path / new)
    commit("2026-03-02", "Call it by its name", "Jonas Lind")
    base({new: record(body=body, status="proposed")})
    commit("2026-03-03", "Propose; it's time")
    base({new: record(body=body.replace("Line 3", "status: x"), status="proposed")})
    commit("2026-03-04", "Say it better")
    base({new: record(body=body, status="accepted")})
    return tmp_path


@pytest.mark.usefixtures("lived")
def test_every_commit_is_one_line_with_its_change_of_status(adr: Command) -> None:
    done = adr("log", "ADR-0001")
    assert (done.code, done.err) == (0, "")
    lines = [[cell for cell in line.split("  ") if cell] for line in done.out.splitlines()]
    assert [[cell.strip() for cell in [line[0], *line[2:]]] for line in lines] == [
        ["-", "-", "proposed -> accepted"],
        ["2026-03-04", "Mary Okafor", "Say it better"],
        ["2026-03-03", "Mary Okafor", "draft -> proposed", "Propose; it's time"],
        ["2026-03-02", "Jonas Lind", "Call it by its name"],
        ["2026-03-01", "Mary Okafor", "draft", "Write it down"],
    ]


@pytest.mark.usefixtures("lived")
def test_json_has_the_shape_that_the_schema_command_prints(adr: Command) -> None:
    found = json.loads(adr("log", "ADR-0001", "--json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "log").out), found)
    assert found["uncommitted"] == {"before": "proposed", "after": "accepted"}
    assert [commit["path"] for commit in found["commits"]][1:] == [
        "adrs/ADR-0001-größer.md",
        "adrs/ADR-0001-größer.md",
        "adrs/ADR-0001-old.md",
    ]


def test_a_shallow_clone_says_that_there_is_more(lived: Path, adr: Command) -> None:
    clone = lived / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{lived}", str(clone)], check=True)
    done = adr("log", "ADR-0001", at=clone)
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert "shallow clone" in done.err


def test_without_git_and_without_a_commit_that_is_said(base: Base, record: Write, adr: Command, commit: object) -> None:
    assert callable(commit)
    project = base({"adrs/ADR-0001.md": record()})
    done = adr("log", "ADR-0001")
    assert (done.code, done.out) == (0, "")
    assert "no git history" in done.err
    commit("2026-03-01", "First")
    base({"adrs/ADR-0002.md": record("ADR-0002")})
    done = adr("log", "ADR-0002")
    assert (done.code, done.out, done.err) == (0, "", "adrs/ADR-0002.md is not committed yet\n")
    assert json.loads(adr("log", "ADR-0002", "--json").out)["commits"] == []
    assert project.root


def test_an_unknown_record_is_refused_with_the_nearest(base: Base, record: Write, adr: Command) -> None:
    base({"adrs/ADR-0001.md": record()})
    done = adr("log", "ADR-001")
    assert done.code == 2
    assert "did you mean `ADR-0001`?" in done.err
