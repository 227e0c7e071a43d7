"""Settings of other tools: the folders that they name, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr.layout import layouts, stated_name, statements


@pytest.mark.parametrize(
    "file,text,folders",
    [
        (".adr-dir", "doc/architecture/decisions\n", ["doc/architecture/decisions"]),
        (".adr-dir", "./records/\r\n", ["records"]),
        ("adrs.toml", 'adr_dir = "docs/decisions"\nmode = "ng"\n', ["docs/decisions"]),
        ("adrs.toml", 'mode = "ng"\n', ["doc/adr"]),
        ("adr.config.json", '{"path": "\\\\docs\\\\adr", "templates": "x"}', ["docs/adr"]),
        (".adr.json", '{"version": "1", "directory": "docs/decisions"}', ["docs/decisions"]),
        (
            "catalog-info.yaml",
            "metadata:\n  annotations:\n    backstage.io/adr-location: docs/adrs # here\n---\nkind: API\n",
            ["docs/adrs"],
        ),
        ("catalog-info.yaml", "    backstage.io/adr-location: https://example.com/tree/main/adr\n", []),
        (
            ".log4brains.yml",
            "project:\n  adrFolder: ./docs/adr\n  packages:\n    - {name: a, path: ./a, adrFolder: ./a/adr}\n",
            ["docs/adr", "a/adr"],
        ),
        (".log4brains.yml", "project: 3\n", []),
        (".adr.json", "[1]", []),
    ],
)
def test_a_settings_file_names_folders(tmp_path: Path, file: str, text: str, folders: list[str]) -> None:
    (tmp_path / file).write_text(text)
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
    found = list(statements(tmp_path))
    assert [(s.file, s.folder, s.problem) for s in found] == [(file, folder, "") for folder in folders]


@pytest.mark.parametrize(
    "file,text,problem",
    [
        (".adr-dir", "../elsewhere", ".adr-dir names ../elsewhere, which is outside"),
        (".adr-dir", "doc/adr", ".adr-dir names doc/adr, which is no folder"),
        ("adrs.toml", "adr_dir = [", "adrs.toml cannot be read: Invalid value"),
        (".log4brains.yml", "a: [", ".log4brains.yml cannot be read: "),
        (".adr.json", "{", ".adr.json cannot be read: "),
        (".adr-dir", "a\0b", ".adr-dir names a\0b, which is outside"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, file: str, text: str, problem: str) -> None:
    (tmp_path / file).write_text(text)
    (statement,) = statements(tmp_path)
    assert statement.problem.startswith(problem)


def test_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("doc/adr")
    (tmp_path / "base").mkdir()
    (tmp_path / "base/.adr-dir").symlink_to(tmp_path / "other")
    assert list(statements(tmp_path / "base")) == []


def test_every_layout_has_files_of_its_own() -> None:
    names = [name for layout in layouts() for name in layout.files]
    assert len(names) == len(set(names)) >= 8


@pytest.mark.parametrize(
    "file,text,name",
    [
        (".log4brains.yml", "project:\n  name: Orders\n", "Orders"),
        (".log4brains.yml", "project:\n  name: 3\n", ""),
        (".log4brains.yml", "a: [", ""),
        ("catalog-info.yaml", "kind: Component\nmetadata:\n  name: orders\n  title: 'The orders'\n", "The orders"),
        ("catalog-info.yaml", "metadata:\n  name: orders\nspec:\n  title: Not it\n", ""),
        (".adr-dir", "doc/adr\n", ""),
    ],
)
def test_a_settings_file_says_what_the_project_is_called(tmp_path: Path, file: str, text: str, name: str) -> None:
    (tmp_path / file).write_text(text)
    assert stated_name(tmp_path) == name
