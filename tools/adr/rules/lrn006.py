"""LRN006: learnings closed with loose ends."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.record import Record, items
from adr.rule import Context, rule

_ASKED = {"done": ("done-on", "evidence"), "dropped": ("reason", "approved-by")}


@rule("LRN006", "loose-ends", kinds=("learning",))
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """A closed learning has no open action: each is done, with evidence, or dropped, with a reason.

    ## What it checks
    With `status: closed`, every action is `done` with `done-on` and `evidence`, or `dropped` with `reason` and
    `approved-by`.

    ## Why it matters
    Closing is a promise that nothing is left to do.

    ## Bad
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: closed
    date: 2026-03-02
    owner: m.okafor
    actions:
      - {id: A1, title: Alert when the feed stops, type: detect, priority: P0, owner: m.okafor, due: 2026-03-09,
         status: open}
    ---
    ```

    ## Good
    ```markdown title="learnings/LRN-0001-feed-stopped.md"
    ---
    id: LRN-0001
    kind: learning
    title: The bureau feed stopped
    status: closed
    date: 2026-03-02
    owner: m.okafor
    actions:
      - {id: A1, title: Alert when the feed stops, type: detect, priority: P0, owner: m.okafor, due: 2026-03-09,
         status: done, done-on: 2026-03-08, evidence: "https://ci.example/run/881"}
    ---
    ```

    ## Options
    None.
    """
    if record.status != "closed":
        return
    for index, action in enumerate(items(record.fields.get("actions"))):
        if not isinstance(action, dict):
            continue
        name = action.get("id", index + 1)
        asked = _ASKED.get(str(action.get("status")))
        if asked is None:
            yield context.at(
                record,
                ["actions", index],
                f"action {name} of a closed learning is `{action.get('status')}`",
                "finish or drop it, or take the learning back to `published`",
            )
        else:
            for field in (field for field in asked if not action.get(field)):
                yield context.at(
                    record, ["actions", index], f"`{field}` is missing from action {name}", f"add `{field}: …`"
                )
