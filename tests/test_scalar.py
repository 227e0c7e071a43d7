"""Text to a scalar that every reader of YAML takes for the same text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import ryaml
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from adr.scalar import scalar

ODD = ["no", "010", "1:30", "0x1f", "1_000", "1e3", ".inf", "~", "null", "", " ", "a ", " a", "a: b", "a #b", "#", "-"]
ODD += ["- a", "?", "? a", ":", "a:", "=", "<<", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a", "{{ title }}", "[a", "]"]
ODD += [
    "'\"\\",
    "'",
    '"',
    "it's",
    "\x85 \u2028\ufeff",
    "\n",
    "a\nb",
    "\t",
    "---",
    "...",
    "🦊",
    "\u202e",
    "\x00",
    "2026-3-2",
]
TEXT = st.text(max_size=60) | st.sampled_from(ODD) | st.text("a1-:#,[]{}&*!|>'\"%@`?=. \n", max_size=6)


def older(value: Any) -> Any:
    """Return what YAML 1.1 read, a date as text again: to the older one it is a date, and written the same."""
    return value.isoformat() if type(value) is date else value


@given(text=TEXT, quote=st.sampled_from(["", "'", '"']))
@example(text="2026-03-02", quote="")
@example(text="2026-02-30", quote="")
@example(text="2026-03-02T06:00:00Z", quote="")
@example(text="\x85 \u2028\ufeff", quote="'")
def test_a_scalar_is_the_same_text_for_every_reader(text: str, quote: str) -> None:
    written = f"k: {scalar(text, quote=quote)}\n"
    assert ryaml.loads(written) == {"k": text}
    assert older(yaml.safe_load(written)["k"]) == text
    assert yaml.load(written, Loader=yaml.CBaseLoader) == {"k": text}  # noqa: S506 - the safest there is
    assert len(written.splitlines()) == 1


@given(texts=st.lists(TEXT, min_size=1, max_size=4), quote=st.sampled_from(["", "'", '"']))
@example(texts=["a, b", "]", "{"], quote="")
@example(texts=["0?"], quote="")
def test_a_scalar_within_brackets_stays_one_item(texts: list[str], quote: str) -> None:
    written = f"k: [{', '.join(scalar(text, quote=quote, flow=True) for text in texts)}]\n"
    assert ryaml.loads(written) == {"k": texts}
    assert [older(item) for item in yaml.safe_load(written)["k"]] == texts
    pair = f"k: {{a: {scalar(texts[0], quote=quote, flow=True)}, b: x}}\n"
    assert ryaml.loads(pair) == {"k": {"a": texts[0], "b": "x"}}


@pytest.mark.parametrize(
    "text",
    ["Use PostgreSQL", "Don't use it", "R&D, cost & speed", "Über uns", "2026-03-02", "ADR-0001#a", "🦊", "P90D"],
)
def test_plain_text_gets_no_quotes(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text,quote,flow,written",
    [
        ("a, b", "", False, "a, b"),
        ("a, b", "", True, '"a, b"'),
        ("plain", "'", False, "'plain'"),
        ("plain", '"', False, '"plain"'),
        ("it's", "'", False, "'it''s'"),
        ('say "x"', '"', False, '"say \\"x\\""'),
        ("no", "", False, '"no"'),
        ("a: b", "", False, '"a: b"'),
        ("a\nb", "'", False, '"a\\nb"'),
        ("", "", False, '""'),
    ],
)
def test_quotes_are_those_around_it_or_needed(text: str, quote: str, flow: bool, written: str) -> None:  # noqa: FBT001
    assert scalar(text, quote=quote, flow=flow) == written
