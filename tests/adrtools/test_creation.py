"""A new record's name; the rest is in the tests of ``adr new``."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.adrtools.creation import slug


@pytest.mark.parametrize(
    "title,expected",
    [
        ("Use MySQL Database", "use-mysql-database"),
        ("  What's  new -- in C++? ", "what-s-new-in-c"),
        ("Café au lait", "caf-au-lait"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", ""),
    ],
)
def test_a_name_is_made_of_letters_digits_and_dashes(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_a_name_never_leads_elsewhere(title: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(title))
