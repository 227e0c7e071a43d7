"""KND006: fields that contradict each other."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adr.clause import Clause
from adr.finding import Finding, Location
from adr.record import Record, instant, is_date
from adr.rule import Context, rule
from adr.stated import absent, clauses, place_of, value_at

_Holds = Callable[[Any, Any], bool]

_PAIRS: Mapping[str, tuple[_Holds, str]] = {
    "at-least": (operator.ge, "less than"),
    "at-most": (operator.le, "more than"),
    "more-than": (operator.gt, "not more than"),
    "less-than": (operator.lt, "not less than"),
    "equals": (operator.eq, "other than"),
    "differs-from": (operator.ne, "the same as"),
}
_IN_TIME = {"less than": "before", "more than": "after", "not more than": "not after", "not less than": "not before"}
"""What words about numbers are when days and moments are compared."""


@rule("KND006", "contradictory-fields")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Fields of a record agree with each other as the kind says.

    ## What it checks
    Pairs of fields under `x-compare` of the kind: one is `at-least`, `at-most`, `more-than`, `less-than` another, or
    `equals` or `differs-from` it. Numbers, dates and moments are compared with their like; where one is missing or of
    another sort, nothing is said. `one-of` wants exactly one of some fields, `some-of` one or more, `together` all or
    none.

    ## Why it matters
    An end before its beginning is a slip of the pen that every figure made of it repeats.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-compare:
      - {field: x-end, at-least: x-start}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-start: 2026-05-01
    x-end: 2026-04-01
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-compare:
      - {field: x-end, at-least: x-start}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-start: 2026-04-01
    x-end: 2026-05-01
    ---
    ```

    ## Options
    None.
    """
    for clause in clauses(record, "x-compare"):
        for name, (holds, words) in _PAIRS.items():
            if name in clause.entry:
                yield from _pair(record, clause, clause.entry[name], holds, words, context)
        yield from _groups(record, clause, context)


def _pair(record: Record, clause: Clause, other: str, holds: _Holds, words: str, context: Context) -> Iterator[Finding]:
    here, there = _measure(value_at(record, clause.field)), _measure(value_at(record, other))
    if here is None or there is None or here[0] != there[0] or holds(here[1], there[1]):
        return
    said = words if here[0] == "number" else _IN_TIME.get(words, words)
    message = f"`{clause.field}` is {value_at(record, clause.field)}, {said} `{other}`, {value_at(record, other)}"
    place, related = place_of(record, clause.field), (place_of(record, other),)
    yield context.place(record, place, message, clause.says or "correct one of them", related=related)


def _groups(record: Record, clause: Clause, context: Context) -> Iterator[Finding]:
    for group, wanted in (("one-of", "exactly one"), ("some-of", "at least one"), ("together", "all or none")):
        names = clause.entry.get(group, ())
        there = [name for name in names if not absent(record, name)]
        fits = {"one-of": len(there) == 1, "some-of": bool(there), "together": len(there) in (0, len(names))}
        if names and not fits[group]:
            place = place_of(record, there[-1], key=True) if there else Location(record.path)
            message = f"{wanted} of {', '.join(f'`{name}`' for name in names)} is wanted"
            what = f"it has {', '.join(f'`{name}`' for name in there)}" if there else "it has none of them"
            yield context.place(record, place, message, clause.says or what)


def _measure(value: Any) -> tuple[str, Any] | None:
    """Return what a value can be compared by, and with what; None where there is none."""
    if isinstance(value, bool) or value in (None, ""):
        return None
    if isinstance(value, int | float):
        return "number", value
    if is_date(value):
        return "date", value
    if moment := instant(value):
        return "moment", moment
    return ("text", value) if isinstance(value, str) else None
