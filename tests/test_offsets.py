"""Places in a text: what is counted from marks is what counting from the start gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adr.offsets import Offsets

LETTERS = st.sampled_from(["a", "é", "漢", "🜁", "\n", "\r"])


@given(st.text(LETTERS, max_size=40), st.integers(1, 90), st.data())
def test_places_are_those_that_counting_from_the_start_gives(part: str, times: int, data: st.DataObject) -> None:
    text = part * times
    raw = text.encode()
    places = Offsets(text, raw)
    index = data.draw(st.integers(0, len(text)))
    offset = len(text[:index].encode())
    assert places.offset(index) == offset
    assert places.index(offset) == index
    line = raw[:offset].count(b"\n") + 1
    assert places.place(offset) == (line, len(raw[raw.rfind(b"\n", 0, offset) + 1 : offset].decode()) + 1)


def test_what_lies_behind_the_text_is_at_its_end() -> None:
    places = Offsets("é" * 2_048, "é".encode() * 2_048)
    assert places.offset(5_000) == 4_096
    assert places.index(9_999) == 2_048
