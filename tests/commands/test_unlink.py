"""``adr unlink``: a relation goes from the side that stores it, and what ends up empty goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

ONE = "adrs/ADR-0001-x.md"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def plant(base: Base, record: Write, relations: str) -> str:
    text = record(relations=relations, body="\ntext  ")
    base({ONE: text, "adrs/ADR-0002-x.md": record("ADR-0002"), "adrs/ADR-0003-x.md": record("ADR-0003")})
    return text


@pytest.mark.parametrize(
    "before,after",
    [
        ("\n  amends: [ADR-0002]", None),
        ("{amends: [ADR-0002]}", None),
        ("{amends: [ADR-0002], depends-on: [ADR-0003]}", "{depends-on: [ADR-0003]}"),
        ("\n  amends: [ADR-0002, ADR-0003] # why", "\n  amends: [ADR-0003] # why"),
        ("\n  amends:\n  - ADR-0003 # why\n  - ADR-0002", "\n  amends:\n  - ADR-0003 # why"),
        ("\n  amends: [ADR-0002]\n  # about\n  depends-on: [ADR-0003]", "\n  # about\n  depends-on: [ADR-0003]"),
    ],
)
@pytest.mark.parametrize("arguments", [["ADR-0001", "amends", "ADR-0002"], ["ADR-0002", "amended-by", "ADR-0001"]])
def test_a_relation_goes_by_either_name(
    base: Base, adr: Command, record: Write, tmp_path: Path, before: str, after: str | None, arguments: list[str]
) -> None:
    text = plant(base, record, before)
    unchanged = files(tmp_path)
    done = adr("unlink", *arguments)
    assert (done.code, done.out, done.err) == (0, f"{ONE}\n", "")
    expected = text.replace(f"relations: {before}\n", "" if after is None else f"relations: {after}\n")
    assert files(tmp_path) == {**unchanged, ONE: expected.encode()}
    assert adr("unlink", *arguments).code == 2, "it is there no more"


def test_what_was_linked_and_unlinked_is_as_it_was(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    plant(base, record, "\n    depends-on: [ADR-0003]")
    before = files(tmp_path)
    for relation in ("depends-on", "amends"):
        adr("link", "ADR-0001", relation, "ADR-0002")
        assert files(tmp_path) != before
        adr("unlink", "ADR-0001", relation, "ADR-0002")
        assert files(tmp_path) == before


@pytest.mark.parametrize(
    "arguments,message",
    [
        (["ADR-0001", "amends", "ADR-0003"], "does not say `amends: ADR-0003`; did you mean `amends ADR-0002`?"),
        (["ADR-0001", "depends-on", "ADR-0002"], "ADR-0001 does not say `depends-on: ADR-0002`"),
        (["ADR-0009", "amends", "ADR-0002"], "no record is called `ADR-0009`"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_changes(
    base: Base, adr: Command, record: Write, tmp_path: Path, arguments: list[str], message: str
) -> None:
    plant(base, record, "{amends: [ADR-0002]}")
    before = files(tmp_path)
    done = adr("unlink", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert files(tmp_path) == before


def test_a_dry_run_prints_a_diff_and_writes_nothing(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    plant(base, record, "{amends: [ADR-0002]}")
    before = files(tmp_path)
    done = adr("unlink", "ADR-0001", "amends", "ADR-0002", "--dry-run")
    assert "\n-relations: {amends: [ADR-0002]}\n" in done.out
    assert files(tmp_path) == before
