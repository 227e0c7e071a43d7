"""``adr import``: records of another dialect or another checkout, and what was exported, become native."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adr.command import Session, dry_run_option, session

if TYPE_CHECKING:
    from adr.graph import Graph
    from adr.project import Project


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--to", "kind", metavar="KIND", help="The kind that the records become (default: their folder's).")
@dry_run_option
@session
def command(session: Session, source: Path, kind: str | None, *, dry_run: bool) -> int:
    """Turn the records in SOURCE into native ones.

    SOURCE is a folder of records in any dialect. In the project, they move into their kind's folder, and every link to
    them follows; from outside, they are copied in. It may also be what `adr export madr` or `adr export json` wrote.

    Metadata moves from the text into the front matter; the rest of the text stays as it is, but for links, and for ids
    that are other records' here. Old ids and file names stay as aliases. What no field has a place for is kept under a
    key that starts with `x-`, and named on standard error with everything doubtful. Nothing is overwritten, and what is
    there already is skipped. The exit code is 1 where something was left.

    \b
    Example:
      adr import doc/adr --dry-run
      adr import ../orders/docs/decisions --to decision
      adr import records.json
    """
    from adr.finding import printable
    from adr.importing.intake import THERE, take_in
    from adr.write import diff, write

    project = session.project
    with session.writing() as draft:
        found = take_in(project, draft.graph, session.directory / source, kind)
        for old, new, id_, remark in found.rows:
            click.echo(printable(f"{old} -> {new} ({', '.join(part for part in (id_, remark) if part)})"))
        if dry_run:
            click.echo(diff(project.root, found.changes), nl=False)
        else:
            had = _findings(project, draft.graph) if found.changes else 0
            write(project.root, found.changes)
    new_ones = sum(remark != THERE for *_, remark in found.rows)
    if not dry_run:
        click.echo(f"{new_ones} record{'' if new_ones == 1 else 's'} imported")
    for note in found.notes:
        click.echo(printable(note), err=True)
    if new_ones and not dry_run:
        _tell_next(session, had)
    return 1 if found.left else 0


def _tell_next(session: Session, before: int) -> None:
    """Say how many findings there are now, and how to freeze them, where there are any."""
    from adr.project import find
    from adr.source import read_graph

    project = find(session.directory, session.config)
    if now := _findings(project, read_graph(project)):
        findings = f"{now} finding{'' if now == 1 else 's'}, {before} before"
        click.echo(f"next: `adr check` ({findings}); `adr check --update-baseline` freezes what it finds", err=True)


def _findings(project: Project, graph: Graph) -> int:
    """Return how many findings the baseline does not have."""
    from adr.baseline import read_baseline, split
    from adr.check import check
    from adr.people import read_register

    return len(split(check(project, graph, read_register(project)), read_baseline(project.root)).new)
