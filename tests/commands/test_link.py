"""``adr link``: a relation is stored once, on the side where it belongs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

PLAYBOOK, LEARNING = "playbooks/PLB-0001-x.md", "learnings/LRN-0001-x.md"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def both(base: Base, record: Write) -> dict[str, str]:
    """Return the texts of a playbook and a learning."""
    texts = {PLAYBOOK: record("PLB-0001", "\ntext  "), LEARNING: record("LRN-0001").replace("\n", "\r\n")}
    base(texts)
    return texts


@pytest.mark.parametrize(
    "arguments", [["PLB-0001", "learned-from", "LRN-0001"], ["lrn-0001", "taught", PLAYBOOK]], ids=["stored", "inverse"]
)
def test_a_relation_is_stored_on_one_side_by_either_name(
    adr: Command, both: dict[str, str], tmp_path: Path, arguments: list[str]
) -> None:
    before = files(tmp_path)
    done = adr("link", *arguments)
    assert (done.code, done.out, done.err) == (0, f"{PLAYBOOK}\n", "")
    expected = both[PLAYBOOK].replace("---\n\n", "relations:\n  learned-from: [LRN-0001]\n---\n\n")
    assert files(tmp_path) == {**before, PLAYBOOK: expected.encode()}
    again = adr("link", *arguments)
    assert (again.code, again.out) == (0, "")
    assert "PLB-0001 already says `learned-from: LRN-0001`" in again.err
    assert files(tmp_path) == {**before, PLAYBOOK: expected.encode()}


def test_line_endings_are_those_of_the_file(adr: Command, both: dict[str, str], tmp_path: Path) -> None:
    assert adr("link", "LRN-0001", "relates-to", "PLB-0001").code == 0
    found = files(tmp_path)[LEARNING].decode()
    assert found.replace("relations:\r\n  relates-to: [PLB-0001]\r\n", "") == both[LEARNING]


@pytest.mark.parametrize(
    "arguments,message",
    [
        (["PLB-0001", "learned-from", "LRN-0002"], "no record is called `LRN-0002`; one of: LRN-0001"),
        (["PLB-0001", "learnt-from", "LRN-0001"], "no relation `learnt-from`; did you mean `learned-from`?"),
        (["PLB-0001", "supersedes", "LRN-0001"], "cannot supersede LRN-0001, a learning"),
        (["PLB-0001", "supersedes", "PLB-0001"], "circle"),
        (["PLB-0001", "learned-from"], "Missing argument"),
    ],
)
def test_what_cannot_be_changes_nothing_and_says_so(
    adr: Command, both: dict[str, str], tmp_path: Path, arguments: list[str], message: str
) -> None:
    before = files(tmp_path)
    done = adr("link", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert files(tmp_path) == before
    assert len(both) == 2


def test_a_dry_run_prints_a_diff_and_writes_nothing(adr: Command, both: dict[str, str], tmp_path: Path) -> None:
    before = files(tmp_path)
    done = adr("link", "PLB-0001", "learned-from", "LRN-0001", "--dry-run")
    assert done.code == 0
    assert done.out.startswith(f"--- a/{PLAYBOOK}\n+++ b/{PLAYBOOK}\n@@ ")
    assert "+relations:\n+  learned-from: [LRN-0001]\n" in done.out
    assert files(tmp_path) == before
    assert len(both) == 2


def test_a_record_without_a_place_for_relations_is_refused(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adrs/0001-use-x.md": "# Use X\n", "adrs/0002-use-y.md": "# Use Y\n"})
    before = files(tmp_path)
    done = adr("link", "ADR-0001", "amends", "ADR-0002")
    assert (done.code, done.out) == (2, "")
    assert "has no place for `amends`" in done.err
    assert files(tmp_path) == before
