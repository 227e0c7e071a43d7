"""Statuses of all records from git: asked twice, however many there are."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr import history, past

if TYPE_CHECKING:
    from tests.conftest import Base, Load, Write


def commit(root: Path, subject: str) -> None:
    for line in (["init", "-q"], ["add", "."], ["commit", "-qm", subject]):
        subprocess.run(["git", *line], cwd=root, check=True)


def steps(found: dict[str, past.Past], path: str) -> list[str | None]:
    return [step.status for step in found[path].steps]


def test_git_is_asked_twice_for_all_records(
    load: Load, record: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"adrs/ADR-{n:04d}-x.md": record(f"ADR-{n:04d}") for n in range(1, 6)}
    load(files)
    commit(tmp_path, "write")
    graph = load({path: text.replace("draft", "proposed") for path, text in files.items()})
    commit(tmp_path, "propose")
    calls: list[tuple[str, ...]] = []
    asked = history.asked

    def counted(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
        calls.append(arguments)
        return asked(root, *arguments, stdin=stdin)

    monkeypatch.setattr("adr.raw_log.asked", counted)
    found = past.pasts(tmp_path, graph.entries, ["adrs"])
    assert len(calls) == 2
    assert {tuple(steps(found, path)) for path in files} == {("draft", "proposed")}


def test_what_is_not_committed_and_what_cannot_be_read_is_told(load: Load, record: Write, tmp_path: Path) -> None:
    path = "adrs/ADR-0001-x.md"
    load({path: "---\nid: [\n---\n"})
    commit(tmp_path, "break")
    load({path: record()})
    commit(tmp_path, "mend")
    graph = load({path: record(status="proposed")})
    found = past.pasts(tmp_path, graph.entries, ["adrs"])
    assert steps(found, path) == ["unreadable", "draft", "proposed"]
    assert [bool(step.hash) for step in found[path].steps] == [True, True, False]


def test_a_file_that_took_the_place_of_another_does_not_inherit_its_past(
    load: Load, record: Write, tmp_path: Path
) -> None:
    path = "adrs/ADR-0001-x.md"
    load({path: record(status="rejected", body="Something long that was said.\n" * 9)})
    commit(tmp_path, "write")
    (tmp_path / path).unlink()
    commit(tmp_path, "remove")
    graph = load({path: record(title="Use something else", body="Other words.\n" * 9)})
    commit(tmp_path, "write another")
    found = past.pasts(tmp_path, graph.entries, ["adrs"])
    assert steps(found, path) == ["draft"]
    assert found[path].complete


def test_a_link_to_a_record_is_no_text_of_it(base: Base, load: Load, record: Write, tmp_path: Path) -> None:
    base({"elsewhere/x.md": record(), "adrs/ADR-0002-y.md": record("ADR-0002")})
    (tmp_path / "adrs/ADR-0001-x.md").symlink_to("../elsewhere/x.md")
    commit(tmp_path, "write")
    assert list(past.pasts(tmp_path, load({}).entries, ["adrs"])) == ["adrs/ADR-0002-y.md"]


def test_outside_git_there_is_none(load: Load, record: Write, tmp_path: Path) -> None:
    assert past.pasts(tmp_path, load({"adrs/ADR-0001-x.md": record()}).entries, ["adrs"]) == {}
