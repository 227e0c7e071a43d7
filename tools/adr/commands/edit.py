"""``adr edit``: open a record in the editor."""

from __future__ import annotations

import click

from adr.command import Session, session


@click.command("edit")
@click.argument("record_id", metavar="ID")
@session
def command(session: Session, record_id: str) -> int:
    """Open a record in VISUAL, else EDITOR, and say afterwards what is wrong with it. ID may be a path.

    \b
    Example:
      adr edit ADR-0007
      EDITOR="code --wait" adr edit adr-0007
    """
    from datetime import date

    from adr.check import check
    from adr.finding import did_you_mean
    from adr.output import Report, renderer
    from adr.people import read_register
    from adr.source import read_graph

    project, graph = session.project, session.graph
    entries = graph.by_id.get(record_id.upper()) or graph.by_id.get(record_id)
    entry = entries[0] if entries else graph.by_path.get(record_id)
    if entry is None:
        raise click.UsageError(f"no record is called `{record_id}`; {did_you_mean(record_id.upper(), graph.by_id)}")
    session.edit(project.root / entry.path)
    after = read_graph(project)
    findings = [
        f
        for f in check(project, after, read_register(project), as_of=date.today().isoformat())
        if f.location.path == entry.path
    ]
    if findings:
        click.echo(renderer("text")(Report(findings, 1, 0)), err=True)
    return 0
