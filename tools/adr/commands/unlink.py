"""``adr unlink``: take a connection away."""

from __future__ import annotations

import click

from adr.arguments import complete_ids, complete_relations
from adr.command import Session, dry_run_option, session


@click.command("unlink")
@click.argument("source", metavar="ID", shell_complete=complete_ids)
@click.argument("relation", shell_complete=complete_relations)
@click.argument("target", metavar="ID", shell_complete=complete_ids)
@dry_run_option
@session
def command(session: Session, source: str, relation: str, target: str, *, dry_run: bool) -> int:
    """Remove a typed relation between two records.

    It is stored on one side only; an inverse name is turned round.

    \b
    Example:
      adr unlink PLB-0002 learned-from LRN-0003
      adr unlink LRN-0003 taught PLB-0002
    """
    from adr.graph import find_record
    from adr.lifecycle import unlink

    with session.writing() as draft:
        unlink(
            draft,
            find_record(draft.graph, session.name(source)),
            relation,
            find_record(draft.graph, session.name(target)),
        )
        session.finish(draft, dry_run=dry_run)
    return 0
