"""What front matter says is kept as it is written, where numbers and brackets would be read as something else."""

from __future__ import annotations

import pytest

from adr.frontmatter import load
from adr.written import text_at, with_texts


@pytest.mark.parametrize("written, text", [("'a b'", "a b"), ("{a}", "{a}"), ("[a,  b] # c", "[a,  b]")])
def test_the_source_of_a_value_is_its_text(written: str, text: str) -> None:
    head = f"one: 1\ntwo: {written}\n"
    assert text_at(head, ["two"]) == text


@pytest.mark.parametrize(
    "written, kept",
    [
        ("1.10", "1.10"),
        ("'1.10'", "1.10"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("-3", -3),
        ("[{a: 007}]", [{"a": "007"}]),
    ],
)
def test_a_number_that_is_written_otherwise_keeps_its_text(written: str, kept: object) -> None:
    head = f"one: {written}\n"
    assert with_texts(load(head)["one"], head, ["one"]) == kept
