"""What differs between two runs, as the facts that rules may have asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from adr.incremental import cache
from adr.incremental.cache import Face, Item
from adr.incremental.kept import NOTHING
from adr.incremental.watch import ANYTHING, EVERYTHING, HEADLINES, NAMES, RELATIONS
from adr.record import items, relations_in, target_of

Change = tuple[Item | None, Item | None]
"""A file before and after; None where it was or is not there."""


def facts(changes: Iterable[Change]) -> frozenset[str]:
    """Return all facts that changes of files may have changed; with `EVERYTHING` where that cannot be told."""
    found: set[str] = set()
    for before, after in changes:
        there = [item for item in (before, after) if item is not None]
        found |= {ANYTHING, f"e{there[0].path}"}
        sides = [_said(item) for item in there]
        named = len(sides) < 2 or _name(there[0]) != _name(there[1])  # noqa: PLR2004 - before and after
        if named:
            found |= {NAMES, *(f"i{item.id}" for item in there)}
        if any(item.title == "" for item in there):
            found.add(EVERYTHING)
        if named or _headline(there[0]) != _headline(there[1]):
            found.add(HEADLINES)
        if named or bytes(there[0].cites) != bytes(there[1].cites):
            found |= {name for item in there for name in _cites(item)}
        if named or _aliases(sides[0]) != _aliases(sides[-1]):
            found |= {f"a{alias}" for side in sides for alias in _aliases(side)}
        relations = [list(relations_in(side)) for side in sides]
        if any(relations) and (named or relations[0] != relations[-1]):
            found |= {RELATIONS, *(f"t{item.id}" for item in there)}
            found |= {f"t{target_of(written)[0]}" for side in relations for _, _, written in side}
            if not all(item.key.endswith(" native") for item in there):
                found.add(EVERYTHING)  # what names files is resolved by all names there are
    return frozenset(found)


def _name(item: Item) -> tuple[str, bool, str]:
    return item.id, item.title is None, item.key


def _headline(item: Item) -> tuple[str | None, str | None]:
    return item.title, cache.unpack(item.face, Face).status if item.title else None


def _cites(item: Item) -> list[str]:
    return cache.unpack(item.cites, list[str]) if bytes(item.cites) != NOTHING else []


def _said(item: Item) -> Mapping[str, Any]:
    return cache.unpack(cache.unpack(item.face, Face).fields, dict[str, Any]) if item.title else {}


def _aliases(fields: Mapping[str, Any]) -> list[Any]:
    return [alias for alias in items(fields.get("aliases")) if isinstance(alias, str)]
