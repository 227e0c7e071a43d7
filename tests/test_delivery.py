"""Where an export goes, and what is in the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.delivery import Delivery, deliver
from adr.finding import CannotRunError
from adr.selection import Selection
from adr.source import read_graph
from adr.write import write

if TYPE_CHECKING:
    from tests.conftest import Base, Write

    from adr.project import Project


@pytest.fixture
def project(base: Base, record: Write) -> Project:
    """Return a project of two decisions, a learning and a file that cannot be read."""
    return base(
        {
            "adrs/ADR-0001-x.md": record(body="# X\n\n[y](ADR-0002-y.md)\n"),
            "adrs/ADR-0002-y.md": record("ADR-0002", status="accepted"),
            "adrs/ADR-0003-z.md": "broken\n",
            "learnings/LRN-0001-x.md": record("LRN-0001"),
        }
    )


def asked(project: Project, name: str, output: Path | None = None, **options: str) -> Delivery:
    return deliver(project, read_graph(project), Selection(**options), name, output)


def made(project: Project, name: str, output: Path) -> Delivery:
    delivery = asked(project, name, output)
    write(delivery.root, delivery.changes)
    return delivery


def test_a_document_without_an_output_is_text(project: Project) -> None:
    delivery = asked(project, "csv")
    assert (delivery.changes, delivery.records) == ((), 3)
    assert delivery.text.startswith("id,")
    assert delivery.notes == ("1 file left out that cannot be read; `adr check` says why",)


def test_a_format_of_one_series_takes_decisions_and_names_what_it_leaves(project: Project) -> None:
    delivery = asked(project, "madr", project.root / "out")
    assert [change.path.name for change in delivery.changes] == ["0001-x.md", "0002-y.md"]
    assert "1 learning left out: this format numbers records of one kind; `--kind learning` exports these" in (
        delivery.notes
    )
    assert [c.path.name for c in asked(project, "madr", project.root / "out", kind="learning").changes] == ["0001-x.md"]


def test_writing_twice_changes_nothing(project: Project) -> None:
    for name, output in (("madr", "out"), ("json", "records.json")):
        assert made(project, name, project.root / output).changes
        assert not asked(project, name, project.root / output).changes


def test_a_folder_that_holds_other_files_is_refused_and_stays(project: Project) -> None:
    folder = project.root / "out"
    made(project, "madr", folder)
    (folder / "0001-x.md").write_text("mine\n")
    (folder / "deep").mkdir()
    (folder / "deep" / "b.txt").write_text("mine\n")
    with pytest.raises(CannotRunError, match=r"2 other files, such as 0001-x.md, and nothing is overwritten"):
        asked(project, "madr", folder)
    assert (folder / "0001-x.md").read_text() == "mine\n"


def test_a_file_that_is_there_is_refused(project: Project) -> None:
    (project.root / "out.csv").write_text("mine\n")
    with pytest.raises(CannotRunError, match="already there"):
        asked(project, "csv", project.root / "out.csv")


@pytest.mark.parametrize(
    "name,output,words",
    [
        ("madr", None, "--output DIR"),
        ("madr", "adrs/out", "where records lie"),
        ("nygard", "adrs", "where records lie"),
        ("madr", "adr.toml", "is a file"),
        ("csv", "adrs", "is a folder"),
    ],
)
def test_an_output_that_cannot_be_is_refused_with_what_to_do(
    project: Project, name: str, output: str | None, words: str
) -> None:
    with pytest.raises(CannotRunError, match=words):
        asked(project, name, project.root / output if output else None)


def test_records_in_the_root_leave_no_room_in_the_project(base: Base, record: Write) -> None:
    project = base({"adr.toml": '[kinds.decision]\nfolder = "."\n', "ADR-0001-x.md": record()})
    with pytest.raises(CannotRunError, match="where records lie"):
        asked(project, "madr", project.root / "out")


def test_raw_is_for_cells(project: Project) -> None:
    with pytest.raises(CannotRunError, match="no cells"):
        deliver(project, read_graph(project), Selection(), "json", None, raw=True)


def test_an_output_outside_the_project_is_written_all_the_same(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    delivery = made(project, "nygard", outside / "a" / "b")
    assert delivery.root == outside
    assert sorted(path.name for path in outside.rglob("*")) == ["0001-x.md", "0002-y.md", "a", "b"]
    assert "[y](0002-y.md)" in (outside / "a" / "b" / "0001-x.md").read_text()


def test_a_link_in_the_output_is_not_followed_out_of_the_project(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project.root / "out").symlink_to(outside)
    delivery = made(project, "madr", project.root / "out")
    assert delivery.root == outside
    assert len(list(outside.iterdir())) == 2


def test_nothing_that_fits_is_said(project: Project) -> None:
    delivery = asked(project, "madr", project.root / "out", status="none such")
    assert (delivery.changes, delivery.records, delivery.notes) == ((), 0, ("no record fits",))
