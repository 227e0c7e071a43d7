"""The section ``## Status``: what is read there and what is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.adrtools.status import has_section, links, title, with_link, without_status

LINES = st.lists(st.sampled_from(["## Status", "# X", "## Y", "### Z", "", "  ", "Accepted", "a [b](0002-c.md)", "x"]))


@pytest.mark.parametrize(
    "text,expected",
    [
        ("# 1. Use it\nmore", "1. Use it"),
        ("# 1. Use it\r\nmore", "1. Use it"),
        ("\ufeff# 1. Use it", "1. Use it"),
        ("---\nid: 1\n---\n", "-"),
        ("", ""),
    ],
)
def test_the_title_is_the_first_line(text: str, expected: str) -> None:
    assert title(text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_link_stands_at_the_end_of_the_section(end: str) -> None:
    text = "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\nx\n".replace("\n", end)
    linked = "# 1. A\n\n## Status\n\nAccepted\n\nAmends [2. B](0002-b.md)\n\n## Context\n\nx\n".replace("\n", end)
    assert with_link(text, "Amends [2. B](0002-b.md)") == linked


def test_a_section_further_down_gets_it_too() -> None:
    text = "# 1. A\n\n## Context\n\nx\n\n## Status\n\nAccepted\n\n### Why\n\ny\n"
    assert with_link(text, "L") == "# 1. A\n\n## Context\n\nx\n\n## Status\n\nAccepted\n\nL\n\n### Why\n\ny\n"


@pytest.mark.parametrize("rest", ["", "\n", "\n\n"], ids=["no line end", "line end", "blank line"])
def test_a_section_that_ends_the_file_gets_it_at_the_end(rest: str) -> None:
    assert with_link(f"# 1. A\n\n## Status\n\nAccepted{rest}", "L") == "# 1. A\n\n## Status\n\nAccepted\n\nL\n"


def test_a_record_without_the_section_stays_as_it_is() -> None:
    text = "# 1. A\n\nStatus: accepted\n\n## Status of things\n\nx\n\n## B\n"
    assert not has_section(text)
    assert with_link(text, "L") == text


def test_a_status_goes_with_the_blank_line_that_it_leaves() -> None:
    text = "## Status\n\nAccepted\n\nSuperceded by [2. B](0002-b.md)\n\n## Context\n\nAccepted\n\n\nx\n"
    assert without_status(text, "Accepted") == (
        "## Status\n\nSuperceded by [2. B](0002-b.md)\n\n## Context\n\nAccepted\n\n\nx\n"
    )
    assert without_status(text.replace("\n", "\r\n"), "Accepted") == without_status(text, "Accepted").replace(
        "\n", "\r\n"
    )


def test_only_the_whole_line_is_a_status() -> None:
    text = "## Status\n\nAccepted by all\n\nProposed\n"
    assert without_status(text, "Accepted") == text


def test_links_have_the_number_of_their_target_and_the_words_before() -> None:
    text = (
        "# 1. A\n\nAmends [0. No](0009-no.md)\n\n## Status\n\nAccepted\n\nAmends [2. B](0002-b.md)\n"
        "Superceded by [3. C [x]](0003-c.md)\nSee [a](http://example.com)\n[4. D](0004-d.md)\n"
        "Clarifies [10. E](0010-e.md) in part\n\n### Not here\n\nAmends [5. F](0005-f.md)\n"
    )
    assert links(text) == [(2, "Amends"), (3, "Superceded by"), (10, "Clarifies in part")]


def test_reading_a_hostile_line_takes_no_time() -> None:
    assert links("## Status\n" + "x [](" * 50_000 + "\n" + "x [](1" * 50_000) == []


@given(LINES, st.booleans())
def test_nothing_but_the_section_changes(lines: list[str], last: bool) -> None:  # noqa: FBT001 - drawn
    text = "\n".join(lines) + ("\n" if last else "")
    linked = with_link(text, "LINK").splitlines()
    assert [line for line in linked if line and line != "LINK"] == [line for line in text.splitlines() if line]
    kept = without_status(text, "Accepted")
    outside = text.partition("## Status")[0]
    assert kept.startswith(outside)
    assert without_status(kept, "Accepted") == kept
