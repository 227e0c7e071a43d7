"""``adr status``: move a record on in its life."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click

from adr.arguments import complete_following, record_argument
from adr.command import Session, as_of_option, dry_run_option, session


@click.command("status")
@record_argument
@click.argument("status", shell_complete=complete_following)
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="Set a field too; a list takes commas.")
@as_of_option("The date of the new status")
@dry_run_option
@session
def command(
    session: Session, record_id: str, status: str, fields: tuple[str, ...], as_of: datetime | None, *, dry_run: bool
) -> int:
    """Give a record a new status, as far as its kind lets it, and set its date.

    What the new status requires is asked for; without a terminal it is named, and nothing is written. A record that
    comes into force retires those that it supersedes.

    \b
    Example:
      adr status ADR-0007 proposed --field impact=high
      adr status ADR-0007 accepted --field decision-makers=m.okafor,p.serrano
    """
    from adr.fields import named, set_field
    from adr.finding import CannotRunError
    from adr.graph import find_record
    from adr.lifecycle import missing_fields, set_status

    today = as_of.date() if as_of else date.today()
    given = named(fields)
    with session.writing() as draft:
        record = find_record(draft.graph, session.name(record_id))
        missing = set_status(draft, record, status, today, given)
        if missing and not sys.stdin.isatty():
            options = " ".join(f"--field {name}=…" for name in missing)
            raise CannotRunError(f"{record.id} needs {', '.join(missing)} to be {status}: add {options}")
        while missing:
            name = missing.pop(0)
            set_field(draft, record, name, click.prompt(record.kind.label(name), err=True))
            missing += [further for further in missing_fields(draft.record(record)) if further not in missing]
        session.finish(draft, dry_run=dry_run)
    return 0
