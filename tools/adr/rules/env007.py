"""ENV007: handles that nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from adr.finding import Finding, Fix, Severity, Step, alike, did_you_mean, nearest
from adr.people import Person
from adr.record import Record
from adr.rule import Context, rule

_FIX = {
    "safe": "A handle that somebody has but for its case becomes theirs.",
    "unsafe": "Any other handle becomes the nearest that somebody has.",
}


@rule("ENV007", "unknown-people", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Every handle is in `governance/people.yml` and was active on the record's date; the owner still is.

    ## What it checks
    All fields that hold a handle, and that the handle was active on the record's `date`. Where the project has no
    `governance/people.yml`, nothing is checked. An owner who was active then, and is not on the day of the check, is a
    warning, unless the record is retired; with a base, in the records that the change touches only.

    ## Why it matters
    A record whose owner is a typing error, or has left, is a record that nobody looks after.

    ## Bad
    ```yaml title="governance/people.yml"
    - {handle: m.okafor, name: Mary Okafor, kind: person}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafo
    ---
    ```

    ## Good
    ```yaml title="governance/people.yml"
    - {handle: m.okafor, name: Mary Okafor, kind: person}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    None.
    """
    people = context.register.people
    if people is None:
        return
    for path in record.kind.handle_fields:
        for keys, value in _values(record.fields, path) if path[0] in record.fields else ():
            if not isinstance(value, str):
                continue
            person = people.get(value)
            if person is None:
                help_ = did_you_mean(value, people)
                if "did you mean" not in help_:
                    help_ = f"add `{value}` to governance/people.yml"
                yield context.at(
                    record, keys, f"nobody has the handle `{value}`", help_, fix=_near(record, keys, value, people)
                )
            elif record.date and not person.active_on(record.date):
                help_ = "name somebody who was, or mend governance/people.yml"
                yield context.at(record, keys, f"`{value}` was not active on {record.date}", help_)
            elif keys == ("owner",):
                yield from _left(record, person, context)


def _left(record: Record, owner: Person, context: Context) -> Iterator[Finding]:
    """Report an owner who is not there any more, so that nobody looks after the record."""
    touched = context.base is None or record.path in context.base.touched
    if context.as_of and touched and record.phase != "retired" and not owner.active_on(context.as_of):
        message = f"{record.id} has no owner on {context.as_of}: `{owner.handle}` is not active"
        place, help_ = record.locate(["owner"]), "name somebody who looks after it now"
        yield context.place(record, place, message, help_, severity=Severity.WARNING)


def _near(record: Record, keys: tuple[str | int, ...], value: str, people: Iterable[str]) -> Fix | None:
    """Return what writes the nearest handle that somebody has."""
    people = sorted(people)
    same = [handle for handle in people if alike(handle, value)]
    best = same[0] if len(same) == 1 else nearest(value, people)
    if best is None:
        return None
    return Fix(f"Change `{value}` to `{best}`", (Step("value", record.path, keys, new=best),), safe=[best] == same)


def _values(
    value: Any, path: tuple[str, ...], keys: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every value at `path`, where ``*`` is any item of a list, with its keys."""
    if not path:
        yield keys, value
    elif path[0] == "*":
        for index, item in enumerate(value) if isinstance(value, list) else ():
            yield from _values(item, path[1:], (*keys, index))
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:], (*keys, path[0]))
