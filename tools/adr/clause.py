"""What a kind says of its records beyond JSON Schema: clauses, each with the condition under which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KEYWORDS = (
    "x-keys",
    "x-values",
    "x-text",
    "x-lists",
    "x-compare",
    "x-names",
    "x-unique",
    "x-references",
)
"""The keywords of a kind's schema that hold lists of clauses."""

_ISO = len("2027-01-01")


@dataclass(frozen=True, slots=True)
class Condition:
    """When something applies: every field in `when` has one of its values, none in `unless` does.

    With `since`, the record's own date is that ISO date or a later one; with `before`, an earlier one.
    """

    when: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]]
    since: str = ""
    before: str = ""

    @property
    def timed(self) -> bool:
        """Whether the record's date decides."""
        return bool(self.since or self.before)

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Tell whether the condition holds for a record's fields."""
        for name, values in self.when.items():
            if fields.get(name) not in values:
                return False
        for name, values in self.unless.items():  # two generators for each section take longer
            if fields.get(name) in values:
                return False
        return self._in_time(fields.get("date"))

    def _in_time(self, date: Any) -> bool:
        if not self.timed:
            return True
        if not isinstance(date, str) or len(date) != _ISO:
            return False
        return self.since <= date and (not self.before or date < self.before)

    def __str__(self) -> str:
        parts = [f"{name} is {' or '.join(values)}" for name, values in self.when.items()]
        parts += [f"{name} is not {' or '.join(values)}" for name, values in self.unless.items()]
        parts += [f"date is {self.since} or later"] if self.since else []
        parts += [f"date is before {self.before}"] if self.before else []
        return " and ".join(parts)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that a kind asks for: the entry as written, and when it applies; None for `statuses` is all."""

    entry: Mapping[str, Any]
    condition: Condition
    statuses: frozenset[str] | None = None

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Tell whether the clause applies to a record with those fields."""
        return in_status(fields, self.statuses) and self.condition.holds(fields)

    @property
    def field(self) -> str:
        """The field that the clause is about; empty where it is about several."""
        return str(self.entry.get("field", ""))

    @property
    def separator(self) -> str:
        """What stands between the items of a list that is written as text; empty where it is a list of YAML."""
        return str(self.entry.get("separated-by", ""))

    @property
    def says(self) -> str:
        """What the kind wants readers of a finding to be told."""
        return str(self.entry.get("says", ""))

    @property
    def reason(self) -> str:
        """Why the clause applies, to follow a colon; empty where it always does."""
        return str(self.condition) or (f"from {self.entry['from']} on" if "from" in self.entry else "")


def in_status(fields: Mapping[str, Any], statuses: frozenset[str] | None) -> bool:
    """Tell whether a record with those fields has one of some statuses; None is all."""
    status = fields.get("status")
    return statuses is None or (isinstance(status, str) and status in statuses)


def condition_of(entry: Mapping[str, Any]) -> Condition:
    """Return the condition that an entry of a schema states; one that always holds where it states none."""
    return Condition(
        {k: tuple(v) for k, v in entry.get("when", {}).items()},
        {k: tuple(v) for k, v in entry.get("unless", {}).items()},
        str(entry.get("since", "")),
        str(entry.get("before", "")),
    )


def headings_of(template: str) -> Iterator[Mapping[str, Any]]:
    """Yield the headings of a template below its title as a schema would list them; those in code are none."""
    for number, part in enumerate(re.split(r"(?m)^```.*$", template)):
        for match in re.finditer(r"(?m)^(#{2,6})[ \t]+(\S[^\n]*)$", "" if number % 2 else part):
            yield {"title": match[2].strip(), "level": len(match[1])}
