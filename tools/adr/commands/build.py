"""``adr build``: the published site."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from adr.command import Session, session


@click.command("build")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write it (default: `site` in the project).",
    metavar="DIR",
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Build as of that date (default: HEAD's).", metavar="DATE"
)
@click.option("--strict", is_flag=True, help="Fail where the engine warns.")
@session
def command(session: Session, output: Path | None, as_of: datetime | None, *, strict: bool) -> int:
    """Build the site. Malformed records do not stop it: `adr check` is for that.

    \b
    Example:
      adr build
      adr build --output public --strict
    """
    from adr.finding import CannotRunError
    from adr.site.engine_mkdocs import build
    from adr.site.stage import safe_output

    project = session.project
    stated = project.root / str(project.site.get("output", "site"))
    if output is None and not stated.resolve().is_relative_to(project.root):
        raise CannotRunError(f"{project.config}: site.output leaves the project; `--output` may")
    folder = safe_output(project, output or stated)
    staged = build(project, folder, as_of=as_of.date().isoformat() if as_of else "", strict=strict)
    total = staged.records + staged.unreadable
    made = [f"as of {staged.built.as_of}"] if staged.built.as_of else []
    made += [f"commit {staged.built.commit}"] if staged.built.commit else []
    source = f" ({', '.join(made)})" if made else ""
    click.echo(f"{total} record{'' if total == 1 else 's'} published in {folder}{source}")
    if staged.errors:
        click.echo(
            f"{staged.errors} error{'' if staged.errors == 1 else 's'} in the records: `adr check` lists them", err=True
        )
    return 0
