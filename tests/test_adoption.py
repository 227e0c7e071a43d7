"""Records that are there already, to settings and to what is said of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from adr.adoption import Adoption, adopt
from adr.catalogue import load_kinds
from adr.survey import survey

KINDS = load_kinds()
OFF = {"enabled": False}


def record(number: int, status: str = "Accepted", date: str = "2020-01-01", title: str = "Use X") -> str:
    return f"# {number}. {title}\n\nDate: {date}\n\n## Status\n\n{status}\n\n## Context\n\nWe need it.\n"


def adopted(root: Path, files: dict[str, str], name: str = "Orders") -> Adoption:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return adopt(root, survey(root, KINDS), KINDS, name)


def settings(root: Path, files: dict[str, str], name: str = "Orders") -> dict[str, Any]:
    return tomllib.loads(adopted(root, files, name).settings)


def test_settings_say_where_records_are_and_switch_off_what_is_not_there(tmp_path: Path) -> None:
    assert settings(tmp_path, {"docs/adr/0001-x.md": record(1)}, 'The "Orders"') == {
        "name": 'The "Orders"',
        "kinds": {"decision": {"folder": "docs/adr", "dialect": "nygard"}, "learning": OFF, "playbook": OFF},
    }


def test_several_folders_of_a_kind_stand_beside_each_other(tmp_path: Path) -> None:
    found = settings(tmp_path, {"docs/adr/0001-x.md": record(1), "services/a/adr/0001-y.md": record(1)})
    assert found["kinds"]["decision"] == {"folder": "docs/adr", "also": ["services/a/adr"], "dialect": "nygard"}


def test_folders_in_several_dialects_are_read_each_in_its_own(tmp_path: Path) -> None:
    table = "# X\n\n| Metadata | Value |\n| --- | --- |\n| Status | Proposed |\n\n## Context\n"
    found = adopted(tmp_path, {"docs/adr/0001-x.md": record(1), "services/a/adr/ADR-2.md": table})
    assert tomllib.loads(found.settings)["kinds"]["decision"] == {"folder": "docs/adr", "also": ["services/a/adr"]}
    assert [r.dialect for r in found.graph.records] == ["nygard", "table"]
    assert found.lines[:2] == (
        "docs/adr: 1 decision written as Nygard (1 accepted)",
        "services/a/adr: 1 decision written as metadata table (1 proposed)",
    )


def test_a_folder_that_could_not_be_told_apart_is_left_out_and_named(tmp_path: Path) -> None:
    plain = "# Use X\n\n## Status\n\nAccepted\n"
    found = adopted(tmp_path, {"docs/adr/0001-x.md": record(1), "services/a/adr/use-x.md": plain})
    assert tomllib.loads(found.settings)["kinds"]["decision"] == {"folder": "docs/adr", "dialect": "nygard"}
    assert any(line.startswith("services/a/adr: left out") for line in found.lines)


def test_what_is_found_is_said_a_line_for_each_folder(tmp_path: Path) -> None:
    files = {f"docs/adr/000{n}-x.md": record(n) for n in (1, 2, 4)}
    files |= {
        "docs/adr/0005-y.md": record(5, "Somebody asked"),
        "docs/adr/0006-z.md": record(6, "Superseded by [1](0001-x.md)"),
        "docs/adr/0007-w.md": record(7, "Frobnicated"),
        "docs/adr/0007-v.md": "# 7. Use V\n\nNothing more.\n",
        "docs/adr/notes.md": "# Notes\n",
        "docs/adr/empty.md": "",
        "docs/runbooks/restart.md": "# Restart\n\nPress the button.\n",
    }
    lines = adopted(tmp_path, files).lines
    about, unreadable = lines[0].split("; ")
    assert about == (
        "docs/adr: 8 decisions written as Nygard (3 accepted, 2 of unknown status, 2 without a status, 1 superseded)"
    )
    assert unreadable == "1 file cannot be read: `adr check` says why"
    assert lines[1:-1] == (
        "docs/runbooks: 1 playbook written as plain Markdown (1 without a status)",
        "ADR-0007: the id of docs/adr/0007-v.md and of docs/adr/0007-w.md",
        "docs/adr: no record has the number 3",
        "`Frobnicated` is the status of 1 decision and has no known meaning: [kinds.decision.statuses] gives it one",
        "`Somebody asked` is the status of 1 decision and has no known meaning: [kinds.decision.statuses] gives it one",
    )
    assert lines[-1].startswith(
        "rules that are off, since they ask for what is not in Nygard or plain Markdown: DEC001, "
    )


def test_dates_that_could_be_two_days_are_read_as_the_others_can_only_be(tmp_path: Path) -> None:
    dates = ["09/10/2020", "25/12/2020", "2020-01-01"]
    found = adopted(tmp_path, {f"docs/adr/000{n}-x.md": record(n, date=date) for n, date in enumerate(dates, 1)})
    assert tomllib.loads(found.settings)["kinds"]["decision"]["dates"] == "day-first"
    assert [record.date for record in found.graph.records] == ["2020-10-09", "2020-12-25", "2020-01-01"]
    wanted = "1 date of decisions could be day-first or month-first; 1 other can only be day-first, so all are read so"
    assert wanted in found.lines


def test_dates_are_left_alone_where_others_disagree_or_say_nothing(tmp_path: Path) -> None:
    for number, dates in enumerate((["09/10/2020"], ["09/10/2020", "25/12/2020", "12/25/2020"])):
        root = tmp_path / str(number)
        found = adopted(root, {f"docs/adr/000{n}-x.md": record(n, date=date) for n, date in enumerate(dates, 1)})
        assert "dates" not in tomllib.loads(found.settings)["kinds"]["decision"]
        assert found.graph.records[0].date == "09/10/2020"
        assert any("such as 09/10/2020: `dates` below [kinds.decision] settles it" in line for line in found.lines)


def test_the_site_keeps_clear_of_what_is_there(tmp_path: Path) -> None:
    files = {
        "docs/adr/0001-x.md": record(1),
        "docs/index.md": "# Mine\n",
        "pages/x.txt": "taken\n",
        "mkdocs.yml": "site_name: Mine\nplugins:\n  - search\n",
        "site/index.html": "mine",
    }
    found = adopted(tmp_path, files)
    assert tomllib.loads(found.settings)["site"] == {"docs": "pages-2", "config": "", "output": "adr-site"}
    assert [line.partition(":")[0] for line in found.lines[1:4]] == ["docs", "mkdocs.yml", "site"]


def test_a_site_that_has_our_plugin_is_kept(tmp_path: Path) -> None:
    files = {"docs/adr/0001-x.md": record(1), "mkdocs.yml": "site_name: Mine\nplugins:\n  - search\n  - adr\n"}
    assert "site" not in settings(tmp_path, files)


def test_a_repository_that_is_all_records_has_its_root_as_folder(tmp_path: Path) -> None:
    found = adopted(tmp_path, {"0001-x.md": record(1), "0002-y.md": record(2)})
    assert tomllib.loads(found.settings)["kinds"]["decision"]["folder"] == "."
    assert found.lines[0] == ".: 2 decisions written as Nygard (2 accepted)"


def test_a_number_that_an_unreadable_file_claims_is_not_missing(tmp_path: Path) -> None:
    (tmp_path / "docs/adr").mkdir(parents=True)
    (tmp_path / "docs/adr/0002-broken.md").write_bytes(b"# 2. Caf\xe9\n")
    found = adopted(tmp_path, {f"docs/adr/000{n}-x.md": record(n) for n in (1, 3, 4)})
    assert not any("no record has the number" in line for line in found.lines)
    assert [entry.id for entry in found.graph.unreadable] == ["ADR-0002"]
