"""``adr log``: a record's history from git."""

from __future__ import annotations

from dataclasses import asdict

import click

from adr.arguments import record_argument
from adr.command import Session, print_json, session, table


@click.command("log")
@record_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `adr schema log` describes it.")
@session
def command(session: Session, record_id: str, *, as_json: bool) -> int:
    """Show who changed a record, when, and from which status to which, the latest first. Renames are followed.

    \b
    Example:
      adr log ADR-0007
      adr log ADR-0007 --json
    """
    from adr.chronicle import chronicle, uncommitted
    from adr.graph import find_entry
    from adr.history import head, revisions

    record = find_entry(session.graph, session.name(record_id))
    turns = chronicle(record, revisions(session.project.root, record.path))
    pending = uncommitted(record, turns)
    if as_json:
        now = dict(zip(("before", "after"), pending, strict=True)) if pending else None
        print_json({"id": record.id, "path": record.path, "uncommitted": now, "commits": [asdict(t) for t in turns]})
        return 0
    rows = [("-", "not committed", "-", _step(*pending), "")] if pending else []
    rows += [(t.date, t.hash, t.author, _step(t.before, t.after), t.subject) for t in turns]
    if rows:
        click.echo(table(rows))
    elif head(session.project.root) is None:
        click.echo(f"{session.project.root} has no git history", err=True)
    else:
        click.echo(f"{record.path} is not committed yet", err=True)
    if turns and not turns[-1].complete:
        click.echo("this is a shallow clone: what came before is not known", err=True)
    return 0


def _step(before: str | None, after: str | None) -> str:
    """Return a change of status in words; nothing where there was none."""
    if before == after:
        return ""
    return f"{before} -> {after or 'no status'}" if before else str(after)
