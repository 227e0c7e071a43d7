"""ENV016: what a record in another dialect leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Severity, Step
from adr.record import Record
from adr.rule import Context, rule

_FIX = {"unsafe": "Front matter that is closed but not opened gets a line `---` above it."}


@rule("ENV016", "ambiguous-readings", severity=Severity.WARNING, fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """What a record says can be read in one way only: its day, its number, its status.

    ## What it checks
    Records in other dialects than our own. A date names one day of the calendar: `09/10/2020` is two, `2021-03` is
    none. The number in the first heading is that of the file's name. A status is a word, not a placeholder in braces,
    and front matter starts with `---`.

    ## Why it matters
    A guess would be right most of the time, and nobody would notice when it is not. What is in doubt is kept as it is
    written, and asked about.

    ## Bad
    ```markdown title="adrs/0001-use-postgresql.md"
    # 1. Use PostgreSQL

    Date: 09/10/2020

    ## Status

    Accepted
    ```

    ## Good
    ```markdown title="adrs/0001-use-postgresql.md"
    # 1. Use PostgreSQL

    Date: 2020-10-09

    ## Status

    Accepted
    ```

    ## Options
    `dates = "day-first"` or `"month-first"` below `[kinds.KIND]` in `adr.toml` settles all dates of that kind.
    """
    for doubt in record.reading.doubts:
        if doubt.key == "title":
            yield context.place(record, record.in_body(record.title_start), doubt.message, doubt.help)
        else:
            fix = None if doubt.key else _opened(record)
            yield context.at(record, [doubt.key], doubt.message, doubt.help, fix=fix)


def _opened(record: Record) -> Fix:
    """Return what opens the front matter that a record starts with."""
    mark = "\ufeff" if record.text.startswith("\ufeff") else ""
    eol = "\r\n" if "\r\n" in record.text else "\n"
    step = Step("top", record.path, old=mark, new=f"{mark}---{eol}")
    return Fix("Put `---` above the front matter", (step,))
