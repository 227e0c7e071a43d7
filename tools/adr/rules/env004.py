"""ENV004: words that are none of the choices."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Step, alike, did_you_mean, nearest
from adr.record import Fault, Record
from adr.rule import Context, rule
from adr.wording import status_of

_FIX = {
    "safe": "A word that is a choice but for its case, or for `_` or a space in place of `-`, becomes that choice.",
    "unsafe": "A status in other words, such as `approved`, becomes what it means; any other word the nearest choice.",
}


@rule("ENV004", "unknown-values", fix=_FIX)
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
        yield context.at(
            record, fault.keys, f"`{shown}` is no value of `{name}`", help_, fix=_meant(record, fault, shown)
        )


def _meant(record: Record, fault: Fault, shown: str) -> Fix | None:
    """Return what writes the choice that a word means, or that is nearest to it."""
    choices = [str(choice) for choice in fault.argument]
    same = next((choice for choice in choices if alike(shown, choice)), None)
    means = status_of(shown, record.kind) if fault.keys == ("status",) else None
    best = same or means or nearest(shown, choices)
    if best is None:
        return None
    step = Step("value", record.path, fault.keys, new=best)
    return Fix(f"Change `{shown}` to `{best}`", (step,), safe=best == same and record.dialect == "native")
