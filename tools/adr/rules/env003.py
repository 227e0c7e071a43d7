"""ENV003: keys that the kind does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from adr.finding import Finding, Fix, Step, alike, did_you_mean, suggestion
from adr.record import Record
from adr.rule import Context, rule

_FIX = {
    "safe": "A key that is known but for its case, or for `_` in place of `-`, is renamed.",
    "unsafe": "Any other key gets the nearest name that is known, or `x-` before its own.",
}


@rule("ENV003", "unknown-keys", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Every key in front matter is one that the kind knows, or starts with `x-`.

    ## What it checks
    Keys at every level of the front matter. Keys of your own start with `x-`, at the top level.

    ## Why it matters
    A misspelt key is data that nobody will ever find: `review_by` is not `review-by`, and no reminder comes.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    review_by: 2026-12-01
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
    review-by: 2026-12-01
    x-ticket: DATA-118
    ---
    ```

    ## Options
    None. A project adds keys to a kind with a folder in `.adr/kinds`; `additionalProperties: true` there allows any.
    """
    for fault in record.faults:
        if fault.keyword != "additionalProperties" or not isinstance(fault.value, dict):
            continue
        known = tuple(record.kind.schema_at(fault.keys).get("properties", ()))
        for key in fault.value:
            if key not in known and not (key.startswith("x-") and not fault.keys):
                where = f" in `{'.'.join(str(k) for k in fault.keys)}`" if fault.keys else ""
                help_ = did_you_mean(key, known) or "no keys are known here"
                if not fault.keys and "did you mean" not in help_:
                    help_ = f"prefix a key of your own: `x-{key}`; `adr schema {record.kind.name}` lists the known ones"
                yield context.at(
                    record,
                    [*fault.keys, key],
                    f"unknown key `{key}`{where}",
                    help_,
                    key=True,
                    fix=_renamed(record, (*fault.keys, key), suggestion(help_), fault.value),
                )


def _renamed(record: Record, keys: tuple[str | int, ...], near: str | None, held: Mapping[str, Any]) -> Fix | None:
    """Return what renames a key to the nearest one, or prefixes it, where that is not there yet."""
    key = str(keys[-1])
    own = re.sub(r"[^a-z0-9-]+", "-", key.casefold()).strip("-")
    new = near or (f"x-{own}" if len(keys) == 1 and own else "")
    if not new or new in held:
        return None
    return Fix(f"Rename `{key}` to `{new}`", (Step("key", record.path, keys, new=new),), safe=alike(key, new))
