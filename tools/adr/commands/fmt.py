"""``adr fmt``: front matter in canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from adr.command import Session, session


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; fail where a file would change.")
@click.option("--diff", "as_diff", is_flag=True, help="Write nothing; print the changes.")
@session
def command(session: Session, paths: tuple[Path, ...], *, check: bool, as_diff: bool) -> int:
    """Put the keys of front matter in their kind's order, and drop stray spaces. Not a word changes.

    \b
    Example:
      adr fmt
      adr fmt --check adrs
    """
    from adr.fmt import formatted
    from adr.source import selected
    from adr.write import diff, write

    project = session.project
    with session.writing() as draft:
        wanted = selected(project, draft.graph, session.directory, paths)
        for record in draft.graph.records:
            if wanted(record.path) and record.dialect == "native":
                draft.texts[record.path] = formatted(record)
        unreadable = [entry for entry in draft.graph.unreadable if wanted(entry.path)]
        for entry in unreadable:
            click.echo(f"{entry.path}:{entry.line}:{entry.column} cannot be read: {entry.message}", err=True)
        changes = draft.changes(project.root)
        if as_diff:
            click.echo(diff(project.root, changes), nl=False)
        elif not check:
            write(project.root, changes)
        for change in changes if not as_diff else ():
            click.echo(f"{'would change' if check else 'changed'} {project.relative(change.path)}")
    return int(bool(unreadable) or ((check or as_diff) and bool(changes)))
