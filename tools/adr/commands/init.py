"""``adr init``: an empty folder to a working knowledge base."""

from __future__ import annotations

from datetime import date, datetime

import click

from adr.command import Session, session


@click.command("init")
@click.option("--name", help="What the knowledge base is called (default: the folder's name).")
@click.option("--owner", help="Handle of the first person (default: git's user, then the login).")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The first record's date (default: today).", metavar="DATE"
)
@session
def command(session: Session, name: str | None, owner: str | None, as_of: datetime | None) -> int:
    """Start a knowledge base here: settings, folders, a first decision, a CI workflow, a site that builds.

    Files that are already there are left as they are.

    \b
    Example:
      adr init
      adr -C handbook init --name "Lighthouse handbook" --owner m.okafor
    """
    from adr.change import starter
    from adr.finding import CannotRunError
    from adr.history import identity
    from adr.write import FileChange, lock, write

    root = session.directory.resolve()
    if (root / "adr.toml").exists():
        raise CannotRunError(f"{root / 'adr.toml'} is already there: this is a knowledge base")
    today = as_of.date() if as_of else date.today()
    title = name or root.name.replace("-", " ").capitalize()
    root.mkdir(parents=True, exist_ok=True)
    files = starter(root, title, owner or identity(root), today, shared=owner is not None)
    with lock(root):
        write(root, [FileChange(root / path, None, text) for path, text in files.items()])
    for path in files:
        click.echo(f"wrote {path}")
    click.echo('\nnext: adr new "TITLE", adr check, adr serve')
    return 0
