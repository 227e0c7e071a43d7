"""``adr build``: the published site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from adr.command import DAY, Session, session
from adr.finding import printable

_SHOWN = 10


@click.command("build")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write it (default: `site` in the project).",
    metavar="DIR",
)
@click.option("--as-of", type=DAY, help="Build as of that date (default: HEAD's).", metavar="DATE")
@click.option("--strict", is_flag=True, help="Fail where the engine warns.")
@session
def command(session: Session, output: Path | None, as_of: datetime | None, *, strict: bool) -> int:
    """Build the site. Malformed records do not stop it: `adr check` is for that.

    \b
    Example:
      adr build
      adr build --output public --strict
    """
    from adr.findable import advice
    from adr.finding import CannotRunError
    from adr.site.engine_mkdocs import build
    from adr.site.stage import safe_output

    project = session.project
    stated = project.root / project.output
    if output is None and not stated.resolve().is_relative_to(project.root):
        raise CannotRunError(f"{project.config}: site.output leaves the project; `--output` may")
    folder = safe_output(project, output or stated)
    told = build(project, folder, as_of=as_of.date().isoformat() if as_of else "", strict=strict)
    total = told.records + told.unreadable
    made = [f"as of {told.as_of}"] if told.as_of else []
    made += [f"commit {told.commit}"] if told.commit else []
    source = f" ({', '.join(made)})" if made else ""
    click.echo(f"{total} record{'' if total == 1 else 's'} published in {folder}{source}")
    _tell_unreached(told.unreached)
    if note := advice(project, told.records):
        click.echo(note, err=True)
    if told.errors:
        click.echo(
            f"{told.errors} error{'' if told.errors == 1 else 's'} in the records: `adr check` lists them", err=True
        )
    return 0


def _tell_unreached(links: Sequence[str]) -> None:
    """Say which links of records lead to files that the site does not have, and what would mend them."""
    if links:
        shown = [f"  {printable(link)}" for link in links[:_SHOWN]]
        shown += [f"  and {len(links) - _SHOWN} more"] if len(links) > _SHOWN else []
        many = "a file that is" if len(links) == 1 else "files that are"
        click.echo(f"{len(links)} link{'s' * (len(links) > 1)} to {many} not published, shown as text:", err=True)
        click.echo("\n".join(shown), err=True)
        click.echo("with `site.repository` in adr.toml they lead to the repository", err=True)
