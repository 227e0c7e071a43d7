"""Our own dialect: every field in front matter, the id in the file's name."""

from __future__ import annotations

import pytest

from adr.catalogue import load_kinds
from adr.dialect import Source
from adr.dialects.native import DIALECT
from adr.frontmatter import MalformedError

DECISION = load_kinds()["decision"]


@pytest.mark.parametrize(
    "name,claimed",
    [
        ("ADR-0001-x.md", True),
        ("notes.MD", True),
        ("x.markdown", True),
        ("README.md", False),
        ("readme.md", False),
        ("index.md", False),
        ("template.md", False),
        ("ADR-0005-template.md", True),
        ("use-a-template-engine.md", True),
        ("diagram.svg", False),
        ("ADR-0001-x.md.orig", False),
    ],
)
def test_every_markdown_file_but_a_readme_and_the_like_is_a_record(name: str, claimed: bool) -> None:  # noqa: FBT001 - a column
    assert DIALECT.claims(name) is claimed


def test_lines_count_from_the_first_of_the_file() -> None:
    reading = DIALECT.read(Source("x.md", "---\na: 1\nb: 2\n---\nbody\n", DECISION))
    assert (reading.head, reading.head_line, reading.body, reading.body_line) == ("a: 1\nb: 2\n", 2, "body\n", 5)
    with pytest.raises(MalformedError) as caught:
        DIALECT.read(Source("x.md", "---\na: 1\na: 2\n---\n", DECISION))
    assert caught.value.line == 3


def test_nothing_is_exempt() -> None:
    assert DIALECT.exempt == frozenset()
