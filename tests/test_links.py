"""Destinations are rewritten where they stand, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.edit import apply
from adr.links import cut, is_relative, retarget
from adr.markdown import Document


def moved(body: str) -> str:
    edits, _ = retarget(Document(body), lambda target: "new.md" if target == "a.md" else None)
    return apply(body, edits)


@pytest.mark.parametrize(
    "body,expected",
    [
        ("[x](a.md)", "[x](new.md)"),
        ("[a.md](a.md)", "[a.md](new.md)"),
        ("[x]( <a.md> 'a.md' )", "[x]( <new.md> 'a.md' )"),
        ("[![a.md](a.md)](a.md)", "[![a.md](new.md)](new.md)"),
        ("`[x](a.md)` [x](a.md)", "`[x](a.md)` [x](new.md)"),
        ("[r]: a.md\n\n[x][r] [a.md][r]", "[r]: new.md\n\n[x][r] [a.md][r]"),
        ("[x][r]\n\n[r]:\n<a.md>\n", "[x][r]\n\n[r]:\n<new.md>\n"),
        ("größe 🦊 [x](a.md)", "größe 🦊 [x](new.md)"),
        ("[x](a.mdx) [x](b/a.md)", "[x](a.mdx) [x](b/a.md)"),
        ("```\n[x](a.md)\n```\n", "```\n[x](a.md)\n```\n"),
    ],
)
def test_the_destination_changes_and_what_looks_like_it_stays(body: str, expected: str) -> None:
    assert moved(body) == expected


@pytest.mark.parametrize("body", ["[r]: a.md\n\n[x][r] [y][r]", "[x](a.md)"])
def test_what_was_followed_is_not_missed(body: str) -> None:
    assert retarget(Document(body), lambda _: "new.md")[1] == []


def test_a_destination_that_is_not_written_as_it_is_read_is_named() -> None:
    assert retarget(Document("[x](a\\.md) [y](&#97;.md)"), lambda _: "new.md") == ([], ["a.md", "a.md"])


@given(st.lists(st.sampled_from(["[x](a.md) ", "[y][r] ", "![a.md](a.md) ", "[r]: a.md\n\n", "\n\n", "`a`", "é"])))
def test_afterwards_every_link_leads_where_it_should(pieces: list[str]) -> None:
    body = "".join(pieces)
    links = [link.target for link in Document(moved(body)).links]
    assert links == ["new.md" for _ in Document(body).links]


@pytest.mark.parametrize(
    "target,path,rest,relative",
    [
        ("a.md", "a.md", "", True),
        ("a.md?x#y", "a.md", "?x#y", True),
        ("#y?", "", "#y?", False),
        ("/a.md", "/a.md", "", False),
        ("mailto:a@b", "mailto:a@b", "", False),
        ("HTTPS://x/#y", "HTTPS://x/", "#y", False),
        ("//host/x", "//host/x", "", False),
        ("", "", "", False),
    ],
)
def test_a_destination_is_a_path_and_what_follows(target: str, path: str, rest: str, *, relative: bool) -> None:
    assert cut(target) == (path, rest)
    assert is_relative(target) is relative
