"""Places in a text, to the protocol's and back, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from adr.lsp.text import Text

TEXTS = st.text(st.sampled_from("ab é😀\n\r\u2028\x0c\ufeff"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(TEXTS, ENCODINGS, st.data())
def test_a_character_is_found_again_at_its_place(content: str, encoding: str, data: st.DataObject) -> None:
    text = Text(content, encoding)
    offset = data.draw(st.integers(0, len(content)))
    inside = content[offset - 1 : offset + 1] == "\r\n"
    assert text.offset(text.position(offset)) == offset - inside


@given(TEXTS, ENCODINGS, st.integers(0, 60), st.integers(0, 60))
def test_any_place_is_one_of_the_text(content: str, encoding: str, line: int, character: int) -> None:
    assert 0 <= Text(content, encoding).offset(types.Position(line, character)) <= len(content)


@pytest.mark.parametrize("encoding, column", [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_columns_count_the_units_agreed_on(encoding: str, column: int) -> None:
    assert Text("x\né😀a!", encoding).position(5) == types.Position(1, column)


@given(TEXTS, st.integers(1, 9), st.integers(1, 60))
def test_a_findings_place_is_one_of_the_text(content: str, line: int, column: int) -> None:
    assert 0 <= Text(content).at(line, column) <= len(content)


def test_a_byte_order_mark_is_no_column() -> None:
    assert Text("\ufeffab\ncd").at(1, 2) == 2
    assert Text("\ufeffab\ncd").at(2, 2) == 5
