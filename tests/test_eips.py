"""The kind of ``examples/eip``, which is data only, on public proposals: what is found is what the docs say.

The proposals are read where they are, beside this checkout; without them the test is skipped.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import Command
from tests.corpora import CORPORA, ROOT, needs_corpora

from adr.check import check
from adr.finding import Finding, Severity
from adr.people import read_register
from adr.project import find
from adr.source import read_graph

EXAMPLE = ROOT / "examples" / "eip"
PAGE = ROOT / "docs" / "how-to" / "check-eips.md"
DAY = "2026-08-22"
"""The day of the excerpt."""

_ROW = re.compile(r"^\| (?P<files>[^|]+) \| (?P<verdict>true|false) \| (?P<why>[^|]+) \|$", re.MULTILINE)
_FILE = re.compile(r"(eip-\d+)(?: \((\d+)\))?")


def told() -> Counter[tuple[str, str]]:
    """Return how many findings the page lists by file and rule."""
    found: Counter[tuple[str, str]] = Counter()
    code = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"### ([A-Z]{3}\d{3})", line):
            code = heading[1]
        elif row := _ROW.match(line):
            for name, count in _FILE.findall(row["files"]):
                found[name, code] += int(count or 1)
    return found


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """Return what is found in the untouched proposals."""
    root = tmp_path_factory.mktemp("eips") / "eips"
    shutil.copytree(CORPORA / "eips", root)
    shutil.copy(EXAMPLE / "adr.toml", root)
    shutil.copytree(EXAMPLE / ".adr", root / ".adr")
    project = find(root)
    return check(project, read_graph(project), read_register(project), as_of=DAY)


@needs_corpora
def test_what_is_found_in_public_proposals_is_what_the_page_judges(findings: tuple[Finding, ...]) -> None:
    found = Counter((Path(f.location.path).stem, f.code) for f in findings)
    listed = told()
    assert listed
    assert {key: (found[key], listed[key]) for key in found | listed if found[key] != listed[key]} == {}


@needs_corpora
def test_what_nobody_works_on_any_more_is_a_warning_only(findings: tuple[Finding, ...]) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (CORPORA / "eips" / "EIPS").glob("*.md")}
    for finding in findings:
        retired = re.search(r"^status: (Stagnant|Withdrawn)$", texts[Path(finding.location.path).stem], re.MULTILINE)
        assert finding.severity is (Severity.WARNING if retired else Severity.ERROR)


BROKEN = {
    "KND001": ("title: Count Blocks from One\n", "", "created: 2026-02-20\n", "created: 2026-02-20\ntitle: Count\n"),
    "KND002 a key": ("category: Core\n", ""),
    "KND002 a key too many": ("status: Last Call", "status: Draft"),
    "KND002 an unknown key": ("requires: 1\n", "requires: 1\nlayer: 2\n"),
    "KND003 a title": ("Count Blocks from One", "Count Blocks from One, and Never Ever Start at Zero"),
    "KND003 a title with a number": ("Count Blocks from One", "Repeal EIP-1"),
    "KND003 a description": ("Let the first block", "A standard lets the first block"),
    "KND003 an author": ("Jo Lind (@jlind)", "Jo Lind(@jlind)"),
    "KND003 authors without a handle": ("Jo Lind (@jlind)", "Jo Lind <jo@example.org>"),
    "KND003 a forum": ("ethereum-magicians.org/t/count-blocks-from-one/7", "example.org/t/7"),
    "KND003 a status": ("status: Last Call", "status: Lost Call"),
    "KND003 a type": ("type: Standards Track", "type: Standard Track"),
    "KND003 a date": ("created: 2026-02-20", "created: 2026-02-30"),
    "KND004": ("requires: 1\n", "requires: 1,7\n"),
    "KND005": ("requires: 1\n", "requires: 7, 1\n"),
    "KND006": ("last-call-deadline: 2026-04-02", "last-call-deadline: 2026-02-01"),
    "KND007": ("eip: 7\n", "eip: 8\n"),
    "KND009 a number": ("requires: 1\n", "requires: 2\n"),
    "KND010": ("## Motivation", "## Why"),
    "ENV008": ("## Rationale", "## Motive"),
}
"""By rule: what stands in the second example, and what breaks it."""


def example(tmp_path: Path, *replaced: str, file: str = "eip-7.md") -> set[str]:
    """Return the codes of what is found in the examples after some of a text is replaced."""
    root = tmp_path / "eip"
    shutil.copytree(EXAMPLE, root)
    text = (root / "EIPS" / file).read_text(encoding="utf-8")
    for before, after in zip(replaced[::2], replaced[1::2], strict=True):
        assert before in text
        text = text.replace(before, after, 1)
    (root / "EIPS" / file).write_text(text, encoding="utf-8")
    project = find(root)
    return {f.code for f in check(project, read_graph(project), read_register(project), as_of=DAY)}


@pytest.mark.parametrize("what", BROKEN)
def test_what_the_kind_demands_is_missed_where_it_is_not_kept(tmp_path: Path, what: str) -> None:
    assert example(tmp_path) == set()
    shutil.rmtree(tmp_path / "eip")
    assert what[:6] in example(tmp_path, *BROKEN[what])


def test_a_proposal_requires_none_that_is_less_mature(tmp_path: Path) -> None:
    assert example(tmp_path, "status: Final", "status: Review", file="eip-1.md") == {"KND009"}


def test_a_run_that_remembers_sees_that_a_required_proposal_changed(tmp_path: Path, adr: Command) -> None:
    root = tmp_path / "eip"
    shutil.copytree(EXAMPLE, root)
    assert adr("--cache", "check", "--strict", at=root).code == 0
    file = root / "EIPS" / "eip-1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("status: Final", "status: Review"), encoding="utf-8")
    found = adr("--cache", "check", "--format", "concise", at=root).out
    assert "EIPS/eip-7.md:12:11: KND009 EIP-1 is Review, while this is Last Call" in found


def test_a_proposal_that_moved_away_says_where_it_was(tmp_path: Path) -> None:
    text = (EXAMPLE / "EIPS" / "eip-7.md").read_text(encoding="utf-8")
    moved = "---\neip: 7\ncategory: ERC\nstatus: Moved\n---\n\nThis proposal has moved.\n"
    assert example(tmp_path, text, moved) == set()
