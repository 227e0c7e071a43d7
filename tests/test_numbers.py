"""Numbers of records: never given twice, whoever writes at the same time and whatever git remembers."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.cli import run

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str = "x") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def in_a_process(root: Path, *arguments: str) -> int:
    """Run the command in a process of its own and return the process."""
    process = os.fork()
    if process:
        return process
    try:
        void = os.open(os.devnull, os.O_RDWR)
        os.dup2(void, 1)
        os.dup2(void, 2)
        os._exit(run(["-C", str(root), *arguments]))
    finally:
        os._exit(70)


@pytest.mark.parametrize("titles", ["same", "different"])
def test_sixty_four_at_once_get_sixty_four_numbers(base: Base, adr: Command, tmp_path: Path, titles: str) -> None:
    base({})
    git(tmp_path, "init", "-q")
    title = "Use PostgreSQL for {}"
    processes = [
        in_a_process(tmp_path, "new", title.format("all" if titles == "same" else n), "--as-of", "2026-03-02")
        for n in range(64)
    ]
    codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
    assert codes == [0] * 64
    made = sorted((tmp_path / "adrs").iterdir())
    assert [path.name[:8] for path in made] == [f"ADR-{n:04d}" for n in range(1, 65)]
    for path in made:
        text = path.read_text()
        assert text.startswith(f"---\nid: {path.name[:8]}\nkind: decision\ntitle: Use PostgreSQL for ")
        assert text.endswith("-->\n")
    assert {path.name for path in tmp_path.iterdir()} == {"adr.toml", "adrs", ".git"}, "nothing is left over"
    if titles == "different":
        said = {re.search(r"for (\d+)", path.read_text()) for path in made}
        assert len({match[1] for match in said if match}) == 64
    assert adr("check", "--strict", "--ignore", "ENV011").code == 0


def test_numbers_that_git_remembers_are_not_given_again(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0004-x.md": record("ADR-0004")})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    (tmp_path / "adrs/ADR-0004-x.md").unlink()
    commit(tmp_path, "deleted")
    assert adr("new", "After a deleted one", "--dry-run").code == 0
    assert "ADR-0005-after" in adr("new", "After a deleted one", "--dry-run").out
    git(tmp_path, "switch", "-q", "-c", "feature")
    base({"adrs/ADR-0007-x.md": record("ADR-0007")})
    commit(tmp_path, "on a branch")
    git(tmp_path, "switch", "-q", "main")
    assert "ADR-0008-after" in adr("new", "After a branch's", "--dry-run").out
    git(tmp_path, "switch", "-q", "--detach")
    base({"adrs/sub/ADR-0011-x.md": record("ADR-0011")})
    commit(tmp_path, "in a tag only")
    git(tmp_path, "tag", "-a", "-m", "x", "kept")
    git(tmp_path, "switch", "-q", "main")
    assert "ADR-0012-after" in adr("new", "After a tag's", "--dry-run").out
    git(tmp_path, "update-ref", "refs/remotes/origin/theirs", "kept^{commit}")
    git(tmp_path, "tag", "-d", "kept")
    assert "ADR-0012-after" in adr("new", "After a remote branch's", "--dry-run").out
    git(tmp_path, "mv", "adrs/ADR-0001-x.md", "adrs/ADR-0020-x.md")
    commit(tmp_path, "renumbered")
    git(tmp_path, "mv", "adrs/ADR-0020-x.md", "adrs/ADR-0001-x.md")
    commit(tmp_path, "and back")
    assert "ADR-0021-after" in adr("new", "After a renumbered one", "--dry-run").out
    assert adr("new", "learning", "Another kind").out == "learnings/LRN-0001-another-kind.md\n"


def test_a_number_that_came_with_a_merge_is_not_given_again(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001-x.md": record()})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    git(tmp_path, "switch", "-q", "-c", "side")
    base({"note.txt": "x"})
    commit(tmp_path)
    git(tmp_path, "switch", "-q", "main")
    base({"other.txt": "x"})
    commit(tmp_path)
    git(tmp_path, "merge", "-q", "--no-commit", "--no-ff", "side")
    base({"adrs/ADR-0005-x.md": record("ADR-0005")})
    commit(tmp_path, "renumbered while merging")
    git(tmp_path, "rm", "-q", "adrs/ADR-0005-x.md")
    commit(tmp_path, "gone")
    assert "ADR-0006-after" in adr("new", "After a merge", "--dry-run").out


def test_a_number_that_is_only_staged_is_not_given_again(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"adrs/ADR-0003-x.md": record("ADR-0003")})
    git(tmp_path, "init", "-q")
    assert "ADR-0004-before" in adr("new", "Before the first commit", "--dry-run").out
    git(tmp_path, "add", "-A")
    git(tmp_path, "stash", "list")
    assert "ADR-0004-before" in adr("new", "Before the first commit", "--dry-run").out


def test_the_repository_may_be_the_folder_above(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0009-x.md": record("ADR-0009"), "sub/adr.toml": "", "sub/adrs/ADR-0002-x.md": record("ADR-0002")})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    git(tmp_path, "rm", "-q", "sub/adrs/ADR-0002-x.md")
    commit(tmp_path, "gone")
    done = adr("new", "Use PostgreSQL", at=tmp_path / "sub")
    assert done.out == "adrs/ADR-0003-use-postgresql.md\n", "its own number, and not that of its neighbour"
    assert (tmp_path / "sub/adrs/ADR-0003-use-postgresql.md").is_file()


def test_the_folder_may_be_the_project_itself(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adr.toml": '[kinds.decision]\nfolder = "."\n', "ADR-0004-x.md": record("ADR-0004")})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    git(tmp_path, "rm", "-q", "ADR-0004-x.md")
    commit(tmp_path, "gone")
    assert adr("new", "Use PostgreSQL").out == "ADR-0005-use-postgresql.md\n"


def test_file_names_that_are_no_text_are_no_hindrance(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0004-x.md": record("ADR-0004")})
    name = os.fsencode(tmp_path) + b"/adrs/Gr\xf6\xdfe.txt"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - a path that is no text
            file.write(b"x")
    except OSError:
        pytest.skip("this file system has only names that are text")
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    os.remove(name)  # noqa: PTH107 - a path that is no text
    git(tmp_path, "rm", "-q", "adrs/ADR-0004-x.md")
    commit(tmp_path, "gone")
    assert adr("new", "Use PostgreSQL").out == "adrs/ADR-0005-use-postgresql.md\n"


def test_a_folder_with_an_odd_name_is_taken_as_it_is(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    folder = "docs/[old] *größe"
    base({"adr.toml": f'[kinds.decision]\nfolder = "{folder}"\n', f"{folder}/ADR-0004-x.md": record("ADR-0004")})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    git(tmp_path, "rm", "-rq", "docs")
    commit(tmp_path, "gone")
    assert adr("new", "Use PostgreSQL").out == f"{folder}/ADR-0005-use-postgresql.md\n"


@pytest.mark.parametrize("broken", [b"broken\n", b"\xff\xfe\x00", b"", b"---\nid: [\n---\n"])
def test_numbers_of_files_that_cannot_be_read_are_not_given_again(
    base: Base, adr: Command, tmp_path: Path, broken: bytes
) -> None:
    base({"adrs/ADR-0006-x.md": broken})
    assert adr("new", "Outside of git").out == "adrs/ADR-0007-outside-of-git.md\n"
    assert (tmp_path / "adrs/ADR-0006-x.md").read_bytes() == broken


def test_without_git_on_the_machine_it_works(
    base: Base, adr: Command, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base({"adrs/ADR-0002-x.md": record("ADR-0002")})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert adr("new", "Use PostgreSQL").out == "adrs/ADR-0003-use-postgresql.md\n"


def test_numbers_end_where_four_digits_do(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-9999-x.md": record("ADR-9999")})
    done = adr("new", "Use PostgreSQL")
    assert (done.code, done.out) == (2, "")
    assert "all four digits of ADR are used up" in done.err
    assert len(list((tmp_path / "adrs").iterdir())) == 1
