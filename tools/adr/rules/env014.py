"""ENV014: ids that are given to another record, here or on the branch to merge into, and records that are deleted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from adr.dialect import id_of
from adr.finding import Finding, Location
from adr.graph import Graph
from adr.record import Record, Unreadable
from adr.rule import Base, Context, rule


@rule("ENV014", "reused-ids", scope="graph", options={"drafts": True}, historical=True)
def RULE(graph: Graph, context: Context) -> Iterator[Finding]:
    """An id means one record for ever: it is not given twice, and its record is not deleted.

    ## What it checks
    With a base, as of `adr check --base REF`:

    - No record has an id that REF has given to another file since the two went apart.
    - Every record of the fork is still there: under its id, wherever its file lies, or under another one with the old
      id among its `aliases`, as `adr renumber` leaves it. Drafts, which nobody has agreed to, may go.
    - No record has the id of one that is gone, a draft's neither. It is taken for another where its file and its title
      are others and less than half of the text is left; the old file's name among `aliases` says that it is the same.

    Without a base nothing is checked.

    ## Why it matters
    Each branch passes alone. After the merge two records share a number, and every citation is a coin toss. A record
    that is deleted takes the reasons with it, and whoever cites it cites nothing: what no longer counts has a status
    that says so.

    ## Bad
    ```text title="added on main since"
    adrs/ADR-0001-use-mysql.md
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
    ```

    ## Good
    ```text title="added on main since"
    adrs/ADR-0001-use-mysql.md
    ```
    ```markdown title="adrs/ADR-0002-use-postgresql.md"
    ---
    id: ADR-0002
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    `drafts`: whether a record may be deleted while it has its kind's first status, or none (`true`).
    """
    if context.base is None:
        return
    taken = {id_of(path): path for path in context.base.added if path not in graph.by_path}
    for id_, path in taken.items():
        for entry in graph.by_id.get(id_, ()):
            location = entry.locate(["id"]) if isinstance(entry, Record) else Location(entry.path)
            message = f"`{id_}` is the id of {path} on {context.base.ref}"
            yield context.place(entry, location, message, f"`adr renumber {entry.path} --auto`")
    for old in context.base.before.values():
        if isinstance(old, Record) and not isinstance(graph.by_path.get(old.path), Unreadable):
            yield from _lost(graph, context, context.base, old)


def _lost(graph: Graph, context: Context, base: Base, old: Record) -> Iterator[Finding]:
    """Report what became of a record of the fork, unless it is there under its id or with its id among aliases."""
    now, here = graph.known_as(old.id), graph.by_path.get(old.path)
    if now is not None:
        if now.id == old.id and now.path not in base.before and here is None and _another(old, now):
            message = f"`{old.id}` was the id of {old.path}, which is gone, and is not given again"
            stem = posixpath.splitext(posixpath.basename(old.path))[0]
            help_ = f"`adr renumber {now.path} --auto`, or `aliases: [{stem}]` if it is the same record"
            yield context.at(now, ["id"], message, help_)
    elif _draft(old) and context.option("drafts"):
        return
    elif isinstance(here, Record):
        message = f"this was {old.id}, which leads nowhere now that it is {here.id}"
        yield context.at(here, ["id"], message, f"add `aliases: [{old.id}]`, as `adr renumber` does")
    elif old.id not in graph.by_id and not _moved(graph, base, old):
        was = f", and was `{old.status}`" if old.status else ""
        message = f"{old.id} is deleted{was}: a record stays, with a status that says what became of it"
        yield context.place(old, old.locate(["id"]), message, _help(base, old))


def _draft(old: Record) -> bool:
    """Tell whether nobody has agreed to a record: it has its kind's first status, or none."""
    return old.status in (None, old.kind.statuses[0])


def _another(old: Record, now: Record) -> bool:
    """Tell whether what has a record's id is another record: by its title, and by what is left of the text."""
    if old.title == now.title or posixpath.splitext(posixpath.basename(old.path))[0] in now.aliases:
        return False
    before, after = ({line.strip() for line in r.reading.body.splitlines() if line.strip()} for r in (old, now))
    return 2 * len(before & after) < len(before) or not before


def _moved(graph: Graph, base: Base, old: Record) -> bool:
    """Tell whether a record in another dialect, whose id is its file's name and has no aliases, has another name."""
    others = (r for r in graph.records if r.path not in base.before)
    return old.dialect != "native" and any(other.title == old.title for other in others)


def _help(base: Base, old: Record) -> str:
    ends = [s for s in old.kind.transitions.get(old.status or "", ()) if old.kind.phase(s) == "retired"]
    end = f"; `adr status {old.id} {ends[0]}` ends it" if ends else ""
    return f"`git checkout {base.ref} -- {old.path}` brings it back{end}"
