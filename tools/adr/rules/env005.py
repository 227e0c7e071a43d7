"""ENV005: fields that must be there."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record
from adr.rule import Context, field_findings, rule


@rule("ENV005", "missing-fields")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The envelope is complete, and so is what the record's status asks for.

    ## What it checks
    `id`, `kind`, `title`, `status`, `date` and `owner` in every record; further fields from a status on, as the kind's
    schema says under `x-required`; and the parts of every nested value. Empty counts as missing. A kind's first status
    asks for the envelope only.

    ## Why it matters
    Registering is cheap, so that it happens. What a record must say grows with what hangs on it.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    ---
    ```

    ## Good
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
    for name in record.kind.schema["required"]:
        if record.fields.get(name) in (None, ""):
            yield context.at(record, [name], f"`{name}` is missing", f"add `{name}: …`")
    yield from field_findings(record, context)
    for fault in record.faults:
        if fault.keyword == "required" and fault.keys and isinstance(fault.value, dict):
            for name in fault.argument:
                if name not in fault.value:
                    where = ".".join(str(key) for key in fault.keys)
                    yield context.at(record, fault.keys, f"`{name}` is missing from `{where}`", f"add `{name}: …`")
