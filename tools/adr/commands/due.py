"""``adr due``: what is to be reviewed, done and exercised, which waivers end, and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from adr.arguments import graph_at, owner_option, today
from adr.command import Session, as_of_option, on_terminal, print_json, session, table

if TYPE_CHECKING:
    from adr.due import Due


@click.command("due")
@click.option(
    "--within", metavar="DURATION", help="Only what is due within that time, such as P30D or P3M; 30d for short."
)
@owner_option
@click.option("--at", metavar="REF", help="The records as they were at a commit, branch or tag.")
@as_of_option("The day to count from")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema due` describes it.")
@session
def command(
    session: Session, within: str | None, owner: str | None, at: str | None, as_of: datetime | None, *, as_json: bool
) -> int:
    """List reviews, open actions, exercises and ends of waivers by date, what is overdue marked.

    Reviews and exercises are those of records in force; an exercise is due its interval after the last one. A waiver
    holds on its last day too.

    \b
    Example:
      adr due --within P30D
      adr due --owner m.okafor --json
    """
    import re

    from adr.due import due, duration

    now = today(as_of)
    try:
        short = re.fullmatch(r"(\d+)([dwmy])", within or "")
        within = f"P{short[1]}{short[2].upper()}" if short else within
        until = now + duration(within) if within is not None else None
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{within!r} is no ISO 8601 duration, such as P30D", param_hint="--within") from None
    found = due(graph_at(session, at), until, owner)
    if as_json:
        print_json([_row(item, now) for item in found])
    elif found:
        late = [item.by < now.isoformat() for item in found]
        lines = table(map(_cells, found, late)).splitlines()
        for is_late, line in zip(late, lines, strict=True):
            click.echo(click.style(line, fg="red") if is_late and on_terminal() else line)
    else:
        click.echo("nothing is due", err=True)
    return 0


def _row(item: Due, now: date) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(item, name) for name in ("by", "id", "what", "title", "owner", "action")}
    place = item.place
    return {**found, "path": place.path, "line": place.line, "overdue": item.by < now.isoformat()}


def _cells(item: Due, late: bool) -> tuple[str, ...]:  # noqa: FBT001 - private
    name = f"{item.id}#{item.action}" if item.action else item.id
    return item.by, "overdue" if late else "", item.what, name, item.owner or "-", item.title
