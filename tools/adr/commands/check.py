"""``adr check``: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from adr import output
from adr.arguments import rule_options, today
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
@click.option("--statistics", is_flag=True, help="Print how many findings each rule has, and what is not shown.")
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=FILE", help="Write a report to a file too; may be repeated."
)
@rule_options
@click.option("--base", metavar="REF", help="Compare with the branch to merge into, such as origin/main.")
@as_of_option("The day from which reports count what is due")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--exit-zero", is_flag=True, help="Findings do not fail: exit code 0, or 2 where it could not run.")
@session
def command(
    session: Session,
    paths: tuple[Path, ...],
    format_: str,
    outputs: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    base: str | None,
    as_of: datetime | None,
    *,
    statistics: bool,
    strict: bool,
    exit_zero: bool,
) -> int:
    """Check every record, and print what is wrong and what to do. PATHS limits what is printed.

    Exit code: 0 nothing that fails, 1 findings, 2 could not run. It does not depend on formats.

    \b
    Example:
      adr check
      adr check adrs/ADR-0007-use-postgresql.md
      adr check --format json
      adr check --format github --output sarif=adr.sarif --output markdown=comment.md
      adr check --select ENV,REL001 --statistics
      adr check --base origin/main
    """
    from adr import reporting
    from adr.check import run
    from adr.history import added_on
    from adr.people import read_register
    from adr.rule import Base
    from adr.source import selected

    targets = reporting.targets(outputs, session.directory)
    project, graph = session.project, session.graph
    wanted = selected(project, graph, session.directory, paths)
    compared = Base(base, added_on(project.root, base, [p.folder or "." for p in project.places])) if base else None
    chosen = project.ruleset.narrowed(select, extend_select, ignore)
    outcome = run(project, graph, read_register(project), compared, chosen)
    report = reporting.report(project, graph, outcome, wanted, today=today(as_of), base=base, strict=strict)
    reporting.deliver(project, graph, report, targets)
    text = output.rendered("statistics" if statistics else format_, replace(report, colour=on_terminal()))
    click.echo(text, nl=bool(text))
    return int(not exit_zero and any(map(report.fails, report.findings)))
