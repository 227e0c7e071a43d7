"""``adr new``: a new record, in its kind's first status."""

from __future__ import annotations

from datetime import date, datetime

import click

from adr.command import Session, session


@click.command("new")
@click.argument("words", nargs=-1, required=True, metavar="[KIND] TITLE")
@click.option("--owner", help="Handle of the owner (default: `owner` in adr.toml, then git's user).")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The record's date (default: today).", metavar="DATE")
@session
def command(session: Session, words: tuple[str, ...], owner: str | None, as_of: datetime | None) -> int:
    """Write a new record and print its path. KIND is `decision` unless the first word names another.

    \b
    Example:
      adr new "Use PostgreSQL"
      adr new learning "The bureau feed stopped"
    """
    from adr.change import new_record
    from adr.history import identity, names_ever
    from adr.record import id_of
    from adr.write import FileChange, lock, write

    project = session.project
    named = len(words) > 1 and words[0] in project.kinds
    kind = project.kind(words[0] if named else next(iter(project.kinds)))
    title = " ".join(words[1:] if named else words)
    today = as_of.date() if as_of else date.today()
    who = owner or str(project.settings.get("owner", "")) or identity(project.root)
    with lock(project.root):
        taken = {id_of(name) for name in names_ever(project.root, [project.place(kind.name).folder])}
        path, text = new_record(project, session.graph, kind, title, who, today, taken)
        write(project.root, [FileChange(project.root / path, None, text)])
    click.echo(path)
    return 0
