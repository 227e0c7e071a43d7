"""``adr link``: connect two records."""

from __future__ import annotations

from datetime import date

import click

from adr.arguments import complete_ids, complete_relations
from adr.command import Session, dry_run_option, session


@click.command("link")
@click.argument("source", metavar="ID", shell_complete=complete_ids)
@click.argument("relation", shell_complete=complete_relations)
@click.argument("target", metavar="ID", shell_complete=complete_ids)
@dry_run_option
@session
def command(session: Session, source: str, relation: str, target: str, *, dry_run: bool) -> int:
    """Store a typed relation between two records.

    It is stored on one side only; an inverse name is turned round.

    \b
    Example:
      adr link PLB-0002 learned-from LRN-0003
      adr link LRN-0003 taught PLB-0002
    """
    from adr.graph import find_record
    from adr.lifecycle import link, supersede

    with session.writing() as draft:
        one, other = find_record(draft.graph, session.name(source)), find_record(draft.graph, session.name(target))
        if relation in ("supersedes", "superseded-by"):
            old, new = (other, one) if relation == "supersedes" else (one, other)
            supersede(draft, [old], new, date.today())
        else:
            link(draft, one, relation, other)
        session.finish(draft, dry_run=dry_run)
    return 0
