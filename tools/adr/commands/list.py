"""``adr list``: every record, one line each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from adr.arguments import at_options, graph_at, known_status, selection, selection_options
from adr.command import Session, print_json, session, table


@click.command("list")
@selection_options
@at_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema list` describes it.")
@session
def command(session: Session, /, at: str | None, as_of: datetime | None, *, as_json: bool, **options: Any) -> int:
    """List every record, unreadable files included.

    \b
    Example:
      adr list --kind decision --status accepted
      adr list --since 2026-01-01 --json
      adr list --at v1.2
    """
    from adr.finding import did_you_mean
    from adr.report import row

    wanted = selection(session, **options)
    graph = graph_at(session, at, as_of) if at or as_of else session.listed
    known_status(graph, wanted)
    rows = [row(entry) for entry in graph.entries if wanted.holds(entry)]
    if as_json:
        print_json(rows)
    elif rows:
        click.echo(
            table(
                (r["id"], r["status"] or r["status_raw"] or _without(r), r["date"] or "-", r["title"] or r["path"])
                for r in rows
            )
        )
    else:
        records = session.listed.records
        known = {
            "owner": {record.owner for record in records if record.owner},
            "tag": {tag for record in records for tag in record.tags},
        }
        asked = {name: str(options[name]) for name in known if options.get(name)}
        hints = [
            f"{name} `{w}`: {did_you_mean(w, known[name]) or 'no record has one'}"
            for name, w in asked.items()
            if w not in known[name]
        ]
        none = "; ".join(["no record fits", *hints])
        click.echo(none if session.listed.entries else 'no records; `adr new "TITLE"` writes one', err=True)
    return 0


def _without(row: dict[str, object]) -> str:
    return "unreadable" if row["unreadable"] else "no status"
