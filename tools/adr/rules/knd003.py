"""KND003: values without the form that a kind gives them."""

from __future__ import annotations

from collections.abc import Iterator

from adr.clause import Clause
from adr.finding import Finding, did_you_mean
from adr.forms import FORMS, Shortfall, matches, problem, shortfalls, word_pattern, words_of
from adr.record import Record
from adr.rule import Context, rule
from adr.stated import Item, absent, clauses, items_at, place_of, value_at


@rule("KND003", "unfit-values")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A value has the form that the kind gives it: a date, a person, a word, a JSON Schema.

    ## What it checks
    Fields under `x-values` of the kind, as they are written. `form` is a date, a moment, a number, a person, a person's
    name or a web address; `words` are choices, of which some take an argument in brackets; `schema` is any JSON Schema.
    Items of a list, and of text that `separated-by` cuts, are looked at one by one; `schema` sees the whole list.

    ## Why it matters
    What a program is to read has one form. `2026-3-2` sorts after `2026-11-01`, and nobody can write to `jane`.

    ## Bad
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-values:
      - {field: x-reviewers, separated-by: ",", form: person}
      - {field: x-release, words: [planned, {shipped: 'v[0-9]+'}]}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-reviewers: Jane Doe <j@x.org>, jane
    x-release: shipped (2)
    ---
    ```

    ## Good
    ```yaml title=".adr/kinds/decision/schema.yaml"
    x-extends: decision
    x-values:
      - {field: x-reviewers, separated-by: ",", form: person}
      - {field: x-release, words: [planned, {shipped: 'v[0-9]+'}]}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    x-reviewers: Jane Doe <j@x.org>, Jo Lind (@jo)
    x-release: shipped (v2)
    ---
    ```

    ## Options
    None.
    """
    for clause in clauses(record, "x-values"):
        if absent(record, clause.field):
            continue
        found = items_at(record, clause)
        if "form" in clause.entry:
            form = FORMS[clause.entry["form"]]
            for item in (item for item in found if not form.fits(item.value)):
                message = f"`{item.value}` in `{clause.field}` is not {form.expected.split(', as ')[0]}"
                yield context.place(record, item.location, message, clause.says or f"expected {form.expected}")
        if "words" in clause.entry:
            yield from _words(record, clause, found, context)
        if "schema" in clause.entry:
            yield from _schema(record, clause, found, context)


def _words(record: Record, clause: Clause, found: list[Item], context: Context) -> Iterator[Finding]:
    words = words_of(clause.entry["words"])
    for item in found:
        text = str(item.value)
        word = text.partition(" (")[0]
        if matches(word_pattern(words), text):
            continue
        if word in words:
            wanted = f"expected `{word} (…)`, of the form `{words[word]}`" if words[word] else f"write `{word}` alone"
            message = (
                f"`{text}` in `{clause.field}` has {'another argument than' if words[word] else 'an argument, but'}"
            )
            message += f" `{word}` takes" if words[word] else f" `{word}` takes none"
            yield context.place(record, item.location, message, clause.says or wanted)
        else:
            message = f"`{text}` is no value of `{clause.field}`"
            yield context.place(record, item.location, message, clause.says or did_you_mean(word, words))


def _schema(record: Record, clause: Clause, found: list[Item], context: Context) -> Iterator[Finding]:
    value = value_at(record, clause.field)
    whole = [item.value for item in found] if clause.separator else value
    for fault in shortfalls(clause.entry["schema"], whole):
        at = fault.keys[0] if fault.keys else None
        several = clause.separator or isinstance(value, list)
        place = found[at].location if several and isinstance(at, int) else place_of(record, clause.field)
        shown = fault.value if isinstance(fault.value, str | int | float) else value
        what = f"`{shown}` in `{clause.field}`" if isinstance(shown, str | int | float) else f"`{clause.field}`"
        message = f"{what} {problem(fault.keyword, fault.argument, fault.value)}"
        if fault.keyword == "enum":
            message = f"`{fault.value}` is no value of `{clause.field}`"
        yield context.place(record, place, message, clause.says or _choices(fault))


def _choices(fault: Shortfall) -> str:
    if fault.keyword == "enum":
        return did_you_mean(str(fault.value), [str(choice) for choice in fault.argument])
    if fault.keyword == "pattern":
        return f"expected the form `{fault.argument}`"
    return {"maxLength": "shorten it", "minLength": "say more"}.get(fault.keyword, "")
