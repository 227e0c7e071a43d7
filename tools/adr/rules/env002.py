"""ENV002: ids that disagree with their surroundings, or clash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adr.dialect import id_of
from adr.finding import Finding, Fix, Location, Step, alike
from adr.record import Entry, Record
from adr.rule import Context, rule

_FIX = {
    "safe": "An id in another case, or without its zeros, becomes that of the file's name; so does a `kind`.",
    "unsafe": "Any other id becomes that of the file's name, if no other record has it; any other `kind` the folder's.",
}


@rule("ENV002", "mismatched-ids", scope="file", fix=_FIX)
def RULE(entry: Entry, context: Context) -> Iterator[Finding]:
    """An id has its kind's prefix, starts the file's name, and belongs to one record only.

    ## What it checks
    `id` is the kind's prefix, a hyphen and four digits; the file's name starts with it; `kind` is the kind of the
    folder; and no other file in the knowledge base has or claims the same id.

    ## Why it matters
    People and programs cite records by id. If two records share one, every citation is a coin toss.

    ## Bad
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0002
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
    if isinstance(entry, Record) and entry.dialect == "native":
        yield from _shape(entry, context)
    others = [other for other in context.graph.by_id.get(entry.id, ()) if other.path != entry.path]
    if others:
        yield context.place(
            entry,
            entry.locate(["id"]) if isinstance(entry, Record) else Location(entry.path),
            f"`{entry.id}` is also the id of {', '.join(o.path for o in others)}",
            _way_out(entry, others),
            related=tuple(Location(o.path) for o in others),
        )


def _shape(record: Record, context: Context) -> Iterator[Finding]:
    stated = record.fields.get("id")
    prefix = record.kind.prefix
    if isinstance(stated, str) and stated:
        if not re.fullmatch(rf"{prefix}-\d{{4}}", stated):
            yield context.at(
                record,
                ["id"],
                f"`{stated}` is no {record.kind.name} id",
                f"write `{prefix}-` and 4 digits",
                fix=_named(record, stated, context),
            )
        elif id_of(record.path) != stated:
            name = record.path.rsplit("/", 1)[-1]
            yield context.at(
                record,
                ["id"],
                f"the file `{name}` does not start with its id `{stated}`",
                "rename the file or the id",
                fix=_named(record, stated, context),
            )
    kind = record.fields.get("kind")
    if isinstance(kind, str) and kind != record.kind.name:
        yield context.at(
            record,
            ["kind"],
            f"a `{kind}` in the folder of {record.kind.plural.lower()}",
            f"write `kind: {record.kind.name}` or move the file",
            fix=Fix(
                f"Write `kind: {record.kind.name}`",
                (Step("value", record.path, ("kind",), new=record.kind.name),),
                safe=alike(kind, record.kind.name),
            ),
        )


def _named(record: Record, stated: str, context: Context) -> Fix | None:
    """Return what gives a record the id of its file's name, where no other has it."""
    named = id_of(record.path)
    if not re.fullmatch(rf"{record.kind.prefix}-\d{{4}}", named) or named in context.graph.by_id:
        return None
    step = Step("value", record.path, ("id",), new=named)
    return Fix(f"Write `id: {named}`, as the file is called", (step,), safe=alike(stated, named))


def _way_out(entry: Entry, others: Sequence[Entry]) -> str:
    """Say how one of the records that share an id gets another; those that cannot be read cannot be moved."""
    movable = next((other for other in (entry, *others) if isinstance(other, Record)), None)
    if movable is None:
        return "give one of them the next free number"
    return f"`adr renumber {movable.path} --auto` gives {'it' if movable is entry else 'that one'} the next free number"
