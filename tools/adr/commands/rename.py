"""``adr rename``: a record gets another title, and everything follows."""

from __future__ import annotations

import click

from adr.command import Session, dry_run_option, session


@click.command("rename")
@click.argument("record_id", metavar="ID")
@click.argument("title")
@dry_run_option
@session
def command(session: Session, record_id: str, title: str, *, dry_run: bool) -> int:
    """Give a record another title, and change its heading, its file's name, and every link to it.

    The old file name stays as an alias, which the site still answers.

    \b
    Example:
      adr rename ADR-0012 "Use PostgreSQL for orders and payments"
    """
    from adr.change import fit_title
    from adr.graph import find_record
    from adr.history import files
    from adr.naming import renamed_file
    from adr.references import move_record, renamed

    project = session.project
    with session.writing() as draft:
        record = find_record(draft.graph, session.name(record_id))
        new = fit_title(record.kind, title)
        name = renamed_file(record, new)
        text, move = renamed(record, new, name)
        session.finish(
            move_record(project.root, record, text, move, files(project.root, project.output)), dry_run=dry_run
        )
    return 0
