"""Two records to what differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adr.comparison import Comparison, FieldChange, changes, compare

if TYPE_CHECKING:
    from tests.conftest import Load, Write


def compared(load: Load, before: str, after: str) -> Comparison:
    first, second = load({"adrs/ADR-0001.md": before, "adrs/ADR-0002.md": after}).records
    return compare(first, second)


def test_equal_records_do_not_differ(load: Load, record: Write) -> None:
    assert compared(load, record(body="# T\n\nx\n"), record(body="# T\n\n\nx")) == Comparison((), ())


def test_fields_differ_by_name_and_mappings_by_entry(load: Load, record: Write) -> None:
    found = compared(
        load,
        record(tags="[a]", relations="{relates-to: [ADR-0009], amends: [ADR-0008]}"),
        record(status="proposed", relations="{relates-to: [ADR-0009], amends: [ADR-0007]}", impact="low"),
    )
    assert found.fields == (
        FieldChange("status", "draft", "proposed"),
        FieldChange("relations.amends", ["ADR-0008"], ["ADR-0007"]),
        FieldChange("impact", None, "low"),
        FieldChange("tags", ["a"], None),
    )


def test_sections_are_added_removed_and_changed(load: Load, record: Write) -> None:
    before = "Lead.\n\n# T\n\n## Same\n\nx\n\n## Old\n\ngone\n\n## Kept\n\none\ntwo\nthree\n"
    after = "Lead.\n\n# T\n\n## Same\n\nx\n\n## Kept\n\none\n2\nthree\n\n### New\n\ngröße\n"
    found = compared(load, record(body=before), record(body=after))
    assert [(section.heading, section.change) for section in found.sections] == [
        ("Kept", "changed"),
        ("New", "added"),
        ("Old", "removed"),
    ]
    assert found.sections[0].diff == ("@@ -1,3 +1,3 @@", " one", "-two", "+2", " three")
    assert found.sections[1].diff == ("@@ -0,0 +1 @@", "+größe")


def test_what_stands_above_the_first_heading_counts_and_equal_headings_are_two(load: Load, record: Write) -> None:
    found = compared(load, record(body="a\n\n# T\n\n# T\n\nx\n"), record(body="b\n\n# T\n\n# T\n\ny\n"))
    assert [(section.heading, section.diff[1:]) for section in found.sections] == [
        ("", ("-a", "+b")),
        ("T", ("-x", "+y")),
    ]


def test_a_heading_without_text_that_comes_or_goes_is_told(load: Load, record: Write) -> None:
    found = compared(load, record(body="# T\n"), record(body="# T\n\n## Empty\n"))
    assert [(section.heading, section.change) for section in found.sections] == [("Empty", "added")]


def test_records_of_two_graphs_are_new_changed_retired_or_removed(load: Load, record: Write, tmp_path: Path) -> None:
    ids = [f"ADR-000{number}" for number in range(1, 7)]
    before = load({f"adrs/{id_}.md": record(id_, status="accepted") for id_ in ids})
    for id_ in ("ADR-0004", "ADR-0005"):
        (tmp_path / f"adrs/{id_}.md").unlink()
    after = load(
        {
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", body="# T\n\n## Context\n"),
            "adrs/ADR-0003.md": record("ADR-0003", status="superseded"),
            "adrs/ADR-0006.md": "broken",
            "adrs/ADR-0007.md": record("ADR-0007"),
            "adrs/ADR-0008.md": record("ADR-0008", status="accepted", aliases="[ADR-0004]"),
        }
    )
    found = [(change.record.id, change.what, change.before, change.parts) for change in changes(before, after)]
    assert found == [
        ("ADR-0002", "changed", "accepted", ("T", "Context")),
        ("ADR-0003", "retired", "accepted", ("status",)),
        ("ADR-0007", "new", None, ()),
        ("ADR-0008", "changed", "accepted", ("id", "aliases")),
        ("ADR-0005", "removed", "accepted", ()),
    ]
    assert changes(before, before) == ()
