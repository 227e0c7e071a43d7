"""ENV004: words that are none of the choices."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, did_you_mean
from adr.record import Record
from adr.rule import Context, rule


@rule("ENV004", "unknown-values")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A status is one that the kind has, and so is every other value with a fixed set of choices.

    ## What it checks
    `status`, and every field whose values are listed by the kind's schema, at any depth. Letters count as written.

    ## Why it matters
    A status that no program knows takes the record out of every register and every reminder.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: Acepted
    date: 2026-03-02
    owner: m.okafor
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
    None. A project changes the choices with a folder in `.adr/kinds`.
    """
    for fault in record.faults:
        if fault.keyword != "enum" or fault.value in (None, ""):
            continue
        shown = record.written(fault.keys) or str(fault.value)
        name = ".".join(str(key) for key in fault.keys if isinstance(key, str))
        help_ = did_you_mean(shown, [str(choice) for choice in fault.argument])
        if name == "status" and record.dialect != "native":
            joint = "" if help_.endswith("?") else ";"
            help_ += f"{joint} [kinds.{record.kind.name}.statuses] in adr.toml gives a word of your own its meaning"
        yield context.at(record, fault.keys, f"`{shown}` is no value of `{name}`", help_)
