"""``adr renumber``: a record gets another id, and everything follows."""

from __future__ import annotations

import click

from adr.arguments import complete_ids
from adr.command import Session, dry_run_option, session


@click.command("renumber")
@click.argument("old", shell_complete=complete_ids)
@click.argument("new", required=False)
@click.option("--auto", is_flag=True, help="Take the next free number.")
@dry_run_option
@session
def command(session: Session, old: str, new: str | None, *, auto: bool, dry_run: bool) -> int:
    """Give the record OLD the id NEW, and change everything that refers to it.

    That is: its front matter, heading and file name; relations, mentions, links and anchors in every Markdown file;
    citations in comments of code. The old id and file name stay as aliases, which the site still answers. Where two
    records share an id, OLD is the path of the one that moves; mentions by id are then left, since they may mean the
    other.

    \b
    Example:
      adr renumber ADR-0012 ADR-0015
      adr renumber adrs/ADR-0012-use-postgresql.md --auto
    """
    from adr.change import unused_id
    from adr.graph import find_record
    from adr.history import files
    from adr.references import move_record, renumbered

    if bool(new) == auto:
        raise click.UsageError("name the new id, or say --auto")
    project = session.project
    with session.writing() as draft:
        graph = draft.graph
        record = find_record(graph, session.name(old))
        target = unused_id(project, graph, record, new or "")
        text, move = renumbered(record, target, ambiguous=len(graph.by_id.get(record.id, ())) > 1)
        moved = move_record(project.root, record, text, move, files(project.root, project.output))
        session.finish(moved, dry_run=dry_run)
    return 0
