"""A body's structure: headings, sections, links, mentions, each with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.commonmark import slug
from adr.markdown import Document


def ids(text: str) -> list[str]:
    return [mention.id for mention in Document(text).mentions]


def targets(text: str) -> list[str]:
    return [link.target for link in Document(text).links]


def filled(text: str) -> dict[str, bool]:
    return {section.heading.text: section.filled for section in Document(text).sections}


def test_headings_have_their_level_text_and_anchor() -> None:
    found = Document("# Use *PostgreSQL* & `pg`\n\nSetext\n------\n\n### A [link](x.md)!\n\n## Setext\n").headings
    assert [(h.level, h.text, h.anchor) for h in found] == [
        (1, "Use PostgreSQL & pg", "use-postgresql--pg"),
        (2, "Setext", "setext"),
        (3, "A link!", "a-link"),
        (2, "Setext", "setext-1"),
    ]


def test_the_title_is_the_first_heading_of_level_one() -> None:
    assert Document("## Before\n\n# Title\n\n# Second\n").title == "Title"
    assert Document("## Before\n").title is None
    assert Document("```\n# Not this\n```\n").title is None


@pytest.mark.parametrize(
    "heading,anchor",
    [
        ("What it costs?", "what-it-costs"),
        ("Über uns", "über-uns"),
        ("C++ & C#", "c--c"),
        ("snake_case stays", "snake_case-stays"),
        ("日本語", "日本語"),
        ("  trimmed  ", "trimmed"),
    ],
)
def test_an_anchor_is_the_one_that_github_gives(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_anchors_are_those_of_headings_and_those_set_by_hand() -> None:
    text = "# One\n\n<a id=\"two\"></a>\n<a name='three'></a>\n"
    assert Document(text).anchors == {"one", "two", "three"}


@pytest.mark.parametrize(
    "content,expected",
    [
        ("text", True),
        ("<!-- one\n\nline\n-->", False),
        ("<!-- a --> <!-- b -->", False),
        ("<!-- a --> b", True),
        ("<!-- never closed", False),
        ("![image](x.png)", True),
        ("[](x.md)", True),
        ("```\ncode\n```", True),
        ("| a |\n| - |", True),
        ("- item", True),
        ("---", True),
        ("<b>bold</b>", True),
        ("### Sub\n\ntext", True),
        ("### Sub", False),
        ("", False),
        ("   ", False),
    ],
)
def test_a_section_is_filled_by_what_a_reader_sees(content: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert filled(f"## Section\n\n{content}\n\n## Next\n\ntext\n")["Section"] is expected


def test_the_text_of_a_section_ends_at_the_next_heading_of_its_level() -> None:
    document = Document("# T\n\n## A\n\none\n\n### B\n\ntwo\n\n## C\n\nthree\n")
    assert document.section("a").strip() == "one\n\n### B\n\ntwo"
    assert document.section("C").strip() == "three"
    assert document.section("nowhere") == ""


def test_links_of_every_form_are_found_in_order() -> None:
    text = '[a](a.md) ![b](b.png "t") <https://c.example> [d][1] [e](<e e.md>)\n\n[1]: d.md\n\n- [f](f.md)\n'
    assert targets(text) == ["a.md", "b.png", "https://c.example", "d.md", "e e.md", "f.md"]
    assert [link.image for link in Document(text).links] == [False, True, False, False, False, False]
    assert Document(text).links[0].text == "a"


def test_an_image_inside_a_link_is_a_link_too() -> None:
    assert sorted(targets("[![alt](a.png)](b.md)\n")) == ["a.png", "b.md"]


def test_ids_in_running_text_are_mentions() -> None:
    assert ids("ADR-0001, (ADR-0002) *ADR-0003* and **ADR-0004**: “ADR-0005”. | ADR-0006\n") == [
        f"ADR-000{n}" for n in range(1, 7)
    ]
    assert ids("# ADR-0001\n\n- ADR-0002\n\n> ADR-0003\n\n| ADR-0004 |\n| --- |\n| ADR-0005 |\n") == [
        f"ADR-000{n}" for n in range(1, 6)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`ADR-0001`",
        "``a ` ADR-0001``",
        "```\nADR-0001\n```",
        "    ADR-0001",
        "~~~markdown\nADR-0001\n~~~",
        "<!-- ADR-0001 -->",
        "a <!-- ADR-0001 --> b",
        "[ADR-0001](adrs/ADR-0001.md)",
        "[see `x` and ADR-0001](y.md)",
        "[![ADR-0001](a.png) ADR-0001](y.md)",
        "adrs/ADR-0001-x.md",
        "XADR-0001 ADR-00012 ADR-0001x adr-0001 ADR-001 a.ADR-0001",
        '<a href="ADR-0001.md">x</a>',
    ],
)
def test_ids_in_code_links_comments_and_longer_words_are_no_mentions(text: str) -> None:
    assert ids(f"{text}\n") == []


def test_the_place_of_a_mention_counts_characters() -> None:
    document = Document("Grüße\n\n- “schön”: ADR-0001\n")
    assert document.place(document.mentions[0].start) == (3, 12)


def test_the_sentence_around_a_mention_is_plain_text() -> None:
    text = "First one. Then *we* chose\n[a link](x.md) over ADR-0002, e.g. for `speed`! Last one.\n\nADR-0003 alone\n"
    document = Document(text)
    assert document.sentence(document.mentions[0].start) == "Then we chose a link over ADR-0002, e.g."
    assert document.sentence(document.mentions[1].start) == "ADR-0003 alone"


def test_the_sentence_of_a_list_item_or_a_cell_is_its_own() -> None:
    document = Document("- one ADR-0001\n- two ADR-0002\n\n| a | ADR-0003 b |\n| - | - |\n")
    assert [document.sentence(mention.start) for mention in document.mentions] == [
        "one ADR-0001",
        "two ADR-0002",
        "ADR-0003 b",
    ]


@given(
    text=st.text()
    | st.lists(
        st.sampled_from(
            [
                "# ",
                "é",
                "`",
                "```\n",
                "[",
                "](",
                ")",
                "<",
                ">",
                "<!--",
                "-->",
                "\n",
                "- ",
                "|",
                "ADR-0001",
                "!",
                "  ",
                "a",
            ]
        )
    ).map("".join)
)
def test_any_text_has_a_structure_whose_places_lie_inside_it(text: str) -> None:
    document = Document(text)
    lines = text.split("\n")
    places = [heading.start for heading in document.headings] + [link.start for link in document.links]
    places += [mention.start for mention in document.mentions]
    for line, column in map(document.place, places):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    for start in places:
        document.sentence(start)
    for mention in document.mentions:
        line, column = document.place(mention.start)
        assert lines[line - 1][column - 1 :].startswith(mention.id)
    assert len(document.sections) == len(document.headings)


def test_of_a_sentence_without_end_what_is_near_is_told() -> None:
    text = f"{'é before ' * 9_000}ADR-0001{' after é' * 9_000}"
    told = Document(text).sentence(Document(text).mentions[0].start)
    assert "é before ADR-0001 after é" in told
    assert len(told) < 5_000
