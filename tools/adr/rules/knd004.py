"""KND004: values that are written otherwise than the kind wants."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.forms import matches
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import clauses, place_of, source_line, source_text


@rule("KND004", "unfit-text")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A value is written as the kind wants it, before anything reads it.

    ## What it checks
    The text of a value in the file, quotes, blanks and all, against `x-text` of the kind: `pattern` is found in it,
    `without` is not, `quoted` says whether it stands in quotes. With `line`, the whole line is looked at, key and all.

    ## Why it matters
    A program that splits at `, ` reads `165,721` as one number; YAML does not care, and nobody notices.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-text:
      - {field: x-requires, pattern: '^[0-9]+(, [0-9]+)*$', says: one blank after each comma}
      - {field: date, quoted: false}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: "2026-03-02"
    owner: m.okafor
    x-requires: 165,721
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-text:
      - {field: x-requires, pattern: '^[0-9]+(, [0-9]+)*$', says: one blank after each comma}
      - {field: date, quoted: false}
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
    for clause in clauses(record, "x-text"):
        entry = clause.entry
        text = source_text(record, clause.field)
        if not text:
            continue
        seen = source_line(record, clause.field) or text if entry.get("line") else text
        quoted = text[0] in "'\""
        place = place_of(record, clause.field)
        if "pattern" in entry and not matches(entry["pattern"], seen):
            help_ = clause.says or f"expected the form `{entry['pattern']}`"
            yield context.place(record, place, f"`{seen}` is not written as `{clause.field}` has to be", help_)
        if "without" in entry and matches(entry["without"], seen):
            help_ = clause.says or f"nothing in it may have the form `{entry['without']}`"
            yield context.place(record, place, f"`{seen}` holds what `{clause.field}` must not", help_)
        if "quoted" in entry and entry["quoted"] is not quoted:
            message = f"`{text}` in `{clause.field}` {'stands in quotes' if quoted else 'has no quotes'}"
            help_ = clause.says or ("write it without" if quoted else f'write `"{text}"`')
            yield context.place(record, place, message, help_)
