"""What a record's text becomes on a page where it nests without end."""

from __future__ import annotations

import pytest

from adr.html import to_blocks


@pytest.mark.parametrize("text", ["> " * 501 + "a", "- " * 251 + "a", "<div>" * 501, "<SPAN>" * 501])
def test_what_nests_too_deep_is_shown_as_it_is_written(text: str) -> None:
    (block,) = to_blocks(text, lambda _: None, lambda _: None)
    assert block.html.startswith("<pre><code>")
    assert "<div>" not in block.html.lower()
    assert block.html.count("&gt;") == text.count(">")


@pytest.mark.parametrize("text", ["> " * 400 + "a", "a<br>" * 600, "> a\n\nb\n\n" * 600, "- a\n" * 600])
def test_what_is_long_but_not_deep_is_rendered(text: str) -> None:
    assert not to_blocks(text, lambda _: None, lambda _: None)[0].html.startswith("<pre>")
