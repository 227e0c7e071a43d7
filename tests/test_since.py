"""`adr check --since`: what a change concerns, asked of real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(base: Base, record: Write, tmp_path: Path) -> Path:
    """Return a repository with a finding in each of three committed records."""
    files = {f"adrs/ADR-000{n}-x.md": record(f"ADR-000{n}", title=f"Use {n}", jira="1") for n in (1, 2, 3)}
    base({**files, "adrs/ADR-0004-y.md": record("ADR-0004", title="Keep it", body="\nSee [y](ADR-0005-y.md).\n")})
    (tmp_path / "adrs/ADR-0005-y.md").write_text(record("ADR-0005", title="Keep more"))
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    return tmp_path


def reported(adr: Command, *arguments: str) -> set[str]:
    done = adr("check", "--format", "concise", *arguments)
    return {f"{line.split(':')[0]} {line.split()[1]}" for line in done.out.splitlines() if ".md:" in line}


def test_committed_staged_unstaged_and_untracked_changes_are_reported_and_no_others(
    repository: Path, record: Write, adr: Command
) -> None:
    assert len(reported(adr)) == 3
    assert reported(adr, "--since", "HEAD") == set()
    git(repository, "checkout", "-b", "work")
    for number in (1, 2):
        text = record(f"ADR-000{number}", title=f"Use {number}", jira="2")
        (repository / f"adrs/ADR-000{number}-x.md").write_text(text)
        git(repository, "add", ".")
        git(repository, "commit" if number == 1 else "status", *(["-m", "two"] if number == 1 else []))
    (repository / "adrs/ADR-0005-y.md").write_text(record("ADR-0005", title="Keep more", jira="2"))
    (repository / "adrs/ADR-0006-z.md").write_text(record("ADR-0006", title="Keep all", jira="2"))
    assert reported(adr, "--since", "main") == {f"adrs/ADR-000{n} ENV003".replace(" ", f"-{x}.md ") for n, x in
                                                 ((1, "x"), (2, "x"), (5, "y"), (6, "z"))}  # fmt: skip
    assert reported(adr, "--since", "HEAD", "adrs/ADR-0006-z.md") == {"adrs/ADR-0006-z.md ENV003"}
    assert adr("check", "--since", "HEAD").out.splitlines()[-2] == "3 records checked: 3 errors"


def test_what_a_change_breaks_elsewhere_is_reported_and_what_was_broken_there_is_not(
    repository: Path, adr: Command, record: Write
) -> None:
    (repository / "adrs/ADR-0004-y.md").write_text(
        record("ADR-0004", title="Keep it", jira="9", body="\nSee [y](ADR-0005-y.md).\n")
    )
    git(repository, "commit", "-am", "two")
    (repository / "adrs/ADR-0005-y.md").unlink()
    found = reported(adr, "--since", "HEAD")
    assert found == {"adrs/ADR-0004-y.md REL008"}
    assert adr("check", "--since", "HEAD").code == 1
    git(repository, "checkout", "adrs/ADR-0005-y.md")
    git(repository, "mv", "adrs/ADR-0005-y.md", "adrs/ADR-0005-z.md")
    assert reported(adr, "--since", "HEAD") == {"adrs/ADR-0004-y.md REL008"}


def test_a_renamed_file_is_reported_under_its_new_name(repository: Path, adr: Command) -> None:
    git(repository, "mv", "adrs/ADR-0001-x.md", "adrs/ADR-0001-z.md")
    assert reported(adr, "--since", "HEAD") == {"adrs/ADR-0001-z.md ENV003"}
    git(repository, "commit", "-m", "two")
    assert reported(adr, "--since", "HEAD~1") == {"adrs/ADR-0001-z.md ENV003"}


def test_what_others_did_meanwhile_is_no_change_of_this_branch(repository: Path, adr: Command, record: Write) -> None:
    git(repository, "checkout", "-b", "work")
    git(repository, "checkout", "main")
    (repository / "adrs/ADR-0001-x.md").write_text(record("ADR-0001", title="Use 1"))
    git(repository, "commit", "-am", "two")
    git(repository, "checkout", "work")
    assert reported(adr, "--since", "main") == set()


@pytest.mark.parametrize("path", ["adr.toml", "governance/people.yml", ".adr/kinds/rfc/schema.yaml"])
def test_what_concerns_every_record_lets_all_be_reported(repository: Path, adr: Command, path: str) -> None:
    texts = {"adr.toml": "name = 'x'\n", "governance/people.yml": "- {handle: m.okafor, name: Mary, kind: person}\n"}
    (repository / path).parent.mkdir(parents=True, exist_ok=True)
    (repository / path).write_text(texts.get(path, "x-extends: decision\nx-prefix: RFC\nx-folder: rfcs\n"))
    assert len(reported(adr, "--since", "HEAD")) == 3
    assert adr("check", "--since", "HEAD").err == f"{path} changed since HEAD: all records are reported\n"


def test_a_knowledge_base_in_a_folder_of_its_repository(
    base: Base, record: Write, tmp_path: Path, adr: Command
) -> None:
    base({"book/adr.toml": "", "book/adrs/ADR-0001-x.md": record(), "adrs/ADR-0001-x.md": record(), "bo\u00e9.txt": ""})
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    (tmp_path / "book/adrs/ADR-0001-x.md").write_text(record(jira="1"))
    (tmp_path / "book/adrs/ADR-0002-\u00e9.md").write_text(record("ADR-0002", title="Use it", jira="1"))
    done = adr("check", "--since", "HEAD", "--format", "concise", at=tmp_path / "book")
    assert "2 records checked: 2 errors" in done.out


def test_a_revision_that_git_does_not_know_cannot_run(repository: Path, adr: Command) -> None:
    done = adr("check", "--since", "nowhere")
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: `--since nowhere`: no branch, tag or commit is called `nowhere` here\n"
    assert adr("check", "--since", "--help").code == 2
    assert "leave PATHS" in adr("check", "--since", "HEAD", "--update-baseline").err
    assert not (repository / "adr-baseline.json").exists()


def test_a_finding_that_a_change_brings_beside_an_old_frozen_one_elsewhere_is_reported(
    repository: Path, adr: Command, record: Write
) -> None:
    text = record("ADR-0004", title="Keep it", body="\nSee [y](ADR-0005-y.md) and [z](ADR-0009-z.md).\n")
    (repository / "adrs/ADR-0004-y.md").write_text(text)
    adr("check", "--update-baseline")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "freeze")
    (repository / "adrs/ADR-0005-y.md").unlink()
    done = adr("check", "--since", "HEAD", "--format", "concise")
    assert "`ADR-0005-y.md` does not exist" in done.out
    assert (done.code, done.out.count("REL008"), done.err) == (1, 1, "")
