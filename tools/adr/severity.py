"""How much a rule matters by settings: everywhere, in records of one kind, in records with one status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adr.finding import Severity, did_you_mean
from adr.ruleset import ALL, known, longest

OFF = "off"
WORDS = (*(severity.value for severity in Severity), OFF)
"""What settings may say."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one place in settings says: for a status that is among `by_status`, else in general; None is nothing."""

    general: str | None = None
    by_status: tuple[tuple[str, str], ...] = ()

    def of(self, status: str | None) -> str | None:
        """Return the word for a record with that status."""
        return dict(self.by_status).get(status or "", self.general)

    @property
    def words(self) -> frozenset[str]:
        """All that it says anywhere."""
        return frozenset({*dict(self.by_status).values(), *([self.general] if self.general else [])})


@dataclass(frozen=True, slots=True)
class Weights:
    """What settings say of one rule: by kind, and where a kind says nothing, of all of them.

    A rule that is `named` on the command line is off nowhere.
    """

    default: Severity = Severity.ERROR
    everywhere: Weight = Weight()
    by_kind: tuple[tuple[str, tuple[Weight, ...]], ...] = ()
    named: bool = False

    def of(self, kind: str, status: str | None) -> str | None:
        """Return the word for a record of that kind with that status; None where settings say nothing."""
        for weight in (*dict(self.by_kind).get(kind, ()), self.everywhere):
            word = weight.of(status)
            if word is not None:
                return None if self.named and word == OFF else word
        return None

    def off(self, kind: str, status: str | None) -> bool:
        """Tell whether the rule is switched off for a record."""
        return bool(self.by_kind or self.everywhere.by_status) and self.of(kind, status) == OFF

    @property
    def runs(self) -> bool:
        """Whether the rule is on in some record."""
        if self.named or self.everywhere.general != OFF:
            return True
        return any(weight.words - {OFF} for _, weights in self.by_kind for weight in weights)

    @property
    def severity(self) -> Severity:
        """How much a finding matters that is in no record."""
        word = self.everywhere.general
        return self.default if word in (None, OFF) else Severity(word)


def weights(code: str, default: Severity, settings: Mapping[str, Any]) -> Weights:
    """Return what settings, which have been found in order, say of a rule.

    Below a kind, rules are named by code or beginning; the longest that fits comes first.
    """
    by_kind = []
    for kind, entry in settings.get("kinds", {}).items():
        fitting = {name: stated for name, stated in entry.get("rules", {}).items() if longest(code, [name]) >= 0}
        ordered = sorted(fitting, key=lambda name: -longest(code, [name]))
        if ordered:
            by_kind.append((kind, tuple(_weight(fitting[name].get("severity")) for name in ordered)))
    stated = settings.get("rules", {}).get(code, {}).get("severity")
    return Weights(default, _weight(stated), tuple(by_kind))


def _weight(stated: Any) -> Weight:
    return Weight(by_status=tuple(stated.items())) if isinstance(stated, dict) else Weight(stated)


def problems(settings: Mapping[str, Any], statuses: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what is wrong with the severities in settings; `statuses` are those that each kind has."""
    every = list(dict.fromkeys(status for of_kind in statuses.values() for status in of_kind))
    for code, entry in settings.get("rules", {}).items():
        yield from _problems(f"rules.{code}.severity", entry.get("severity", "error"), every, "no kind has")
    for kind, entry in settings.get("kinds", {}).items():
        for code, stated in entry.get("rules", {}).items():
            where = f"kinds.{kind}.rules.{code}"
            if code != ALL and not any(rule.startswith(code) for rule in known()):
                meant = did_you_mean(
                    code, known() if code[-1:].isdigit() else {c.rstrip("0123456789") for c in known()}
                )
                yield f"`{where}`: no rule has the code `{code}`, and none begins so; {meant}"
            if kind in statuses:
                yield from _problems(
                    f"{where}.severity", stated.get("severity", "error"), statuses[kind], "it never has"
                )


def _problems(where: str, stated: Any, statuses: tuple[str, ...] | list[str], never: str) -> Iterator[str]:
    if not isinstance(stated, dict):
        if stated not in WORDS:
            yield f"`{where}` is {stated!r}; {did_you_mean(str(stated), WORDS)}"
        return
    for status, word in stated.items():
        if status not in statuses:
            yield f"`{where}`: {never} the status `{status}`; {did_you_mean(status, statuses)}"
        if word not in WORDS:
            yield f"`{where}.{status}` is {word!r}; {did_you_mean(str(word), WORDS)}"
