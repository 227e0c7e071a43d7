"""Comments to adr are found with what they are about, and nothing that only looks like one is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.comments import comments, without_comments

MARKDOWN = """# T

<!-- adr: one -->
See this
and more

- a <!-- adr: two -->
- b

  <!-- adr: three -->
- c

> <!-- adr: four,
> five -->
> quoted

<!-- adr: six --><!-- adr: seven -->

<!-- somebody else's -->

| a | b |
| - | - |
| 1 | <!-- adr: eight --> |

para
<!-- adr: nine -->
graph

<!-- adr: ten -->

---

## Heading

text

<!-- adr: end -->
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_comment_by_itself_is_about_the_next_block_and_one_in_a_line_about_the_line(ending: str) -> None:
    text = MARKDOWN.replace("\n", ending)
    data = text.encode()
    found = {
        c.text.replace("\r", ""): data[c.about_start : c.about_end].decode().replace("\r", "").strip()
        for c in comments(text)
    }
    table = "| a | b |\n| - | - |\n| 1 | <!-- adr: eight --> |"
    assert found == {
        "one": "See this\nand more",
        "two": "- a <!-- adr: two -->",
        "three": "- c",
        "four,\nfive": "quoted",
        "six": table,
        "seven": table,
        "eight": "| 1 | <!-- adr: eight --> |",
        "nine": "graph",
        "ten": "## Heading",
        "end": "",
    }
    for comment in comments(text):
        assert data[comment.start : comment.end].startswith(b"<!-- adr: ")
        assert data[comment.start : comment.end].endswith(b"-->")


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n<!-- adr: waive X -->\n```\n",
        "~~~\n<!-- adr: waive X -->\n~~~\n",
        "    <!-- adr: waive X -->\n",
        "A `<!-- adr: waive X -->` in code.\n",
        "<div>\n<!-- adr: waive X -->\n</div>\n",
        "<script>\n<!-- adr: waive X -->\n</script>\n",
        "<!-- ADR: waive X -->\n",
        "<!-- see adr: waive X -->\n",
        "<!-- adr: waive X\n",
        "\\<!-- adr: waive X -->\n",
    ],
)
def test_what_only_looks_like_a_comment_is_none(text: str) -> None:
    assert comments(text) == ()
    assert without_comments(text) == text


def test_other_html_is_a_block_that_a_comment_is_about() -> None:
    (found,) = comments("<!-- adr: x -->\n\n<div>\nthere\n</div>\n\ntext\n")
    assert (found.about_start, found.about_end) == (17, 36)


def test_a_text_without_its_comments_is_otherwise_the_same() -> None:
    assert without_comments("<!-- adr: é -->\n\nß [x](y) <!-- adr: b -->.\n<!-- c -->\n") == (
        "\n\nß [x](y) .\n<!-- c -->\n"
    )


def test_a_long_text_of_comments_that_do_not_end_is_read_in_no_time() -> None:
    for piece in ("<!-- adr: waive X ", "a <!-- adr: waive ", "<!-- adr: -->", "> <!-- adr:\n"):
        start = time.perf_counter()
        comments(piece * 10_000)
        assert time.perf_counter() - start < 30


@given(st.lists(st.sampled_from(["<!--", "-->", "adr:", " ", "\n", "\r\n", "> ", "- ", "```", "|", "é", "x", "    "])))
def test_any_text_is_read_and_every_range_lies_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    data = text.encode()
    for comment in comments(text):
        assert 0 <= comment.start < comment.end <= len(data)
        assert comment.start <= comment.about_end <= len(data)
        assert comment.about_start <= comment.about_end
        assert data[comment.start : comment.end].startswith(b"<!--")
        assert data[comment.start : comment.end].endswith(b"-->")
    without_comments(text)
