"""Files that are no records of an import: links follow, attachments come along, settings say what is true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.finding import CannotRunError
from adr.importing.relinking import Attachments, settings

if TYPE_CHECKING:
    from tests.conftest import Base, Command

TEXT = "# 1. Use X\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n"


def test_links_in_every_markdown_file_follow_and_code_does_not(base: Base, adr: Command, tmp_path: Path) -> None:
    page = (
        "---\nsee: '[x](../doc/0001-x.md)'\n---\n[a](../doc/0001-x.md#context \"T\") `[b](../doc/0001-x.md)` [c][r]\n\n"
        "[r]: ../doc/0001-x.md\n"
    )
    base({"doc/0001-x.md": TEXT, "notes/page.md": page, "notes/other.md": "[x](0001-x.md)\n"})
    assert adr("import", "doc").code == 0
    new = "../adrs/ADR-0001-x.md"
    assert (tmp_path / "notes/page.md").read_text() == (
        f"---\nsee: '[x]({new})'\n---\n[a]({new}#context \"T\") `[b](../doc/0001-x.md)` [c][r]\n\n[r]: {new}\n"
    )
    assert (tmp_path / "notes/other.md").read_text() == "[x](0001-x.md)\n"


def test_what_is_generated_is_carried_along_or_made_anew(base: Base, adr: Command, tmp_path: Path) -> None:
    known = '{"version": 1, "findings": {"doc/0001-x.md": {"ENV003": 1}, "other/doc/0001-x.md": {"ENV003": 1}}}'
    base(
        {
            "doc/0001-x.md": TEXT,
            "site/page.html": "0001-x.md",
            "site/page.md": "[x](../doc/0001-x.md)\n",
            "adr-baseline.json": known,
            "index.json": '{"path": "doc/0001-x.md"}',
            "nav.yml": "0001-x.md",
        }
    )
    assert adr("import", "doc").err.splitlines()[:-1] == [
        "index.json names files that move; `adr index` brings it up to date",
        "nav.yml names a file that moves; change it by hand",
    ]
    after = known.replace('"doc/0001-x.md"', '"adrs/ADR-0001-x.md"')
    assert (tmp_path / "adr-baseline.json").read_text() == after
    assert (tmp_path / "site/page.md").read_text() == "[x](../doc/0001-x.md)\n"


def test_only_files_in_the_folder_come_along(base: Base, tmp_path: Path) -> None:
    project = base({"theirs/doc/plan.txt": "a", "theirs/other.txt": "b", "secret.txt": "c", "adrs/same.txt": "other"})
    (tmp_path / "theirs/doc/same.txt").write_text("mine")
    (tmp_path / "theirs/doc/out.txt").symlink_to(tmp_path / "secret.txt")
    moved = Attachments(tmp_path / "theirs", "doc", "adrs")
    assert moved("doc/plan.txt") == "adrs/plan.txt"
    assert moved("doc/same.txt") == "adrs/same.txt"
    assert [moved(path) for path in ("other.txt", "doc/out.txt", "../secret.txt", "doc/none.txt")] == [None] * 4
    changes, notes = moved.copies(project, set())
    assert [(change.path.name, change.after) for change in changes] == [("plan.txt", "a")]
    assert notes == [
        "other.txt is linked to and was not imported",
        "doc/out.txt is linked to and was not imported",
        "adrs/same.txt is there with other contents: doc/same.txt was not copied",
    ]


def test_settings_of_several_folders_say_nothing_of_all_of_them(base: Base, adr: Command, tmp_path: Path) -> None:
    text = '[kinds.decision]\nfolder = "doc"\nalso = ["web/doc"]\ndialect = "log4brains"  # as it was\n'
    bullets = "# Use X\n\n- Status: accepted\n- Date: 2020-01-02\n"
    base({"adr.toml": text, "doc/20200102-x.md": bullets, "web/doc/20200102-x.md": bullets})
    assert adr("import", "web/doc").code == 0
    assert (tmp_path / "adr.toml").read_text() == '[kinds.decision]\nfolder = "doc"\nalso = ["web/doc"]\n'
    assert [line.split()[0] for line in adr("list").out.splitlines()] == ["20200102-x", "ADR-0001"]
    assert adr("import", "doc").code == 0
    assert [line.split()[0] for line in adr("list").out.splitlines()] == ["ADR-0002", "ADR-0001"]


def test_settings_that_cannot_be_changed_simply_are_named(base: Base) -> None:
    project = base({"adr.toml": 'kinds.decision = {dialect = "madr"}\n'})
    with pytest.raises(CannotRunError, match="take `dialect` out"):
        settings(project, project.kinds["decision"])
    assert settings(base({"adr.toml": ""}), project.kinds["decision"]) == []
