"""PLB004: reused ids of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from adr.finding import Finding, Location
from adr.record import Record, items
from adr.rule import Context, rule


@rule("PLB004", "reused-checklist-ids", kinds=("playbook",), options={"share": 50}, compares=True)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """The id of a question in a checklist belongs to that question for ever.

    ## What it checks
    No two questions of a `checklist` have the same `id`. With a base, no id has come to stand before another question
    than at the fork: of the words of both, fewer than the option says are the same.

    ## Why it matters
    Reviews answer questions by their ids. Once an id means something else, last year's "pass" answers a question that
    nobody had asked.

    ## Bad
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Take over a system
    status: draft
    date: 2026-03-02
    owner: m.okafor
    checklist:
      - {id: C1, group: data, question: Where does the data lie?, evidence-required: true, blocking: true}
      - {id: C1, group: data, question: Who may read it?, evidence-required: true, blocking: true}
    ---
    ```

    ## Good
    ```markdown title="playbooks/PLB-0001-x.md"
    ---
    id: PLB-0001
    kind: playbook
    title: Take over a system
    status: draft
    date: 2026-03-02
    owner: m.okafor
    checklist:
      - {id: C1, group: data, question: Where does the data lie?, evidence-required: true, blocking: true}
      - {id: C2, group: data, question: Who may read it?, evidence-required: true, blocking: true}
    ---
    ```

    ## Options
    `share`: how many in a hundred of the words of both questions are the same where it is one question in other words
    (50).
    """
    seen: dict[str, int] = {}
    before = {str(q.get("id")): str(q.get("question")) for q in _before(record, context)}
    for index, question in enumerate(items(record.fields.get("checklist"))):
        if not isinstance(question, dict) or not isinstance(question.get("id"), str):
            continue
        id_ = question["id"]
        keys: list[str | int] = ["checklist", index, "id"]
        first = seen.setdefault(id_, index)
        was = before.get(id_)
        if first != index:
            place = record.locate(["checklist", first, "id"])
            message, help_ = f"the id `{id_}` stands before two questions", "give this one an id that none had before"
            yield context.place(
                record, record.locate(keys), message, help_, related=(Location(place.path, place.line),)
            )
        elif was is not None and _shared(was, str(question.get("question"))) < context.option("share"):
            message = f"the id `{id_}` was that of another question: `{was[:80]}`"
            yield context.at(record, keys, message, "give the new question an id that none had before")


def _before(record: Record, context: Context) -> Iterator[dict[str, Any]]:
    """Yield the questions that the playbook had at the fork, wherever its file was."""
    for old in context.base.before.values() if context.base else ():
        if isinstance(old, Record) and old.id == record.id:
            yield from (question for question in items(old.fields.get("checklist")) if isinstance(question, dict))


def _shared(one: str, other: str) -> float:
    """Return how many in a hundred of the words of two questions stand in both."""
    words = [set(re.findall(r"\w+", question.casefold())) for question in (one, other)]
    return 100 * len(words[0] & words[1]) / max(1, len(words[0] | words[1]))
