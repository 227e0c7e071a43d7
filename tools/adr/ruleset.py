"""Which rules run, and in which paths a rule's findings are hidden: what settings and the command line say of it."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from adr import discovery
from adr.finding import did_you_mean

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Layer:
    """One place that chooses rules, by codes or their beginnings: settings, or the command line.

    The longest that fits a code decides; of two equally long ones, `ignore`. Without `select`, what was on before
    stays on.
    """

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def decides(self, code: str, *, before: bool) -> bool:
        """Tell whether the rule is on after this layer."""
        taken, dropped = longest(code, self.select + self.extend), longest(code, self.ignore)
        if taken < 0 and dropped < 0:
            return before and not self.select
        return taken > dropped


@dataclass(frozen=True, slots=True)
class Ruleset:
    """What is chosen: layers, of which a later one overrides an earlier, and codes that are hidden below paths."""

    layers: tuple[Layer, ...] = ()
    per_path: tuple[tuple[str, tuple[str, ...]], ...] = ()
    named: frozenset[str] = frozenset()

    def runs(self, code: str) -> bool:
        """Tell whether a rule is chosen."""
        on = True
        for layer in self.layers:
            on = layer.decides(code, before=on)
        return on

    def hides(self, path: str, code: str) -> bool:
        """Tell whether findings of a rule are hidden at a path from the project's root."""
        return any(_fits(path, pattern) and longest(code, codes) >= 0 for pattern, codes in self.per_path)

    def narrowed(self, select: Sequence[str], extend: Sequence[str], ignore: Sequence[str]) -> Ruleset:
        """Return the rules with what the command line says on top.

        A rule that is `named` there by its whole code runs even where settings switch it off.
        """
        layer = Layer(codes(select), codes(extend), codes(ignore))
        if not (layer.select or layer.extend or layer.ignore):
            return self
        return replace(self, layers=(*self.layers, layer), named=frozenset(layer.select + layer.extend) & set(known()))


def from_settings(check: Mapping[str, object]) -> Ruleset:
    """Return what the ``[check]`` table of settings chooses; the table has been found in order."""

    def listed(name: str) -> tuple[str, ...]:
        value = check.get(name)
        return codes(map(str, value)) if isinstance(value, list) else ()

    paths = check.get("per-path-ignores")
    per_path = tuple(
        (pattern, codes(listed_)) for pattern, listed_ in (paths if isinstance(paths, dict) else {}).items()
    )
    return Ruleset((Layer(listed("select"), listed("extend-select"), listed("ignore")),), per_path)


def codes(values: Iterable[str]) -> tuple[str, ...]:
    """Return codes as they are compared; values may be lists with commas."""
    return tuple(part.strip().upper() for value in values for part in value.split(",") if part.strip())


def unknown(values: Iterable[str]) -> Iterator[str]:
    """Yield a message for each code that no rule's code begins with."""
    for value in codes(values):
        if value != ALL and not any(code.startswith(value) for code in known()):
            families = {code.rstrip("0123456789") for code in known()}
            meant = did_you_mean(value, known() if value[-1:].isdigit() else families)
            yield f"no rule has the code `{value}`, and none begins so; {meant}"


@cache
def known() -> tuple[str, ...]:
    """Return the codes of all rules, without loading any."""
    return tuple(name.upper() for name in discovery.names("rules"))


def longest(code: str, beginnings: Iterable[str]) -> int:
    """Return the length of the longest that fits a code; -1 where none does."""
    return max((0 if b == ALL else len(b) for b in beginnings if b == ALL or code.startswith(b)), default=-1)


def _fits(path: str, pattern: str) -> bool:
    """Tell whether a path is what a pattern means: a folder with all below it, or a glob whose ``*`` spans folders."""
    folder = pattern.rstrip("/")
    return path == folder or path.startswith(f"{folder}/") or fnmatch.fnmatchcase(path, pattern)
