"""``adr export``: records in the format of another tool."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from adr import export
from adr.arguments import at_options, graph_at, known_status, selection, selection_options
from adr.command import Name, Session, dry_run_option, session


@click.command("export")
@click.argument("format_", type=Name(export.names()))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The folder or file to write; a format that is one document is printed without it.",
)
@selection_options
@at_options
@click.option("--raw", is_flag=True, help="csv: leave cells as they are that a spreadsheet would run as formulas.")
@dry_run_option
@session
def command(
    session: Session,
    /,
    format_: str,
    output: Path | None,
    at: str | None,
    as_of: datetime | None,
    *,
    raw: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Write records in the format of another tool.

    Nothing is overwritten. What has no place in a format is named on standard error.

    \b
    Example:
      adr export json > records.json
      adr export madr --output out/decisions --status accepted
      adr export csv --kind learning --output learnings.csv
    """
    from adr.delivery import deliver
    from adr.finding import printable
    from adr.write import diff, lock, write

    wanted = selection(session, **options)
    path = session.directory / output if output else None
    graph = graph_at(session, at, as_of)
    known_status(graph, wanted)
    made = deliver(session.project, graph, wanted, format_, path, raw=raw)
    if path is None:
        click.echo(made.text, nl=False)
    elif dry_run:
        click.echo(diff(made.root, made.changes), nl=False)
    else:
        with lock(made.root):
            write(made.root, made.changes)
        click.echo(f"{made.records} record{'' if made.records == 1 else 's'} exported to {output}")
    for note in made.notes:
        click.echo(printable(note), err=True)
    return 0
