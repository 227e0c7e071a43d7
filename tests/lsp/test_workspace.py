"""What is open: files are parsed again only if they changed, and each text belongs to the nearest project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adr.lsp.workspace import Workspace

if TYPE_CHECKING:
    from tests.conftest import Base, Write

FILE, OTHER = "adrs/ADR-0001-use-postgresql.md", "adrs/ADR-0002-use-mysql.md"


def opened(folder: Path) -> Workspace:
    workspace = Workspace(print)
    workspace.add(folder)
    return workspace


def test_only_what_changed_is_parsed_again(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(), OTHER: record("ADR-0002")})
    workspace = opened(tmp_path)
    (before,) = workspace.snapshots()
    (tmp_path / OTHER).write_text(record("ADR-0002", title="Another title"))
    workspace.reload()
    (after,) = workspace.snapshots()
    assert after.graph.by_path[FILE] is before.graph.by_path[FILE]
    assert after.graph.by_path[OTHER] is not before.graph.by_path[OTHER]
    (tmp_path / "adr.toml").write_text("name = 'x'\n")
    workspace.reload()
    (named,) = workspace.snapshots()
    assert named.project.name == "x"
    assert named.graph.by_path[FILE] is not after.graph.by_path[FILE]


def test_a_text_belongs_to_the_nearest_project(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(), "adrs/inner/adr.toml": ""})
    workspace = opened(tmp_path)
    workspace.open((tmp_path / "adrs/inner" / FILE).as_uri(), record(), 0)
    outer, inner = workspace.snapshots()
    assert (len(outer.graph.records), len(inner.graph.records)) == (1, 1)
    assert not outer.findings


def test_a_link_to_a_folder_leads_to_its_project(base: Base, record: Write, tmp_path: Path) -> None:
    base({f"real/{FILE}": record(), "real/adr.toml": ""})
    (tmp_path / "link").symlink_to(tmp_path / "real")
    workspace = Workspace(print)
    uri = (tmp_path / "link" / FILE).as_uri()
    workspace.open(uri, record(status="x"), 0)
    page = workspace.page(uri)
    assert page is not None
    assert page.snapshot.uri(FILE) == uri, "the editor knows the file by its own name for it"
    assert [f.code for f in page.snapshot.findings] == ["ENV004"]


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    for uri in ("untitled:Untitled-1", "file:///a%00b", "git:/x.md?HEAD", "", "file:"):
        workspace.open(uri, "x", 0)
        assert workspace.page(uri) is None
    assert list(workspace.snapshots()) == []
