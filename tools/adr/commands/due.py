"""``adr due``: what is to be reviewed, done and exercised, and by when."""

from __future__ import annotations

from datetime import datetime

import click

from adr.arguments import owner_option, today
from adr.command import Session, as_of_option, on_terminal, print_json, session, table


@click.command("due")
@click.option("--within", metavar="DURATION", help="Only what is due within that time, such as P30D or P3M.")
@owner_option
@as_of_option("The day to count from")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema due` describes it.")
@session
def command(session: Session, within: str | None, owner: str | None, as_of: datetime | None, *, as_json: bool) -> int:
    """List reviews, open actions and exercises by date, what is overdue marked.

    Reviews and exercises are those of records in force; an exercise is due its interval after the last one.

    \b
    Example:
      adr due --within P30D
      adr due --owner m.okafor --json
    """
    from adr.due import due, duration

    now = today(as_of)
    try:
        until = now + duration(within) if within is not None else None
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{within!r} is no ISO 8601 duration, such as P30D", param_hint="--within") from None
    rows = [
        {name: getattr(item, name) for name in item.__slots__} | {"overdue": item.by < now.isoformat()}
        for item in due(session.graph, until, owner)
    ]
    if as_json:
        print_json(rows)
    elif rows:
        lines = table(
            (
                str(row["by"]),
                "overdue" if row["overdue"] else "",
                str(row["what"]),
                f"{row['id']}#{row['action']}" if row["action"] else str(row["id"]),
                str(row["owner"] or "-"),
                str(row["title"]),
            )
            for row in rows
        ).splitlines()
        for row, line in zip(rows, lines, strict=True):
            click.echo(click.style(line, fg="red") if row["overdue"] and on_terminal() else line)
    else:
        click.echo("nothing is due", err=True)
    return 0
