"""``adr supersede``: one canonical direction, and the status of the old ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

STATED = {"decision_makers": "[p.serrano]", "impact": "low", "reversibility": "costly", "review_by": "2027-01-01"}


def path(number: int) -> str:
    return f"adrs/ADR-{number:04d}-x.md"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def three(base: Base, record: Write) -> dict[str, str]:
    """Return the texts of two records in force and one that is proposed."""
    statuses = {1: "accepted", 2: "accepted", 3: "proposed"}
    body = "\n# Title\n\n## Retention  \n\ntext\n"
    texts = {path(n): record(f"ADR-{n:04d}", body, status=status, **STATED) for n, status in statuses.items()}
    base(texts)
    return texts


def test_old_ones_are_retired_by_a_record_in_force(adr: Command, three: dict[str, str], tmp_path: Path) -> None:
    done = adr("supersede", "ADR-0001", "--by", "ADR-0002", "--as-of", "2026-05-06")
    assert (done.code, done.out) == (0, f"{path(1)}\n{path(2)}\n")
    assert done.err == "ADR-0001 is superseded by ADR-0002\n"
    one = three[path(1)].replace("accepted", "superseded").replace("2026-03-02", "2026-05-06")
    two = three[path(2)].replace("---\n\n#", "relations:\n  supersedes: [ADR-0001]\n---\n\n#")
    found = files(tmp_path)
    assert found[path(1)] == one.encode()
    assert sorted(found[path(2)].decode().splitlines()) == sorted(two.splitlines())
    assert found[path(3)] == three[path(3)].encode()
    assert adr("check").out.count("REL") == 0


def test_a_proposed_record_retires_nothing_until_it_is_accepted(
    adr: Command, three: dict[str, str], tmp_path: Path
) -> None:
    done = adr("supersede", "ADR-0001", "ADR-0002", "--by", "ADR-0003")
    assert (done.code, done.out) == (0, f"{path(3)}\n")
    assert "ADR-0001 stays accepted until ADR-0003 is in force (it is proposed)" in done.err
    assert files(tmp_path)[path(1)] == three[path(1)].encode()
    done = adr("status", "ADR-0003", "accepted", "--as-of", "2026-05-06")
    assert done.out == f"{path(1)}\n{path(2)}\n{path(3)}\n"
    for number in (1, 2):
        assert b"status: superseded\ndate: 2026-05-06\n" in files(tmp_path)[path(number)]
    assert adr("check").out.count("REL") == 0


def test_a_part_is_superseded_and_the_rest_stays(adr: Command, three: dict[str, str], tmp_path: Path) -> None:
    done = adr("supersede", "ADR-0001", "--by", "ADR-0002", "--part", "#retention")
    assert (done.code, done.out) == (0, f"{path(2)}\n")
    assert "ADR-0001 stays accepted: only its part #retention is superseded" in done.err
    assert b"supersedes: [ADR-0001#retention]\n" in files(tmp_path)[path(2)]
    assert files(tmp_path)[path(1)] == three[path(1)].encode()
    assert adr("check").out.count("REL") == 0


@pytest.mark.parametrize(
    "arguments,message",
    [
        (["ADR-0001", "--by", "ADR-0002", "--part", "retension"], "no heading `#retension`; did you mean `retention`?"),
        (["ADR-0001", "--by", "ADR-0009"], "no record is called `ADR-0009`"),
        (["ADR-0001", "ADR-0009", "--by", "ADR-0002"], "no record is called `ADR-0009`"),
        (["ADR-0001", "ADR-0003", "--by", "ADR-0002"], "ADR-0003 is `proposed` and so was never in force"),
        (["ADR-0001", "--by", "ADR-0001"], "ADR-0001 cannot supersede itself"),
        (["--by", "ADR-0001"], "Missing argument"),
        (["ADR-0001"], "`--by` is missing; write `adr supersede ADR-0001 --by NEW`"),
        (["3", "1"], "`--by` is missing; did you mean `adr supersede 1 --by 3`?"),
    ],
)
def test_what_cannot_be_changes_nothing_and_says_so(
    adr: Command, three: dict[str, str], tmp_path: Path, arguments: list[str], message: str
) -> None:
    before = files(tmp_path)
    done = adr("supersede", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert files(tmp_path) == before
    assert len(three) == 3


def test_a_dry_run_writes_nothing(adr: Command, three: dict[str, str], tmp_path: Path) -> None:
    before = files(tmp_path)
    done = adr("supersede", "ADR-0001", "--by", "ADR-0002", "--dry-run")
    assert done.code == 0
    assert done.out.startswith(f"--- a/{path(1)}\n+++ b/{path(1)}\n")
    assert "\n-status: accepted\n" in done.out
    assert "\n+status: superseded\n" in done.out
    assert files(tmp_path) == before
    assert len(three) == 3


def test_doing_it_twice_changes_nothing_more(adr: Command, three: dict[str, str], tmp_path: Path) -> None:
    adr("supersede", "ADR-0001", "--by", "ADR-0002")
    before = files(tmp_path)
    done = adr("supersede", "ADR-0001", "--by", "ADR-0002")
    assert (done.code, done.out) == (0, "")
    assert files(tmp_path) == before
    assert len(three) == 3


def test_two_records_take_the_place_of_one(adr: Command, three: dict[str, str], tmp_path: Path) -> None:
    adr("supersede", "ADR-0001", "--by", "ADR-0002")
    adr("supersede", "ADR-0001", "--by", "ADR-0003")
    assert adr("status", "ADR-0003", "accepted").out == f"{path(3)}\n"
    assert files(tmp_path)[path(1)].count(b"status: superseded\n") == 1
    assert len(three) == 3


def test_a_part_is_said_in_another_dialect_too(base: Base, adr: Command, tmp_path: Path) -> None:
    text = "# {}. Use {}\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n"
    base({"adrs/0001-x.md": text.format(1, "one thing"), "adrs/0002-y.md": text.format(2, "another")})
    done = adr("supersede", "ADR-0001", "--by", "ADR-0002", "--part", "context")
    assert done.code == 0
    assert "Supersedes [1. Use one thing](0001-x.md#context)\n" in (tmp_path / "adrs/0002-y.md").read_text()
    assert "REL005" not in adr("check").out
    assert re.search(r"^#context +superseded by ADR-0002$", adr("show", "ADR-0001").out, re.MULTILINE)
    assert "supersedes #context" in adr("graph", "--format", "dot").out


@pytest.mark.parametrize("status,message", [("draft", "never in force"), ("rejected", "supersedes nothing")])
def test_what_never_was_or_will_be_in_force_has_no_part_in_it(
    base: Base, adr: Command, record: Write, status: str, message: str
) -> None:
    base({"adrs/ADR-0001.md": record(status="accepted"), "adrs/ADR-0002.md": record("ADR-0002", status=status)})
    old, new = ("ADR-0002", "ADR-0001") if status == "draft" else ("ADR-0001", "ADR-0002")
    done = adr("supersede", old, "--by", new)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_taking_it_back_says_what_is_left_to_do(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record(status="accepted"), "adrs/ADR-0002.md": record("ADR-0002", status="accepted")})
    adr("supersede", "ADR-0001", "--by", "ADR-0002")
    assert "ADR-0001 still is superseded, by nothing now" in adr("unlink", "ADR-0002", "supersedes", "ADR-0001").err
