"""What several reading commands ask for: selections, records as they were, and completion in the shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.fixture
def past(base: Base, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill a repository whose records were others in March (tag v1), and have changed since."""
    base(
        {
            "adrs/ADR-0001-a.md": record(title="Old words"),
            "adrs/ADR-0002-b.md": "---\nid: [\n---\n",
            "adrs/.hidden.md": "x",
            "adrs/README.md": "x",
            "notes.md": "x",
        }
    )
    (tmp_path / "adrs/ADR-0003-c.md").symlink_to("ADR-0001-a.md")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-02T23:30:00Z")
    for line in ("init", "add .", "commit -m one", "tag v1"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-04-01T12:00:00Z")
    (tmp_path / "adrs/ADR-0003-c.md").unlink()
    base({"adrs/ADR-0001-a.md": record(title="New words", relations="{relates-to: [ADR-0002]}")})
    base({"adrs/ADR-0002-b.md": record("ADR-0002")})
    for line in ("add -A", "commit -m two"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True, capture_output=True)


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("options", [["--at", "v1"], ["--as-of", "2026-03-02"], ["--as-of", "2026-03-31"]])
def test_records_are_read_as_they_were_and_what_cannot_be_read_is_there(adr: Command, options: list[str]) -> None:
    rows = json.loads(adr("list", "--json", *options).out)
    assert [(row["id"], row["title"]) for row in rows] == [
        ("ADR-0001", "Old words"),
        ("ADR-0002", None),
        ("ADR-0003", None),
    ]
    assert "not followed" in rows[2]["unreadable"]
    assert [row["id"] for row in json.loads(adr("search", "old", "--json", *options).out)] == ["ADR-0001"]
    assert len(json.loads(adr("trace", "ADR-0001", "--json", *options).out)) == 1
    assert json.loads(adr("graph", "--json", *options).out)["links"] == []


@pytest.mark.usefixtures("past")
def test_a_day_counts_to_its_end_and_reads_the_last_commit_of_it(adr: Command) -> None:
    assert "New words" in adr("list", "--as-of", "2026-04-01").out
    done = adr("list", "--as-of", "2026-03-01")
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: HEAD has no commit from 2026-03-01 or before\n"


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("ref", ["v9", "--upload-pack=x", "HEAD:adrs"])
def test_what_is_no_commit_is_refused_in_gits_words(adr: Command, ref: str) -> None:
    done = adr("list", f"--at={ref}")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"adr: `{ref}` is no commit: ")


def test_outside_git_there_is_no_past(base: Base, adr: Command) -> None:
    base({})
    done = adr("list", "--at", "HEAD")
    assert (done.code, done.out) == (2, "")
    assert "not a git repository" in done.err


def test_a_base_below_the_repositorys_root_has_its_own_paths(base: Base, record: Write, tmp_path: Path) -> None:
    base({"sub/adr.toml": "", "sub/adrs/ADR-0001-größe.md": record(), "adrs/ADR-0002-b.md": record("ADR-0002")})
    for line in ("init", "add .", "commit -m one"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True, capture_output=True)
    command = [sys.executable, "-m", "adr", "list", "--at", "HEAD", "--json"]
    done = subprocess.run(command, cwd=tmp_path / "sub" / "adrs", capture_output=True, check=True)
    assert [row["path"] for row in json.loads(done.stdout)] == ["adrs/ADR-0001-größe.md"]


def completed(folder: Path, line: str) -> list[str]:
    """Return the words that bash is offered for the last word of a line."""
    words = line.split(" ")
    surroundings = os.environ | {
        "_ADR_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "PYTHONPATH": str(Path(__file__).parents[1] / "tools"),
    }
    program = "import sys; sys.argv[0] = 'adr'; from adr.cli import cli; cli(prog_name='adr')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=surroundings, text=True, capture_output=True, check=False
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    "line,offered",
    [
        ("adr show adr-", ["ADR-0001", "ADR-0002"]),
        ("adr log LRN", ["LRN-0001"]),
        ("adr trace ADR-0002", ["ADR-0002"]),
        ("adr impact ADR-0002", ["ADR-0002"]),
        ("adr diff ADR-0001 LRN", ["LRN-0001"]),
        ("adr graph --relation superseded", ["superseded-by"]),
        ("adr graph LRN", ["LRN-0001"]),
        ("adr link ADR-0001 supers", ["superseded-by", "supersedes"]),
        ("adr link ADR-0001 supersedes ADR-0002", ["ADR-0002"]),
        ("adr unlink ADR-0001 taug", ["taught"]),
        ("adr supersede ADR-0001 --by ADR-0002", ["ADR-0002"]),
        ("adr status ADR-0001 acc", ["accepted"]),
        ("adr due --owner ", ["j.lind", "m.okafor"]),
        ("adr list --owner j", ["j.lind"]),
    ],
)
def test_ids_relations_and_owners_complete(
    base: Base, record: Write, tmp_path: Path, line: str, offered: list[str]
) -> None:
    base(
        {
            "adrs/ADR-0001.md": record(),
            "adrs/ADR-0002.md": record("ADR-0002", owner="j.lind"),
            "adrs/ADR-0003.md": "broken\n",
            "learnings/LRN-0001.md": record("LRN-0001"),
        }
    )
    assert completed(tmp_path, line) == offered


def test_completion_never_complains(base: Base, tmp_path: Path) -> None:
    assert completed(tmp_path, "adr show A") == []
    (base({}).root / "adr.toml").write_text("= broken")
    assert completed(tmp_path, "adr show A") == []
    assert completed(tmp_path, "adr -C none show A") == []


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["export", "csv"], ["search", "postgres"]])
def test_a_status_that_is_none_is_refused_with_the_nearest(
    base: Base, adr: Command, record: Write, command: list[str]
) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": record("ADR-0002", status="odd")})
    done = adr(*command, "--status", "acepted")
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: no record is ever `acepted`; did you mean `accepted`?\n"
    done = adr(*command, "--status", "published", "--kind", "decision")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: a decision is never `published`; ")
    for status in ("odd", "accepted"):
        assert adr(*command, "--status", status).code == 0


@pytest.mark.parametrize(
    "arguments,meant",
    [
        (["check", "--format", "jason"], "json"),
        (["check", "--format", "git-lab"], "gitlab"),
        (["check", "--output", "sarf=x"], "sarif"),
        (["export", "structurizer"], "structurizr"),
        (["graph", "--format", "mermiad"], "mermaid"),
        (["completion", "bsh"], "bash"),
    ],
)
def test_a_name_that_is_none_is_refused_with_the_nearest(
    base: Base, adr: Command, arguments: list[str], meant: str
) -> None:
    base({})
    done = adr(*arguments)
    assert (done.code, done.out) == (2, "")
    assert f"did you mean `{meant}`?" in done.err
