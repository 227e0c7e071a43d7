"""KND007: names of a record that do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from glob import escape
from posixpath import basename, dirname

from adr.finding import Finding, Location
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import clauses, filled

_PLACES: Mapping[str, Callable[[Record], str]] = {
    "file": lambda record: basename(record.path),
    "folder": lambda record: dirname(record.path),
    "heading": lambda record: record.document.title or "",
    "id": lambda record: record.id,
}


@rule("KND007", "mismatched-names")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """File, folder, first heading and id are called as the kind says.

    ## What it checks
    What `x-names` of the kind says of the name of the `file`, of its `folder` counted from the root, of the first
    `heading` and of the `id`: words with fields in braces, such as `eip-{eip}.md`. `{number:04}` has four digits, and
    `*` stands for anything. Where a field is missing, nothing is said.

    ## Why it matters
    A record that is called 12 in one place and 21 in another is cited as both.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-names:
      - {heading: "{id}: {title}"}
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

    # ADR-0010: Use PostgreSQL
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-names:
      - {heading: "{id}: {title}"}
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

    # ADR-0001: Use PostgreSQL
    ```

    ## Options
    None.
    """
    for clause in clauses(record, "x-names"):
        for what in (what for what in _PLACES if what in clause.entry):
            actual = _PLACES[what](record)
            wanted, pattern = filled(clause.entry[what], record), filled(clause.entry[what], record, form=escape)
            if wanted is None or pattern is None or (actual and fnmatchcase(actual, pattern)):
                continue
            if what == "heading":
                place = record.in_body(record.title_start)
            else:
                place = record.locate(["id"]) if what == "id" else Location(record.path)
            name = "first heading" if what == "heading" else what
            message = f"the {name} is `{actual}`, not `{wanted}`" if actual else f"there is no {name} `{wanted}`"
            yield context.place(record, place, message, clause.says or _help(what))


def _help(what: str) -> str:
    return "rename it, or correct the fields" if what in ("file", "folder") else "correct it, or the fields"
