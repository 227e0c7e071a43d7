"""Where records are, found by looking, and what is left alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from adr.catalogue import load_kinds
from adr.survey import survey

KINDS = load_kinds()
NYGARD = "# {n}. Use X\n\nDate: 2020-01-0{n}\n\n## Status\n\nAccepted\n"


def write(root: Path, *paths: str, text: str = "") -> None:
    for number, path in enumerate(paths, 1):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text or NYGARD.format(n=number))


def sites(root: Path, *named: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(site.folder, site.kind, site.dialect) for site in survey(root, KINDS, named).sites]


@pytest.mark.parametrize(
    "folder",
    [
        "doc/adr",
        "docs/adr",
        "adr",
        "docs/decisions",
        "docs/architecture/decisions",
        "docs/architecture-decision-records",
        "architecture-decision-record",
        "docs/adrs",
        "docs/ADR",
        "rfcs",
    ],
)
def test_a_folder_that_is_called_after_decisions_is_found(tmp_path: Path, folder: str) -> None:
    write(tmp_path, f"{folder}/0001-use-x.md")
    assert sites(tmp_path) == [(folder, "decision", "nygard")]


@pytest.mark.parametrize(
    "folder,kind",
    [
        ("runbooks", "playbook"),
        ("content/runbooks", "playbook"),
        ("incidents", "learning"),
        ("source/incidents", "learning"),
        ("docs/postmortems", "learning"),
    ],
)
def test_what_no_dialect_has_a_sign_of_is_plain_in_a_folder_of_that_name(
    tmp_path: Path, folder: str, kind: str
) -> None:
    write(tmp_path, f"{folder}/the-feed-is-down.md", text="# The feed is down\n\nRestart it.\n")
    write(tmp_path, f"{folder}/_index.md", f"{folder}/README.md")
    assert sites(tmp_path) == [(folder, kind, "plain")]


def test_decisions_without_numbers_are_plain_where_they_have_a_status(tmp_path: Path) -> None:
    write(tmp_path, "docs/adr/use-x.md", text="# Use X\n\n## Status\n\nAccepted\n")
    write(tmp_path, "docs/decisions/notes.md", text="# Notes\n\nNothing to see.\n")
    assert sites(tmp_path) == [("docs/adr", "decision", "plain")]


def test_two_files_that_are_decisions_by_form_and_status_are_enough_in_any_folder(tmp_path: Path) -> None:
    write(tmp_path, "notes/choices/0001-x.md", "notes/choices/0002-y.md", "one/0001-x.md")
    write(tmp_path, "guide/01-start.md", "guide/02-go-on.md", text="# Start\n\nFirst do this.\n")
    write(tmp_path, "blog/2020-01-01-x.md", "blog/2020-01-02-y.md", text="---\nstatus: published\n---\n# X\n\ntext\n")
    assert sites(tmp_path) == [("notes/choices", "decision", "nygard")]


def test_records_in_the_root_are_found(tmp_path: Path) -> None:
    write(tmp_path, "0001-x.md", "0002-y.md", "README.md")
    assert sites(tmp_path) == [("", "decision", "nygard")]


def test_folders_of_others_hidden_ones_and_ignored_ones_are_left_alone(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("scratch/\n")
    for folder in ("node_modules/x/docs/adr", "vendor/adr", "tests/fixtures/adr", ".cache/adr", "scratch/adr"):
        write(tmp_path, f"{folder}/0001-x.md", f"{folder}/0002-y.md")
    assert sites(tmp_path) == []


def test_a_folder_in_another_of_the_same_kind_is_part_of_it(tmp_path: Path) -> None:
    write(tmp_path, "docs/decisions/adr/0001-x.md", "docs/decisions/0001-x.md", "services/a/docs/adr/0001-x.md")
    assert sites(tmp_path) == [("docs/decisions", "decision", "nygard"), ("services/a/docs/adr", "decision", "nygard")]


def test_what_another_tool_says_comes_first_and_counts_even_for_an_empty_folder(tmp_path: Path) -> None:
    write(tmp_path, "docs/adr/0001-x.md")
    (tmp_path / "records").mkdir()
    (tmp_path / ".adr-dir").write_text("records\n")
    assert sites(tmp_path) == [("records", "decision", "nygard"), ("docs/adr", "decision", "nygard")]


def test_settings_that_lead_nowhere_are_told_of_and_the_rest_is_found(tmp_path: Path) -> None:
    write(tmp_path, "docs/adr/0001-x.md")
    (tmp_path / ".adr-dir").write_text("gone\n")
    found = survey(tmp_path, KINDS)
    assert [site.folder for site in found.sites] == ["docs/adr"]
    assert found.problems == (".adr-dir names gone, which is no folder",)


def test_named_folders_are_all_that_counts(tmp_path: Path) -> None:
    write(tmp_path, "docs/adr/0001-x.md", "other/0001-x.md")
    write(tmp_path, "ops/restart.md", text="# Restart\n\nPress the button.\n")
    found = sites(tmp_path, ("decision", "other"), ("playbook", "ops"))
    assert found == [("other", "decision", "nygard"), ("ops", "playbook", "plain")]


def test_records_of_our_own_are_found_in_the_kinds_folders(tmp_path: Path) -> None:
    text = "---\nid: LRN-0001\nkind: learning\ntitle: X\nstatus: draft\ndate: 2026-03-02\n---\n"
    write(tmp_path, "learnings/LRN-0001-x.md", text=text)
    assert sites(tmp_path) == [("learnings", "learning", "native")]


def test_a_link_out_of_the_project_is_no_record(tmp_path: Path) -> None:
    write(tmp_path, "other/0001-x.md", "other/0002-x.md")
    (tmp_path / "base/notes").mkdir(parents=True)
    for number in (1, 2):
        (tmp_path / f"base/notes/000{number}-x.md").symlink_to(tmp_path / f"other/000{number}-x.md")
    assert sites(tmp_path / "base") == []


def test_an_empty_folder_and_code_called_adr_hold_nothing(tmp_path: Path) -> None:
    write(tmp_path, "tools/adr/kinds/template.md", "tools/adr/README.md", text="# How this works\n\nLike this.\n")
    assert sites(tmp_path) == []
    assert sites(tmp_path / "missing") == []
