"""``adr supersede``: one record takes the place of others."""

from __future__ import annotations

from datetime import date, datetime

import click

from adr.arguments import complete_ids
from adr.command import Session, as_of_option, dry_run_option, session

_PAIR = 2


@click.command("supersede")
@click.argument("olds", metavar="OLD...", nargs=-1, required=True, shell_complete=complete_ids)
@click.option(
    "--by",
    "new",
    metavar="NEW",
    shell_complete=complete_ids,
    help="The record that takes their place; needed.",
)
@click.option("--part", default="", metavar="HEADING", help="Only that part of OLD, named by its heading's anchor.")
@as_of_option("The date of the old ones' new status")
@dry_run_option
@session
def command(
    session: Session, olds: tuple[str, ...], new: str | None, part: str, as_of: datetime | None, *, dry_run: bool
) -> int:
    """Say in NEW that it supersedes OLD, and retire OLD if NEW is in force.

    A NEW that is only proposed retires nothing: OLD turns when NEW is accepted. With --part, OLD stays in force.

    \b
    Example:
      adr supersede ADR-0004 --by ADR-0009
      adr supersede ADR-0004 --by ADR-0009 --part retention
    """
    from adr.graph import find_record
    from adr.lifecycle import supersede

    if new is None:
        pair = len(olds) == _PAIR
        meant = f"adr supersede {olds[1]} --by {olds[0]}" if pair else f"adr supersede {' '.join(olds)} --by NEW"
        raise click.UsageError(f"`--by` is missing; {f'did you mean `{meant}`?' if pair else f'write `{meant}`'}")
    today = as_of.date() if as_of else date.today()
    with session.writing() as draft:
        records = [find_record(draft.graph, session.name(old)) for old in olds]
        supersede(draft, records, find_record(draft.graph, session.name(new)), today, part.lstrip("#"))
        session.finish(draft, dry_run=dry_run)
    return 0
