"""ENV006: values of the wrong type or form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from adr.finding import Finding, Fix, Step
from adr.forms import problem
from adr.record import Fault, Record, instant
from adr.rule import Context, rule

_ELSEWHERE = ("enum", "required", "additionalProperties")
_DATE = 32
"""Characters that a date may have, in whatever form."""

_FIX = {
    "safe": "A date that can be read in one way only gets the form `2026-03-02`; what has to be text gets quotes, a "
    "number or truth value loses them; one value where a list is due gets brackets; of equal items the first stays.",
    "unsafe": "Text with commas where a list is due becomes a list of what stands between them.",
}


@rule("ENV006", "malformed-values", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Every value has its field's type and form: dates, times in UTC, durations, handles, money.

    ## What it checks
    Types, lengths and forms as the kind's schema states them: dates that exist in the calendar, times that end in `Z`,
    ISO 8601 durations, money as a decimal in quotes with its currency, lists where lists are due.

    ## Why it matters
    `2024-02-31` is no day on which anything is due. YAML reads `1.10` as the number 1.1; only quotes keep what you
    wrote.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2024-02-31
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
    date: 2024-02-29
    owner: m.okafor
    ---
    ```

    ## Options
    None.
    """
    reported: set[tuple[str | int, ...]] = set()
    for fault in record.faults:
        form_of_id = fault.keys in (("id",), ("kind",)) and fault.keyword in ("pattern", "const")
        absent = fault.value is None and len(fault.keys) == 1
        if fault.keyword in _ELSEWHERE or fault.keys in reported or absent or form_of_id:
            continue
        reported.add(fault.keys)
        shown = record.written(fault.keys)
        what = f"`{shown}` in `{_name(fault.keys)}`" if shown else f"`{_name(fault.keys)}`"
        yield context.at(
            record, fault.keys, f"{what} {_problem(fault)}", _help(fault, shown), fix=_fix(record, fault, shown)
        )
    for name in record.kind.instants:
        value = record.fields.get(name)
        if isinstance(value, str) and value and (name,) not in reported and instant(value) is None:
            help_ = "expected a moment in UTC, such as `2026-01-20T06:00:00Z`"
            yield context.at(record, [name], f"`{value}` in `{name}` is no moment that a clock shows", help_)


def _name(keys: tuple[str | int, ...]) -> str:
    """Return the name of a field within others, without the numbers of list items."""
    return ".".join(str(key) for key in keys if isinstance(key, str))


def _problem(fault: Fault) -> str:
    if fault.value is None:
        return "has an empty item" if isinstance(fault.keys[-1], int) else "is empty"
    return problem(fault.keyword, fault.argument, fault.value)


def _help(fault: Fault, shown: str | None) -> str:
    if fault.keyword == "type" and fault.argument == "array" and shown:
        return f"write it as a list: `[{shown}]`"
    if fault.keyword == "type" and fault.argument == "boolean":
        return "write `true` or `false`, without quotes"
    if fault.keyword == "type" and fault.argument in ("integer", "number"):
        return "write it in digits, without quotes"
    if fault.keyword == "type" and fault.argument == "string" and shown:
        return f'put quotes around it: `"{shown}"`'
    if fault.keyword == "format" and fault.argument == "date" and shown and (day := _reordered(shown)):
        return f"did you mean `{day}`?"
    return f"expected {fault.expected}" if fault.expected else ""


def _reordered(shown: str) -> str | None:
    """Return the ISO form of a date written day first or with other separators, where only one reading exists."""
    parts = shown[:_DATE].replace("/", "-").replace(".", "-").split("-")
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit()]
    readings = set()
    for order in ("ymd", "dmy", "mdy"):
        if len(numbers) != len(order) or len(parts) != len(order):
            return None
        year, month, day = (numbers[order.index(unit)] for unit in "ymd")
        try:
            readings.add(date(year, month, day).isoformat())
        except ValueError:
            continue
    plausible = {reading for reading in readings if reading > "1900"}
    return plausible.pop() if len(plausible) == 1 else None


def _fix(record: Record, fault: Fault, shown: str | None) -> Fix | None:
    """Return what gives a value its form, where there is one way to do that."""

    def of(title: str, do: str, new: str = "", *, safe: bool = True) -> Fix:
        return Fix(title, (Step(do, record.path, fault.keys, shown or "", new),), safe)

    if fault.keyword == "uniqueItems":
        return of("Keep the first of equal items", "unique")
    if not shown:
        return None
    wanted = fault.argument if fault.keyword == "type" else ""
    if wanted == "array":
        return of(f"Write `{shown}` as a list", "to_list", safe="," not in shown)
    dated = "format" in record.kind.schema_at(fault.keys)  # quotes make no day of a number
    if wanted == "string" and not dated and not isinstance(fault.value, dict | list):
        return of(f"Put quotes around `{shown}`", "quote")
    if wanted == "boolean" and shown.casefold() in ("true", "false"):
        return of(f"Write `{shown.casefold()}` without quotes", "bare", shown.casefold())
    number = r"-?(?:0|[1-9]\d{0,14})" + (r"(?:\.\d{0,9}[1-9])?" if wanted == "number" else "")
    if wanted in ("integer", "number") and re.fullmatch(number, shown):
        return of(f"Write `{shown}` without quotes", "bare", shown)
    if fault.keyword == "format" and fault.argument == "date" and (day := _reordered(shown)):
        return of(f"Write the date as `{day}`", "value", day)
    return None
