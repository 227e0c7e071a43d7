"""Markdown to text for a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.terminal import render


def plain(markdown: str, width: int = 40) -> list[str]:
    return re.sub(r"\x1b\[[0-9;]*m", "", render(markdown, width)).split("\n")


def test_headings_are_bold_and_paragraphs_are_wrapped() -> None:
    assert render("# One *two*\n\n## Three\n", 40) == (
        "\x1b[1;4mOne\x1b[0m \x1b[1;4;3mtwo\x1b[0m\n\n\x1b[1mThree\x1b[0m"
    )
    assert plain("One two three\nfour five six **seven**eight, nine ten.\n", 20) == [
        "One two three four",
        "five six seveneight,",
        "nine ten.",
    ]


def test_lists_are_indented_numbered_and_ticked() -> None:
    text = "Before:\n\n3. one two three four five six seven\n   - [x] a\n   - [ ] b\n4. two\n\n   more\n\nAfter.\n"
    assert plain(text, 24) == [
        "Before:",
        "",
        "3. one two three four",
        "   five six seven",
        "   - [x] a",
        "   - [ ] b",
        "4. two",
        "",
        "   more",
        "",
        "After.",
    ]


def test_code_is_left_as_it_is() -> None:
    assert plain("```\nif x:\n\n\ty = 1  # " + "long " * 8 + "long\n```\n", 20)[:3] == [
        "    if x:",
        "",
        "        y = 1  # long long long long long long long long long",
    ]
    assert render("a `b c`\n", 40) == "a \x1b[36mb c\x1b[0m"


def test_quotes_tables_rules_and_footnotes() -> None:
    assert plain("> a\n>\n> b\n") == ["│ a", "│", "│ b"]
    assert plain("| a | bb |\n|---|---|\n| **ccc** | d |\n") == ["a    bb", "ccc  d"]
    assert plain("a[^1]\n\n---\n\n[^1]: note\n") == ["a[1]", "", "─" * 40, "", "[1] note"]


def test_addresses_are_shown_and_comments_are_not() -> None:
    assert plain("[a](https://x.org) <https://y.org> [b](c.md)\n<!-- no -->\n") == ["a (https://x.org) https://y.org b"]
    assert plain("<!-- no -->\n\ntext\n") == ["text"]


@pytest.mark.parametrize("text", ["a\x1b]0;owned\x07b", "```\na\x1b[2Jb\n```\n", "a\u202eb"])
def test_what_a_terminal_would_obey_is_left_out(text: str) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", render(text, 40))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", shown)


@given(st.text(alphabet="ab #*_`>-1.[]()|\n\t!<~^:é\x1b", max_size=80), st.integers(0, 60))
def test_it_never_raises(text: str, width: int) -> None:
    render(text, width)
