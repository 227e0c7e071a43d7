"""The place in front matter is told from lines that are being written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.lsp.cursor import cursor, key_at


@pytest.mark.parametrize(
    "text, keys, slot, word",
    [
        ("sta|", (), "either", "sta"),
        ("status: acc|", ("status",), "value", "acc"),
        ("status: |", ("status",), "value", ""),
        ("status: ac|cepted", ("status",), "value", "accepted"),
        ("status: 'acc|'", ("status",), "value", "acc"),
        ("tags: [a, b|]", ("tags",), "value", "b"),
        ("tags: [|", ("tags",), "value", ""),
        ("tags:\n  - a\n  - b|", ("tags",), "either", "b"),
        ("tags:\n- a\n- b|", ("tags",), "either", "b"),
        ("tags: [a,\n  b|", ("tags",), "either", "b"),
        ("relations:\n  ame|", ("relations",), "either", "ame"),
        ("relations:\n  amends: [ADR-0001, ADR-|]", ("relations", "amends"), "value", "ADR-"),
        ("relations:\n  amends:\n    - ADR-0001\n    - AD|", ("relations", "amends"), "either", "AD"),
        ("relations: {amends: [ADR-0001], dep|", ("relations",), "key", "dep"),
        ("relations: {amends: [ADR-0001|", ("relations", "amends"), "value", "ADR-0001"),
        ("relations: {amends: ADR-0|", ("relations", "amends"), "value", "ADR-0"),
        ("contributors:\n  - who: m.ok|", ("contributors", "who"), "value", "m.ok"),
        ("contributors:\n  - who: x\n    ro|", ("contributors",), "either", "ro"),
        ("contributors:\n  - who: x\n    role: au|", ("contributors", "role"), "value", "au"),
        ("contributors: [{who: x, role: |}]", ("contributors", "role"), "value", ""),
        ("a:\n  b: 1\nc|", (), "either", "c"),
        ("links:\n  - {url: 'https://x', ti|", ("links",), "key", "ti"),
    ],
)
@pytest.mark.parametrize("end", ["\n---\n# Title\n", "\n", ""], ids=["closed", "open", "bare"])
def test_what_is_being_written(text: str, keys: tuple[str, ...], slot: str, word: str, end: str) -> None:
    whole = f"---\n{text}{end}"
    offset = whole.index("|")
    whole = whole.replace("|", "", 1)
    found = cursor(whole, offset)
    assert found is not None
    assert (found.keys, found.slot, whole[found.start : found.end]) == (keys, slot, word)


@pytest.mark.parametrize("text", ["|", "# |", "|---\na: b\n---\n", "---\na: b\n---\nte|xt", "a: |\n---\n"])
def test_a_body_is_no_front_matter(text: str) -> None:
    assert cursor(text.replace("|", ""), text.index("|")) is None


@pytest.mark.parametrize(
    "text, keys",
    [
        ("---\nsta|tus: x\n---\n", ("status",)),
        ("---\nrelations: {am|ends: [x]}\n---\n", ("relations", "amends")),
        ("---\ncontributors:\n  - wh|o: x\n---\n", ("contributors", "who")),
    ],
)
def test_a_key_is_named_with_those_above(text: str, keys: tuple[str, ...]) -> None:
    found = key_at(text.replace("|", ""), text.index("|"))
    assert found is not None
    assert found[0] == keys


@pytest.mark.parametrize("text", ["---\nstatus: dra|ft\n---\n", "---\ntitle: One|: two\n---\n", "status|: x\n"])
def test_a_value_is_no_key(text: str) -> None:
    assert key_at(text.replace("|", ""), text.index("|")) is None


@given(st.text(st.sampled_from("ab:-[]{},'\" \n\t#😀"), max_size=40), st.data())
def test_no_text_is_too_odd(text: str, data: st.DataObject) -> None:
    whole = f"---\n{text}"
    offset = data.draw(st.integers(0, len(whole)))
    key_at(whole, offset)
    found = cursor(whole, offset)
    assert found is None or 0 <= found.start <= offset <= found.end <= len(whole)
