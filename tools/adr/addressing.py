"""What links, names and numbers in another dialect's metadata point at, as ids."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from adr.dialect import Source, whole
from adr.kind import Kind

Identify = Callable[[str, Kind], str]
"""From a path and a kind to the id that the path gives."""

LINK = re.compile(r"\[[^\]\n]{0,500}\]\(\s?<?([^)\s>]{1,500})>?[^)\n]{0,200}\)")
BARE = re.compile(r"[A-Za-z]{2,6}-\d{1,6}(?![\w-])|(?<![\w/.-])#?\d{1,5}(?![\w/.])|[\w./-]{1,200}\.md\b|/[\w./-]+")


@dataclass(frozen=True, slots=True)
class Address:
    """How a record's neighbours are known: by their files' names, or by numbers of the same series."""

    source: Source
    by: Identify

    def numbered(self, number: int) -> str:
        """Return the id of the record with a number in the same series as this one."""
        stated = self.source.conventions.fields.get("id", "")
        prefix, digits = self._series()
        if not prefix:
            kind = self.source.kind
            return f"{stated.upper()}-{number}" if stated else f"{kind.prefix}-{number:04d}"
        return f"{prefix}-{number:0{len(digits) if digits.startswith('0') else 1}d}"

    def targets(self, value: Any) -> list[str]:
        """Return the ids that links, names and numbers in a value point at."""
        if isinstance(value, int) and not isinstance(value, bool):
            return [self.numbered(value)]
        text = str(value)
        links = [target for target in LINK.findall(text) if not re.match(r"[a-z][a-z0-9+.-]*:", target)]
        if links:
            return [self._of_link(target) for target in links if target[0] != "#"]
        if LINK.search(text):
            return []
        return [self._of_name(match[0]) for match in BARE.finditer(text)]

    def _series(self) -> tuple[str, str]:
        """Return what this record's id starts with, and its digits; empty where it is no number."""
        prefix, _, digits = self.by(self.source.path, self.source.kind).rpartition("-")
        return (prefix, digits) if prefix and digits.isdigit() else ("", "")

    def _of_link(self, target: str) -> str:
        path, mark, part = target.partition("#")
        return f"{self._of_path(unquote(path))}{mark}{unquote(part)}"

    def _of_path(self, target: str) -> str:
        folder = posixpath.dirname(self.source.path)
        return self.by(posixpath.normpath(posixpath.join(folder, target)), self.source.kind)

    def _of_name(self, name: str) -> str:
        """Return the id that a number, a path or an id means; ``ADR-2`` in a series of four digits is ``ADR-0002``."""
        if (number := whole(name.lstrip("#"))) is not None:
            return self.numbered(number)
        prefix, _, digits = name.upper().rpartition("-")
        if (number := whole(digits)) is not None and prefix == self._series()[0]:
            return self.numbered(number)
        return self._of_path(name) if "/" in name or name.endswith(".md") else name.upper()


def listed(value: Any) -> list[Any]:
    """Return the items of a list, or of text that separates them by commas."""
    if isinstance(value, list):
        return value
    if isinstance(value, str) and not LINK.search(value):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [] if value is None else [value]
