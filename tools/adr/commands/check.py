"""``adr check``: what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from adr import output
from adr.command import Session, on_terminal, session


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
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@session
def command(session: Session, paths: tuple[Path, ...], format_: str, base: str | None, *, strict: bool) -> int:
    """Check every record, and print what is wrong and what to do. PATHS limits what is printed.

    Exit code: 0 nothing that fails, 1 findings, 2 could not run.

    \b
    Example:
      adr check
      adr check adrs/ADR-0007-use-postgresql.md
      adr check --format json
      adr check --base origin/main
    """
    from adr.finding import Severity
    from adr.history import added_on
    from adr.report import counts
    from adr.rule import Base
    from adr.source import selected

    project = session.project
    compared = Base(base, added_on(project.root, base, [p.folder or "." for p in project.places])) if base else None
    graph, found = session.checked(compared)
    wanted = selected(project, graph, session.directory, paths)
    findings = [finding for finding in found if wanted(finding.location.path)]
    report = output.Report(
        findings,
        sum(wanted(record.path) for record in graph.records),
        sum(wanted(entry.path) for entry in graph.unreadable),
        on_terminal(),
    )
    click.echo(output.renderer(format_)(report))
    number = counts(findings)
    return int(number[Severity.ERROR] > 0 or (strict and number[Severity.WARNING] > 0))
