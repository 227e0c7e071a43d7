"""KND002: keys that a kind requires, forbids or does not know."""

from __future__ import annotations

from collections.abc import Iterator

from adr.clause import Clause
from adr.finding import Finding, Location, did_you_mean
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import absent, clauses, place_of, written

_GROUPS = ("order", "required", "optional", "forbidden")


@rule("KND002", "unfit-keys")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The keys are there that the kind requires, and none that it forbids or does not know.

    ## What it checks
    The front matter as it is written, under its author's own keys, against `x-keys` of the kind: `required` and
    `forbidden`, which may depend on the status, on other fields and on the record's own date, and `only`, which allows
    no keys but those that `x-keys` names. Empty counts as missing.

    ## Why it matters
    A kind in somebody else's form has keys of its own. What one of them must hold, and when, is known to those who
    wrote the process, and to nobody who merges.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-keys:
      - {required: [x-ticket], since: 2026-01-01}
      - {forbidden: [x-reason], unless: {status: [rejected]}}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-reason: Too slow
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-keys:
      - {required: [x-ticket], since: 2026-01-01}
      - {forbidden: [x-reason], unless: {status: [rejected]}}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-ticket: DATA-118
    ---
    ```

    ## Options
    None.
    """
    known: list[str] = []
    for clause in record.kind.clauses["x-keys"]:
        known += [name for group in _GROUPS for name in clause.entry.get(group, ())]
    for clause in clauses(record, "x-keys"):
        because = f": {clause.reason}" if clause.reason else ""
        for name in clause.entry.get("required", ()):
            if absent(record, name):
                help_ = clause.says or f"add `{name}: …`"
                yield context.place(record, _cause(record, clause, name), f"`{name}` is missing{because}", help_)
        for name in clause.entry.get("forbidden", ()):
            if name in written(record):
                place = place_of(record, name, key=True)
                yield context.place(record, place, f"`{name}` must not be here{because}", clause.says or "remove it")
        for name in written(record) if clause.entry.get("only") else ():
            if name not in known:
                help_ = clause.says or did_you_mean(name, known)
                yield context.place(record, place_of(record, name, key=True), f"unknown key `{name}`", help_)


def _cause(record: Record, clause: Clause, missing: str) -> Location:
    """Return the place of an empty field, else of the one that makes a clause apply, else of the first key."""
    keys = written(record)
    name = next((name for name in (missing, *clause.condition.when) if name in keys), None)
    if name is not None:
        return place_of(record, name, key=name == missing)
    return place_of(record, next(iter(keys)), key=True) if keys else Location(record.path)
