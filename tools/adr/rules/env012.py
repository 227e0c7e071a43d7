"""ENV012: waivers that are not in order, have expired, or waive nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from adr.dialect import dialect
from adr.finding import Finding, did_you_mean
from adr.record import Record
from adr.rule import Context, rule
from adr.waiver import EARLY, EXPIRED, OPTIONS, OWN, Waiver, faults, standing


@rule(OWN, "unsound-waivers", options=OPTIONS)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A waiver names a rule, says why, is approved by somebody else, ends soon, and waives something.

    ## What it checks
    The waivers of front matter, `waivers`, and those of comments in the text. A waiver names a rule that there is. Its
    reason is long enough to be one. Who approves it is neither the record's owner nor one of its authors. It expires
    some time after its approval. One that is none of this waives nothing. One that has expired waives nothing either:
    what it waived is found again. A waiver in force whose rule ran and found nothing there is a warning.

    ENV001, ENV012 and ENV015 cannot be waived: where a file or a list cannot be read, no other finding can be trusted.

    ## Why it matters
    A rule that is broken for a good reason should be broken in the open, by somebody's leave, and not for ever. What is
    waived is not passed.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---

    <!-- adr: waive REL008, reason: later, approved-by: m.okafor, approved-on: 2026-03-02, expires: 2027-03-02 -->
    See [the analysis](analysis.md).
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

    <!-- adr: waive REL008, reason: "the analysis is with the client's lawyers until May",
         approved-by: j.lind, approved-on: 2026-03-02, expires: 2026-06-01 -->
    See [the analysis](analysis.md).
    ```

    ## Options
    `reason`: how many characters a reason has at least (20).
    `days`: how many days lie between approval and expiry at most (180).
    `never`: further rules that cannot be waived, by codes or their beginnings (`[]`).
    """
    options = {name: context.option(name) for name in OPTIONS}
    for waiver in record.waivers:
        wrong = tuple(faults(waiver, record, options))
        for problem in wrong:
            if not (problem.form and waiver.keys and "ENV003" not in dialect(record.dialect).exempt):
                place = record.locate((*waiver.keys, problem.term)) if waiver.keys and problem.term else waiver.place
                yield context.place(record, place, problem.message, problem.help)
        yield from _stranger(waiver, record, context)
        if not wrong and context.as_of:
            yield from _of_the_day(waiver, record, options, context)


def _stranger(waiver: Waiver, record: Record, context: Context) -> Iterator[Finding]:
    """Report who approves in a comment and is nobody; ENV007 knows those of front matter."""
    people = context.register.people
    if not waiver.keys and waiver.approved_by and people is not None and waiver.approved_by not in people:
        help_ = did_you_mean(waiver.approved_by, people) or f"add `{waiver.approved_by}` to governance/people.yml"
        yield context.place(record, waiver.place, f"nobody has the handle `{waiver.approved_by}`", help_)


def _of_the_day(waiver: Waiver, record: Record, options: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    """Report a waiver whose time is over, or has not come; with a base, only in a record that the change touches."""
    now = standing(waiver, record, options, context.as_of)
    if now not in (EXPIRED, EARLY) or (context.base is not None and record.path not in context.base.touched):
        return
    place = record.locate((*waiver.keys, "expires" if now == EXPIRED else "approved-on"))
    place = place if waiver.keys else waiver.place
    if now == EARLY:
        message = f"the waiver of {waiver.rule} is approved on {waiver.approved_on}, a day to come"
        yield context.place(record, place, message, "say the day on which it was approved")
        return
    days = (context.today - date.fromisoformat(waiver.expires)).days
    message = f"the waiver of {waiver.rule} expired on {waiver.expires}, {days} day{'s' * (days != 1)} ago"
    yield context.place(record, place, message, "mend what it waived and take it out, or have it approved anew")
