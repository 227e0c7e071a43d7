"""``adr check``: what is wrong, where, and what to do."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from adr import output
from adr.arguments import today
from adr.command import Session, as_of_option, on_terminal, session


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    envvar="ADR_CHECK_FORMAT",
    type=click.Choice(output.names()),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option("--base", metavar="REF", help="Compare with the branch to merge into, such as origin/main.")
@as_of_option("The day from which rules count that depend on one")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@session
def command(
    session: Session, paths: tuple[Path, ...], format_: str, base: str | None, as_of: datetime | None, *, strict: bool
) -> int:
    """Check every record, and print what is wrong and what to do. PATHS limits what is printed.

    With a base, what is there is compared with what was there at the fork, and rules that count from a day speak of
    the records that changed since. On pull requests of GitHub, GitLab and Bitbucket the base is found; `--base ''`
    says that there is none.

    Exit code: 0 nothing that fails, 1 findings, 2 could not run.

    \b
    Example:
      adr check
      adr check adrs/ADR-0007-use-postgresql.md
      adr check --format json
      adr check --base origin/main
      adr check --as-of 2026-12-31
    """
    from adr.check import check
    from adr.finding import Severity
    from adr.fork import base_of, read_base
    from adr.people import read_register
    from adr.report import counts
    from adr.source import selected

    project, graph = session.project, session.graph
    wanted = selected(project, graph, session.directory, paths)
    found_base = base_of(os.environ) if base is None else base
    compared = read_base(project, graph, found_base) if found_base else None
    everything = check(project, graph, read_register(project), compared, today(as_of).isoformat())
    findings = [f for f in everything if wanted(f.location.path)]
    report = output.Report(
        findings,
        sum(wanted(record.path) for record in graph.records),
        sum(wanted(entry.path) for entry in graph.unreadable),
        on_terminal(),
    )
    click.echo(output.renderer(format_)(report))
    found = counts(findings)
    return int(found[Severity.ERROR] > 0 or (strict and found[Severity.WARNING] > 0))
