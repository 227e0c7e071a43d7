"""A folder of records that is to be imported is read as it is written, wherever it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.finding import CannotRunError
from adr.importing.foreign import read_foreign

if TYPE_CHECKING:
    from tests.conftest import Base, Write

NYGARD = "# 1. Use X\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n"


def test_native_records_among_others_are_told_apart(base: Base, record: Write) -> None:
    project = base({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0002-y.md": NYGARD, "adrs/README.md": "# Index\n"})
    found = read_foreign(project, project.root / "adrs", None)
    assert [(r.path, r.dialect, r.id) for r in found.graph.records] == [
        ("adrs/ADR-0001-x.md", "native", "ADR-0001"),
        ("adrs/ADR-0002-y.md", "nygard", "ADR-0002"),
    ]
    assert [r.id for r in found.records] == ["ADR-0002"]
    assert found.inside


def test_pages_that_no_dialect_knows_are_read_as_plain_markdown(base: Base) -> None:
    project = base({"runbooks/DiskFull.md": "---\ntitle: Disk full\nweight: 3\n---\n# Disk full\n"})
    found = read_foreign(project, project.root / "runbooks", "playbook")
    assert [(r.id, r.dialect, r.kind.name) for r in found.records] == [("DiskFull", "plain", "playbook")]


def test_the_settings_of_another_checkout_say_how_it_is_written(base: Base, tmp_path: Path) -> None:
    settings = '[kinds.decision]\nfolder = "doc"\ndates = "day-first"\n[kinds.decision.statuses]\nParked = "rejected"\n'
    text = "# X\n\n* Status: Parked\n* Date: 05/06/2018\n"
    project = base({"theirs/adr.toml": settings, "theirs/doc/0001-x.md": text})
    project = base({"ours/adr.toml": ""})
    (tmp_path / "adr.toml").unlink()
    ours = type(project)(tmp_path / "ours", {}, tmp_path / "ours/adr.toml", project.kinds)
    found = read_foreign(ours, tmp_path / "theirs/doc", None)
    assert (found.prefix, [(r.status, r.date) for r in found.records]) == ("theirs/", [("rejected", "2018-06-05")])


def test_the_kind_is_that_of_the_folder_or_a_decision(base: Base) -> None:
    project = base({"learnings/0001-x.md": NYGARD, "doc/0001-x.md": NYGARD})
    assert read_foreign(project, project.root / "learnings", None).kind.name == "learning"
    assert read_foreign(project, project.root / "doc", None).kind.name == "decision"
    without = base({"adr.toml": "[kinds.decision]\nenabled = false\n"})
    with pytest.raises(CannotRunError, match="--to KIND"):
        read_foreign(without, without.root / "doc", None)


def test_a_link_that_leaves_the_checkout_is_not_followed(base: Base, tmp_path: Path) -> None:
    project = base({"secret.md": NYGARD, "ours/adr.toml": "", "theirs/.git/HEAD": "", "theirs/doc/0001-x.md": NYGARD})
    (tmp_path / "theirs/doc/0002-y.md").symlink_to(tmp_path / "secret.md")
    ours = type(project)(tmp_path / "ours", {}, tmp_path / "ours/adr.toml", project.kinds)
    found = read_foreign(ours, tmp_path / "theirs/doc", None)
    assert [entry.message for entry in found.graph.unreadable] == ["the file is a link that leaves the project"]
