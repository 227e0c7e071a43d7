"""Front matter in canonical form reads back as what was meant, to every reader."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adr import frontmatter
from adr.compose import front_matter, record_text
from adr.finding import CannotRunError

TEXT = st.text(max_size=12) | st.sampled_from(["no", "010", "1:30", "2026-03-02", "~", "- x", "a: b", "---", "&a", "#"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES, max_size=6), st.text(max_size=20))
@example({"a": {"b": [[], {}, [{"c": ["x"] * 60}], ["y" * 130]]}}, "\r\n---\r\n")
@example({"---": "", "? x": [], "x #y": {"k": {}}}, "")
def test_fields_and_body_come_back(fields: dict[str, Any], body: str) -> None:
    parts = frontmatter.split(record_text(fields, body))
    assert parts is not None
    assert parts.body == body
    assert json.dumps(frontmatter.load(parts.head), sort_keys=True) == json.dumps(fields, sort_keys=True)


def test_keys_stand_in_the_order_asked_for_and_others_after_them() -> None:
    fields = {"x": 1, "tags": ["a", "b"], "id": "ADR-0001", "a": None}
    assert front_matter(fields, ["id", "title", "tags", "id"]) == "id: ADR-0001\ntags: [a, b]\nx: 1\na: null\n"


def test_short_collections_stand_on_one_line_and_long_ones_do_not() -> None:
    fields = {
        "radar": {"name": "Gateway", "ring": "adopt"},
        "lock-in": {"vendor": "x", "cost": {"amount": "22000", "currency": "EUR"}},
        "actions": [{"id": "A1", "title": "y" * 120}, {"id": "A2"}],
        "tags": ["z" * 60, "w" * 60],
        "empty": [],
    }
    assert front_matter(fields) == (
        "radar:\n  name: Gateway\n  ring: adopt\n"
        'lock-in:\n  vendor: x\n  cost: {amount: "22000", currency: EUR}\n'
        f"actions:\n  - id: A1\n    title: {'y' * 120}\n  - {{id: A2}}\n"
        f"tags:\n  - {'z' * 60}\n  - {'w' * 60}\n"
        "empty: []\n"
    )


def test_line_breaks_are_those_of_the_body() -> None:
    assert record_text({"a": "b"}, "x\r\n") == "---\r\na: b\r\n---\r\nx\r\n"


def test_what_front_matter_cannot_hold_is_refused() -> None:
    with pytest.raises(CannotRunError):
        record_text({"a": "x" * frontmatter.MAX_HEAD}, "")
