"""ENV005: fields that must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.dialect import id_of
from adr.finding import Finding, Fix, Step
from adr.record import Record
from adr.rule import Context, field_findings, rule

_FIX = {"safe": "`id` is taken from the file's name, `kind` from the folder, `title` from the first heading."}


@rule("ENV005", "missing-fields", fix=_FIX)
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
            yield context.at(
                record, [name], f"`{name}` is missing", f"add `{name}: …`", fix=_known(record, name, context)
            )
    yield from field_findings(record, context)
    for fault in record.faults:
        if fault.keyword == "required" and fault.keys and isinstance(fault.value, dict):
            for name in fault.argument:
                if name not in fault.value:
                    where = ".".join(str(key) for key in fault.keys)
                    yield context.at(record, fault.keys, f"`{name}` is missing from `{where}`", f"add `{name}: …`")


def _known(record: Record, name: str, context: Context) -> Fix | None:
    """Return what adds a field whose value the file says elsewhere."""
    found = {"kind": record.kind.name, "title": record.document.title or "", "id": id_of(record.path)}.get(name, "")
    form = {"id": rf"{record.kind.prefix}-\d{{4}}", "title": r"\S.{3,98}\S"}.get(name, r".+")
    if not re.fullmatch(form, found) or (name == "id" and len(context.graph.by_id.get(found, ())) > 1):
        return None
    return Fix(f"Add `{name}: {found}`", (Step("field", record.path, (name,), new=found),), safe=True)
