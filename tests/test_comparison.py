"""Two records to what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr.comparison import Comparison, FieldChange, compare

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
