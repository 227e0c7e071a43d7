"""Values of front matter as their author wrote them, where reading them would change their text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from adr.frontmatter import raw, source_of


def text_at(head: str, keys: Sequence[str | int]) -> str:
    """Return a scalar without its quotes, and anything else as it is written; empty where there is nothing."""
    return raw(head, keys) or source_of(head, keys) or ""


def with_texts(value: Any, head: str, keys: Sequence[str | int]) -> Any:
    """Return the value at `keys` with the text of each number in it that would be written otherwise than it was."""
    if isinstance(value, list):
        return [with_texts(item, head, [*keys, number]) for number, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: with_texts(item, head, [*keys, key]) for key, item in value.items()}
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = raw(head, keys)
        return value if text in (None, json.dumps(value)) else text
    return value
