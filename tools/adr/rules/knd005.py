"""KND005: lists that are too short, too long, unsorted, or have something twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from adr.clause import Clause
from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import Item, absent, clauses, items_at, place_of

_DIGITS = 300
"""Digits beyond which a number is text."""


@rule("KND005", "unfit-lists")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A list is as long as the kind wants it, in its order, and has nothing twice.

    ## What it checks
    Lists under `x-lists` of the kind, of YAML or written as text that `separated-by` cuts: `at-least` and `at-most`
    count their items, `unique` allows each once, `sorted` wants them `ascending` or `descending`. Numbers count as
    numbers.

    ## Why it matters
    Two branches that add to a sorted list seldom meet on one line, and a reader sees at once what is missing.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-lists:
      - {field: x-requires, separated-by: ",", sorted: ascending, unique: true}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-requires: 721, 165, 721
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-lists:
      - {field: x-requires, separated-by: ",", sorted: ascending, unique: true}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-requires: 165, 721
    ---
    ```

    ## Options
    None.
    """
    for clause in clauses(record, "x-lists"):
        if absent(record, clause.field):
            continue
        found, entry = items_at(record, clause), clause.entry
        least, most = entry.get("at-least", 0), entry.get("at-most", len(found))
        if not least <= len(found) <= most:
            wanted = f"at least {least}" if len(found) < least else f"at most {most}"
            count = f"{len(found)} item{'' if len(found) == 1 else 's'}"
            message = f"`{clause.field}` has {count}, {wanted} {'is' if wanted.endswith(' 1') else 'are'} wanted"
            help_ = clause.says or ("add what is missing" if len(found) < least else "take out what is too much")
            yield context.place(record, place_of(record, clause.field), message, help_)
        yield from _repeated(record, clause, found, context)
        yield from _unsorted(record, clause, found, context)


def _repeated(record: Record, clause: Clause, found: list[Item], context: Context) -> Iterator[Finding]:
    seen: list[Any] = []
    for item in found if clause.entry.get("unique") else ():
        if item.value in seen:
            message = f"`{item.value}` stands in `{clause.field}` twice"
            yield context.place(record, item.location, message, clause.says or "keep one of them")
        seen.append(item.value)


def _unsorted(record: Record, clause: Clause, found: list[Item], context: Context) -> Iterator[Finding]:
    order = clause.entry.get("sorted")
    for before, item in pairwise(found) if order else ():
        first, second = (before, item) if order == "ascending" else (item, before)
        if _rank(first.value) > _rank(second.value):
            message = f"`{item.value}` stands behind `{before.value}` in `{clause.field}`"
            yield context.place(record, item.location, message, clause.says or f"sort it {order}")


def _rank(value: Any) -> tuple[bool, float, str]:
    """Return what a value is sorted by: numbers come before words."""
    text = str(value)
    number = text.isascii() and text.isdigit() and len(text) < _DIGITS
    return not number, int(text) if number else 0, text
