"""Reports that are written to files: which files, and what is never written over."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.finding import CannotRunError, Finding, Location
from adr.output import Report, renderer
from adr.reporting import deliver, targets
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


@pytest.mark.parametrize(
    "stated,message",
    [
        (["adr.sarif"], "such as `--output sarif=adr.sarif`"),
        (["junit="], "lacks a file; such as `--output junit=FILE`"),
        (["junit"], "lacks a file; such as `--output junit=FILE`"),
        (["gitlb=x.json"], "did you mean `gitlab`?"),
        (["json=x", "text=./x"], "goes to the same file"),
    ],
)
def test_what_names_no_format_and_file_is_refused(stated: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRunError) as refused:
        targets(stated, tmp_path)
    assert message in str(refused.value)


def test_a_name_may_hold_an_equals_sign(tmp_path: Path) -> None:
    (target,) = targets(["text=a=b.txt"], tmp_path)
    assert (target.format, target.path) == ("text", tmp_path / "a=b.txt")


@pytest.mark.parametrize("name", ["adrs/ADR-0001.md", "adrs/notes.txt", "adr.toml", "README.md", "out", "image.png"])
def test_what_belongs_to_the_project_is_not_written_over(
    base: Base, adr: Command, record: Write, tmp_path: Path, name: str
) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/notes.txt": "x", "README.md": "mine", "out/x": "", "image.png": b"\xff"})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "README.md"], cwd=tmp_path, check=True)
    path = tmp_path / name
    before = path.read_bytes() if path.is_file() else None
    done = adr("check", "--output", f"text={name}")
    assert (done.code, done.out) == (2, "")
    assert name in done.err
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_report_of_an_earlier_run_is_replaced_and_nothing_else_is_left(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001.md": record()})
    for status in ("Draft", "draft"):
        (tmp_path / "adrs/ADR-0001.md").write_text(record(status=status))
        adr("check", "--output", "text=out/report.txt")
    assert (tmp_path / "out/report.txt").read_text() == "1 record checked: nothing to report\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.txt"]


def test_a_summary_of_a_github_step_is_added_to(
    base: Base, adr: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base({})
    summary = tmp_path / "summary.md"
    summary.write_text("# Tests\n\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    adr("check", "--output", f"markdown={summary}")
    assert summary.read_text() == "# Tests\n\n<!-- adr check -->\n\n**0 records checked: nothing to report**\n"


def test_a_file_has_no_colour(base: Base, tmp_path: Path) -> None:
    project = base({})
    found = Report([Finding(Location("adrs/ADR-0001.md"), "ENV001", "x")], 0, 1, colour=True)
    deliver(project, read_graph(project), found, targets(["text=report.txt"], tmp_path))
    assert "\x1b" in renderer("text")(found)
    assert "\x1b" not in (tmp_path / "report.txt").read_text()
