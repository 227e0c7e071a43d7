"""ENV017: misread elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, Fix, Location, Severity, Step
from adr.frontmatter import nodes
from adr.record import Record
from adr.rule import Context, rule

_MISREAD = re.compile(r"(?:y|Y|n|N|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)|0[0-7]+|[1-9]\d{0,8}(?::[0-5]?\d){1,4}")
_DIGITS = 100
"""Digits of a number that is still worth telling."""

_SUSPECT = re.compile(rf"(?m)[\s:\[,]({_MISREAD.pattern})[ \t]*(?:[,\]}}#]|\r?$)")


_FIX = {"safe": "The value gets quotes, and says what it said."}


@rule("ENV017", "misread-elsewhere", severity=Severity.INFO, fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A value without quotes is read alike by parsers of YAML 1.1 and 1.2.

    ## What it checks
    Front matter: plain words such as `no`, `yes`, `on` and `off`, which YAML 1.1 takes for truth values (the country
    `NO` becomes false), numbers with a leading zero, which it takes for octal ones, and `1:30`, which it takes for
    90. We read all of them as they are written.

    ## Why it matters
    Site generators, editors and scripts often read YAML 1.1. What they make of the same file is another value,
    without a word.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-country: NO
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-country: "NO"
    ---
    ```

    ## Options
    None.
    """
    if not _SUSPECT.search(record.reading.head):
        return
    for node in nodes(record.reading.head):
        value = str(node.value)
        if isinstance(node.value, str) and not getattr(node, "style", "|") and _MISREAD.fullmatch(value):
            line, column = node.start_mark.line + record.reading.head_line, node.start_mark.column + 1
            place = Location(record.reading.head_file or record.path, line, column)
            message = f"`{value}` is {_meaning(value)} to parsers of YAML 1.1"
            step = Step("quote_at", place.path, old=value, new=f'"{value}"', at=(line, column))
            help_ = f'put quotes around it: `"{value}"`'
            fix = Fix(f"Put quotes around `{value}`", (step,), safe=True)
            yield context.place(record, place, message, help_, fix=fix)


def _meaning(value: str) -> str:
    """Return what YAML 1.1 makes of a value."""
    if ":" in value:
        total = 0
        for part in value.split(":"):
            total = total * 60 + int(part)
        return str(total)
    if value[0] == "0":
        return str(int(value, 8)) if len(value) <= _DIGITS else "another number"
    return "true" if value.lower() in ("y", "yes", "on") else "false"
