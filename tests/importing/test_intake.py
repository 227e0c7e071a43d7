"""What an import refuses, so that nothing is lost or misread; `tests/commands/test_import.py` has the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.finding import CannotRunError
from adr.importing.intake import THERE, take_in
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def test_an_export_says_of_which_kind_its_records_are(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    project = base({"adrs/ADR-0001-x.md": record()})
    (tmp_path / "all.json").write_text(adr("export", "json").out)
    graph = read_graph(project)
    with pytest.raises(CannotRunError, match="leave `--to` out"):
        take_in(project, graph, tmp_path / "all.json", "decision")
    assert [row[3] for row in take_in(project, graph, tmp_path / "all.json", None).rows] == [THERE]


@pytest.mark.parametrize("own", [{}, {"ours/adrs/ADR-0001-own.md": "own"}])
def test_exported_records_go_to_the_folder_that_their_kind_has_here(
    base: Base, adr: Command, record: Write, tmp_path: Path, own: dict[str, str]
) -> None:
    base(
        {
            "theirs/adr.toml": '[kinds.decision]\nfolder = "docs/choices"\n',
            "theirs/docs/choices/ADR-0001-x.md": record(body="# One\n\n[two](ADR-0002-y.md)\n"),
            "theirs/docs/choices/ADR-0002-y.md": record("ADR-0002", title="Another one"),
            "ours/adr.toml": "",
            **{path: record(title="Our own one") for path in own},
        }
    )
    (tmp_path / "all.json").write_text(adr("export", "json", at=tmp_path / "theirs").out)
    done = adr("import", "../all.json", at=tmp_path / "ours")
    name = "ADR-0003-x.md" if own else "ADR-0001-x.md"
    assert f"docs/choices/ADR-0001-x.md -> adrs/{name}" in done.out
    assert "[two](ADR-0002-y.md)" in (tmp_path / "ours/adrs" / name).read_text()
    assert adr("list", at=tmp_path / "ours").out.count("ADR-000") == 2 + len(own)
    again = adr("import", "../all.json", at=tmp_path / "ours")
    assert again.out.endswith("0 records imported\n")


def test_a_record_that_is_there_with_another_text_is_left(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    project = base({"adrs/ADR-0001-x.md": record()})
    (tmp_path / "all.json").write_text(adr("export", "json").out)
    (tmp_path / "adrs/ADR-0001-x.md").write_text(record(title="Changed since"))
    found = take_in(project, read_graph(project), tmp_path / "all.json", None)
    assert (found.changes, found.left) == ([], 1)
    assert found.notes == ["adrs/ADR-0001-x.md is there with another text, and nothing is overwritten"]


@pytest.mark.parametrize("path", ["../out.md", "/etc/x.md", ".git/x.md", "out/ADR-0002-x.md"])
def test_no_path_of_an_export_leaves_the_project(
    base: Base, adr: Command, record: Write, tmp_path: Path, path: str
) -> None:
    project = base({"in/adr.toml": "", "adrs/ADR-0001-x.md": record()})
    document = json.loads(adr("export", "json").out)
    document["records"][0]["path"] = path
    (tmp_path / "all.json").write_text(json.dumps(document))
    (tmp_path / "in/out").symlink_to(tmp_path)
    inner = type(project)(tmp_path / "in", {}, tmp_path / "in/adr.toml", project.kinds)
    with pytest.raises(CannotRunError):
        take_in(inner, read_graph(inner), tmp_path / "all.json", None)


def test_native_records_from_elsewhere_keep_their_text_and_get_an_id_that_is_free(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"ours/adr.toml": "", "ours/adrs/ADR-0001-own.md": record(title="Our own one")})
    (tmp_path / "adr.toml").unlink()
    text = record(body="# One  # kept\n\n[two](ADR-0002-b.md)\n")
    other = record("ADR-0002", title="Another one", relations="{depends-on: [ADR-0001]}  # why")
    for name, content in (("ADR-0001-a.md", text), ("ADR-0002-b.md", other)):
        file = tmp_path / "theirs/adrs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    done = adr("import", "../theirs/adrs", at=tmp_path / "ours")
    assert done.code == 0
    assert "ADR-0003-a.md (ADR-0003, was ADR-0001)" in done.out
    moved = (tmp_path / "ours/adrs/ADR-0003-a.md").read_text()
    assert moved.endswith("---\n# One  # kept\n\n[two](ADR-0002-b.md)\n")
    assert "aliases: [ADR-0001-a]\n" in moved
    expected = other.replace("ADR-0001", "ADR-0003")
    assert (tmp_path / "ours/adrs/ADR-0002-b.md").read_text() == expected
    assert adr("import", "../theirs/adrs", at=tmp_path / "ours").out.endswith("0 records imported\n")
