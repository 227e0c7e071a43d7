"""``adr init``: an empty folder, or one that has records, to a working knowledge base."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from adr.command import DAY, Session, dry_run_option, session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from adr.kind import Kind


@click.command("init", context_settings={"allow_extra_args": True})
@click.option(
    "--name", help="What the knowledge base is called (default: as in another tool's settings, else the folder's name)."
)
@click.option("--owner", help="Handle of the first person (default: git's user, then the login).")
@click.option(
    "--folder",
    "folders",
    multiple=True,
    metavar="[KIND=]DIR",
    help="Take over the records in DIR, decisions unless KIND says otherwise, instead of looking. Can be repeated.",
)
@click.option("--as-of", type=DAY, help="The first record's date (default: today).", metavar="DATE")
@dry_run_option
@session
def command(
    session: Session,
    name: str | None,
    owner: str | None,
    folders: tuple[str, ...],
    as_of: datetime | None,
    *,
    dry_run: bool,
) -> int:
    """Start a knowledge base here, or take over the records that are here.

    Where there are records, in whatever dialect, only settings are written, and what was found is said. Where there
    are none: settings, folders, a first decision, a CI workflow, a site that builds. Files that are there are left as
    they are.

    \b
    Example:
      adr init
      adr init --dry-run
      adr init --folder docs/choices --folder playbook=ops/runbooks
      adr -C handbook init --name "Lighthouse handbook" --owner m.okafor
    """
    from adr.catalogue import load_kinds
    from adr.finding import CannotRunError
    from adr.layout import stated_name
    from adr.project import OWN_KINDS, SETTINGS
    from adr.survey import survey

    if further := click.get_current_context().args:
        raise click.UsageError(
            f"the folder is an option here: `adr init --folder {further[0]}`; "
            "with ADR_PROFILE=adr-tools, commands are those of adr-tools"
        )
    root = session.directory.resolve()
    if (root / SETTINGS).exists():
        raise CannotRunError(f"{root / SETTINGS} is already there: this is a knowledge base")
    kinds = load_kinds(root / OWN_KINDS)
    found = survey(root, kinds, [_named(root, kinds, folder) for folder in folders])
    title = name or stated_name(root) or root.name.replace("-", " ").capitalize()
    if found.sites:
        from adr.adoption import adopt, ignore_line

        taken = adopt(root, found, kinds, title, owner or "")
        line = ignore_line(taken.project)
        hint = [f"with the line {line.rstrip()} in .gitignore, git leaves the built site out"] if line else []
        click.echo("\n".join([*taken.lines, *hint]) + "\n")
        _write(root, {SETTINGS: taken.settings}, dry_run=dry_run)
        if not dry_run:
            _tell_next(root)
        return 0
    from adr.change import starter
    from adr.history import identity

    today = as_of.date() if as_of else date.today()
    _write(root, starter(root, title, owner or identity(root), today, shared=owner is not None), dry_run=dry_run)
    if not dry_run:
        click.echo('\nnext: adr new "TITLE", adr check, adr serve')
    return 0


def _named(root: Path, kinds: Mapping[str, Kind], stated: str) -> tuple[str, str]:
    """Read ``KIND=DIR`` or ``DIR``; return the kind's name, and the folder from the root."""
    from adr.finding import CannotRunError, did_you_mean

    first, equals, rest = stated.partition("=")
    kind, folder = (first, rest) if equals and "/" not in first else ("decision", stated)
    if kind not in kinds:
        raise CannotRunError(f"no kind is called `{kind}`; {did_you_mean(kind, kinds)}")
    path = (root / folder).resolve()
    if not path.is_relative_to(root):
        raise CannotRunError(f"{folder} is outside {root}")
    if not path.is_dir():
        raise CannotRunError(f"{folder} is no folder of {root}")
    name = path.relative_to(root).as_posix()
    return kind, "" if name == "." else name


def _write(root: Path, files: Mapping[str, str], *, dry_run: bool) -> None:
    from adr.write import FileChange, diff, lock, write

    changes: Sequence[FileChange] = [FileChange(root / path, None, text) for path, text in files.items()]
    if dry_run:
        click.echo(diff(root, changes), nl=False)
        return
    root.mkdir(parents=True, exist_ok=True)
    with lock(root):
        write(root, changes)
    for path in files:
        click.echo(f"wrote {path}")


def _tell_next(root: Path) -> None:
    """Say what to do in a repository that was taken over: freeze what is found, unless all is well."""
    from adr.check import check
    from adr.people import read_register
    from adr.project import find
    from adr.source import read_graph

    project = find(root)
    number = len(check(project, read_graph(project), read_register(project)))
    freeze = f", `adr check --update-baseline` to freeze its {number} finding{'s' * (number > 1)}" if number else ""
    click.echo(f"\nnext: `adr check`{freeze}, `adr list`, `adr build`")
    if (root / ".adr-dir").is_file() or (root / "doc" / "adr").is_dir():
        click.echo("scripts that call adr-tools go on with ADR_PROFILE=adr-tools")
