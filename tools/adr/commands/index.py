"""``adr index``: the cross-reference index, for machines and for readers of the repository."""

from __future__ import annotations

from datetime import datetime

import click

from adr.arguments import at_options, graph_at
from adr.command import Session, print_json, session


@click.command("index")
@click.option("--check", is_flag=True, help="Write nothing; fail where a file would change.")
@click.option("--json", "as_json", is_flag=True, help="Print the index instead; `adr schema index` describes it.")
@at_options
@session
def command(session: Session, at: str | None, as_of: datetime | None, *, check: bool, as_json: bool) -> int:
    """Write `index.json`, and a table of records into the README of each record folder.

    The table stands between two comments; what is around them stays.

    \b
    Example:
      adr index
      adr index --check
      adr index --json | jq '.people'
      adr index --json --at v1.2
    """
    from adr.index import index_changes
    from adr.report import index
    from adr.write import lock, write

    if as_json:
        print_json(index(graph_at(session, at, as_of)))
        return 0
    if at is not None or as_of is not None:
        raise click.UsageError("`--at` and `--as-of` go with `--json`: files show what is")
    project, graph = session.project, session.graph
    changes = index_changes(project, graph)
    if not check:
        with lock(project.root):
            write(project.root, changes)
    for change in changes:
        click.echo(f"{'stale' if check else 'wrote'} {project.relative(change.path)}")
    if check and changes:
        click.echo("`adr index` brings them up to date", err=True)
    return int(check and bool(changes))
