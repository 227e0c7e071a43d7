"""Where adr-tools keeps its records, and which file a reference means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from adr.adrtools.layout import MissingFolderError, locate, number, records, resolve
from adr.finding import CannotRunError

PATHS = ["doc/adr/0001-use-s3.md", "doc/adr/0003-use-mysql.md", "doc/adr/0010-use-adr.md", "doc/adr/0012-drop-3.md"]


@pytest.fixture(autouse=True)
def in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "marker,below,expected",
    [
        (None, "", "doc/adr"),
        (None, "src", "../doc/adr"),
        (None, "src/deep", "../../doc/adr"),
        ("records\n", "", "records"),
        ("records\n", "src", "../records"),
        ("records/\r\n", "", "records"),
        ("./a/b\n", "", "./a/b"),
        ("my records\n", "", "my records"),
    ],
)
def test_the_folder_is_printed_as_seen_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marker: str | None, below: str, expected: str
) -> None:
    if marker is None:
        (tmp_path / "doc/adr").mkdir(parents=True)
    else:
        (tmp_path / ".adr-dir").write_bytes(marker.encode())
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / below)
    found = locate()
    assert (found.folder, found.root) == (expected, str(tmp_path.resolve()))


def test_the_file_comes_before_the_usual_folder(tmp_path: Path) -> None:
    (tmp_path / "doc/adr").mkdir(parents=True)
    (tmp_path / ".adr-dir").write_text("records\n")
    assert locate().folder == "records"


def test_without_a_layout_it_is_the_usual_folder_here() -> None:
    assert locate().folder == "doc/adr"
    with pytest.raises(MissingFolderError, match="The doc/adr directory does not exist"):
        records(locate())


@pytest.mark.parametrize("marker", ["../elsewhere", "/etc", "link"])
def test_records_outside_the_repository_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marker: str
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (project / "link").symlink_to(tmp_path / "elsewhere")
    (project / ".adr-dir").write_text(marker)
    monkeypatch.chdir(project)
    with pytest.raises(CannotRunError, match="is not in"):
        locate()


def test_records_elsewhere_in_the_git_repository_are_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "service").mkdir()
    (tmp_path / "service/.adr-dir").write_text("../docs/adr\n")
    monkeypatch.chdir(tmp_path / "service")
    assert (locate().folder, locate().root) == ("../docs/adr", str(tmp_path.resolve()))


def test_records_are_files_with_a_number_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "doc/adr"
    (folder / "templates").mkdir(parents=True)
    for name in ("0010-b.md", "0002-a.md", "0003-c.md.orig", "README.md", "0004.md", "x-0005-a.md", "0006-a.txt"):
        (folder / name).write_text("x")
    (folder / "0007-folder.md").mkdir()
    os.mkfifo(folder / "0008-pipe.md")
    (tmp_path.parent / "secret.md").write_text("secret")
    (folder / "0009-secret.md").symlink_to(tmp_path.parent / "secret.md")
    (folder / "0011-link.md").symlink_to("0010-b.md")
    expected = ["0002-a.md", "0003-c.md.orig", "0010-b.md", "0011-link.md"]
    assert records(locate()) == [f"doc/adr/{name}" for name in expected]


@pytest.mark.parametrize(
    "reference,expected",
    [
        ("3", 3),
        ("0003", 3),
        ("12", 12),
        ("1", 1),
        ("2", None),
        ("99", None),
        ("mysql", 3),
        ("0010-use", 10),
        ("0012-drop-3.md", 12),
        ("doc/adr/0012-drop-3.md", 12),
        ("adr", 10),
        ("use-.*sql", 3),
        ("^doc/adr/0010", 10),
        ("mongo\\|mysql", 3),
        ("my+sql", None),
        ("(", None),
        ("[", None),
        ("", None),
    ],
)
def test_a_reference_is_a_number_or_a_part_of_the_name(reference: str, expected: int | None) -> None:
    found = resolve(reference, PATHS)
    assert (number(found) if found else None) == expected
