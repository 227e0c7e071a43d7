"""The text that a new record starts from."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

FOLDER = os.path.join(os.path.dirname(__file__), "templates")
"""Where the templates of our own are: ``template.md`` and ``init.md``."""


def read(path: str) -> str:
    """Return a template's text; raises CannotRunError."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        from adr.finding import CannotRunError

        raise CannotRunError(f"cannot read the template {path}: {error}; nothing was written") from None


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return `template` with the first place of each word on each line replaced by its value, taken as it stands."""
    words = re.compile("|".join(values))

    def line(found: re.Match[str]) -> str:
        left = dict(values)
        return words.sub(lambda word: left.pop(word[0], word[0]), found[0])

    return re.sub(r"[^\n]+", line, template)
