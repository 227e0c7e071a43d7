"""The only writer: all of a change or nothing of it, and never over what it did not read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr.finding import CannotRunError
from adr.write import FileChange, diff, write, write_tree


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_new_files_and_changes_are_made_together(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\r\n")
    write([FileChange(tmp_path / "a.md", "one\r\n", "two\r\n"), FileChange(tmp_path / "x/y/b.md", None, "ü\n")])
    assert (tmp_path / "a.md").read_bytes() == b"two\r\n"
    assert (tmp_path / "x/y/b.md").read_bytes() == "ü\n".encode()
    assert names(tmp_path) == {"a.md", "x/y/b.md"}, "nothing temporary is left"


def test_a_file_that_is_already_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine\n")
    with pytest.raises(CannotRunError, match="is already there"):
        write([FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", None, "theirs")])
    assert (tmp_path / "a.md").read_text() == "mine\n"
    assert names(tmp_path) == {"a.md"}


def test_a_file_that_changed_meanwhile_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("now\n")
    with pytest.raises(CannotRunError, match="has changed meanwhile; nothing was written"):
        write([FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", "before\n", "after\n")])
    assert names(tmp_path) == {"a.md"}


def test_a_file_that_is_gone_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="has changed meanwhile"):
        write([FileChange(tmp_path / "a.md", "before\n", "after\n")])
    assert names(tmp_path) == set()


def test_a_folder_where_a_file_should_be_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(CannotRunError):
        write([FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", None, "x")])
    (tmp_path / "file").touch()
    with pytest.raises(CannotRunError):
        write([FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "file/inside.md", None, "x")])
    assert names(tmp_path) == {"file"}


def test_permissions_are_kept_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text("one")
    (tmp_path / "a.sh").chmod(0o750)
    before = os.umask(0o027)
    try:
        write([FileChange(tmp_path / "a.sh", "one", "two"), FileChange(tmp_path / "b.md", None, "x")])
    finally:
        os.umask(before)
    assert (tmp_path / "a.sh").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "b.md").stat().st_mode & 0o777 == 0o640


def test_a_diff_shows_paths_from_the_root_and_new_files(tmp_path: Path) -> None:
    changes = [FileChange(tmp_path / "x/a.md", "one\ntwo\n", "one\n2\n"), FileChange(tmp_path / "b.md", None, "new\n")]
    assert diff(tmp_path, changes) == (
        "--- a/x/a.md\n+++ b/x/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n--- /dev/null\n+++ b/b.md\n@@ -0,0 +1 @@\n+new\n"
    )
    assert names(tmp_path) == set()


def test_a_tree_holds_exactly_what_it_is_told(tmp_path: Path) -> None:
    assert write_tree(tmp_path, [("a/b.md", b"1"), ("c.md", b"2")]) == 2
    assert write_tree(tmp_path, [("a/b.md", b"1"), ("c.md", b"2")]) == 0, "writing twice changes nothing"
    assert write_tree(tmp_path, [("c.md", b"3")]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["c.md"], "empty folders go, too"


def test_a_tree_touches_only_what_differs(tmp_path: Path) -> None:
    write_tree(tmp_path, [("a.md", b"1"), ("b.md", b"1")])
    os.utime(tmp_path / "a.md", (1, 1))
    assert write_tree(tmp_path, [("a.md", b"1"), ("b.md", b"2")]) == 1
    assert (tmp_path / "a.md").stat().st_mtime == 1


def test_a_tree_turns_a_folder_into_a_file_and_back(tmp_path: Path) -> None:
    write_tree(tmp_path, [("a/b", b"1")])
    write_tree(tmp_path, [("a", b"2")])
    assert (tmp_path / "a").read_bytes() == b"2"
    write_tree(tmp_path, [("a/b", b"3")])
    assert (tmp_path / "a/b").read_bytes() == b"3"


TREES = st.dictionaries(
    st.from_regex(r"[ab]{1,2}\.md|[xy]/[ab]\.md", fullmatch=True), st.binary(max_size=4), max_size=5
)


@given(before=TREES, after=TREES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tree_becomes_any_other(tmp_path: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    write_tree(tmp_path, before.items())
    write_tree(tmp_path, after.items())
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == after
    assert write_tree(tmp_path, after.items()) == 0
