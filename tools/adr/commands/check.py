"""``adr check``: what is wrong, where, and what to do."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from adr import output
from adr.arguments import rule_options, today
from adr.command import Name, Session, as_of_option, on_terminal, session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adr.baseline import Counts
    from adr.check import Outcome
    from adr.finding import Finding
    from adr.fixing.request import Request
    from adr.graph import Graph
    from adr.project import Project
    from adr.rule import Base

    Wanted = Callable[[str], bool]


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    envvar="ADR_CHECK_FORMAT",
    type=Name(output.names()),
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
@click.option(
    "--since", metavar="REV", help="Report only what changed since a revision, and what that breaks elsewhere."
)
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="With `-` as PATHS: check standard input as if it were that file, and report that file only.",
)
@click.option("--watch", is_flag=True, help="Check again whenever records or settings change, until Ctrl-C.")
@click.option("--update-baseline", is_flag=True, help="Freeze all findings of today: from now on only new ones count.")
@click.option("--no-baseline", is_flag=True, help="Count the findings that the baseline has, too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and print what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: mend what is to be looked at after, too.")
@click.option("--diff", "as_diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@as_of_option("The day from which rules and reports count")
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
    since: str | None,
    stdin_filename: Path | None,
    as_of: datetime | None,
    *,
    watch: bool,
    update_baseline: bool,
    no_baseline: bool,
    fix: bool,
    unsafe_fixes: bool,
    as_diff: bool,
    statistics: bool,
    strict: bool,
    exit_zero: bool,
) -> int:
    """Check every record, and print what is wrong and what to do. PATHS limits what is printed.

    Findings that the project's baseline has, `adr-baseline.json`, are left out.

    With a base, what is there is compared with what was there at the fork, and rules that count from a day speak of
    the records that changed since. On pull requests of GitHub, GitLab and Bitbucket the base is found; `--base ''`
    says that there is none. What git cannot compare is reported as not checked.

    Findings marked [*] are mended by --fix: front matter and text are edited in place, and every other byte stays.
    Records are then checked again, and what is left counts. What settings or the baseline hide is left alone.

    Exit code: 0 nothing that fails, 1 findings, 2 could not run, or could not compare with a base that was asked for.
    It does not depend on formats. With --diff, 1 says that something would change.

    \b
    Example:
      adr check
      adr check adrs/ADR-0007-use-postgresql.md
      adr check --format json
      adr check --format github --output sarif=adr.sarif --output markdown=comment.md
      adr check --select ENV,REL001 --statistics
      adr check --base origin/main
      adr check --since HEAD
      adr check - --stdin-filename adrs/ADR-0007-use-postgresql.md < draft.md
      adr check --watch
      adr check --as-of 2026-12-31
      adr check --update-baseline
      adr check --diff
      adr check --fix --select ENV003
    """
    from adr import reporting
    from adr.baseline import split
    from adr.finding import CannotRunError
    from adr.fixing.request import Request, carry_out, left, told
    from adr.fork import compare
    from adr.source import selected
    from adr.standin import piped

    _refuse(click.get_current_context().params)
    if watch:
        return _watch(session)
    targets, project, day = reporting.targets(outputs, session.directory), session.project, today(as_of)
    typed = piped(project, session.directory, paths, stdin_filename)
    held = typed.within(session.graph) if typed else None
    chosen = project.ruleset.narrowed(select, extend_select, ignore)
    compared = compare(project, lambda: held or session.graph, "" if update_baseline else base, os.environ, chosen)
    against = typed.against(compared.base, session.graph) if typed else compared.base
    asked = (against, chosen, day.isoformat())
    request = Request(project, session.directory, paths, *asked, not no_baseline, unsafe_fixes)
    if as_diff:
        return _diff(request) * (not exit_zero)
    mended = carry_out(request)[0] if fix else None
    check = partial(session.checked, against, chosen, as_of=day.isoformat())
    graph, outcome = (mended.looked.graph, left(mended)) if mended else check(graph=held)
    wanted = typed.only if typed else selected(project, graph, session.directory, paths)
    if update_baseline:
        return _freeze(project, outcome.findings, limited=any((paths, base, since, select, extend_select, ignore)))
    known = {} if no_baseline else _known(project, outcome, against)
    shown = replace(outcome, findings=split(outcome.findings, known).new)
    if since:
        shown, wanted = _concerned(project, graph, shown, since, wanted, check)
    report = reporting.report(project, graph, shown, wanted, compared, today=day, strict=strict, unsafe=unsafe_fixes)
    reporting.deliver(project, graph, report, targets)
    text = output.rendered("statistics" if statistics else format_, replace(report, colour=on_terminal()))
    click.echo(text, nl=bool(text))
    if mended:
        click.echo(told(mended), err=True)
    _tell(outcome, known, wanted)
    if compared.problem and (compared.asked or strict):
        raise CannotRunError(compared.problem)
    return int(not exit_zero and any(map(report.fails, report.findings)))


def _refuse(asked: Mapping[str, Any]) -> None:
    """Refuse options that do not go together."""
    once = ("update_baseline", "stdin_filename", "fix", "as_diff")
    if asked["watch"] and any(asked[name] for name in once):
        raise click.UsageError("--watch goes with none of --update-baseline, --stdin-filename, --fix and --diff")
    edits = asked["fix"] or asked["as_diff"]
    if edits and (asked["update_baseline"] or asked["since"] or asked["stdin_filename"]):
        raise click.UsageError("--fix and --diff go with none of --update-baseline, --since and --stdin-filename")
    if asked["watch"] and any(str(path) == "-" for path in asked["paths"]):
        raise click.UsageError("--watch watches files, and standard input is none: leave one of --watch and `-` out")
    if asked["since"] == "":
        raise click.UsageError("--since names a revision, such as HEAD or origin/main")
    _refuse_ignored(asked)


def _refuse_ignored(asked: Mapping[str, Any]) -> None:
    """Refuse options that say how to print what is not printed."""
    typed = click.get_current_context().get_parameter_source("format_") is ParameterSource.COMMANDLINE
    given = {"--format": typed, "--statistics": asked["statistics"], "--output": asked["outputs"]}
    if alone := next((name for name in ("update_baseline", "as_diff") if asked[name]), ""):
        if ignored := [name for name, there in given.items() if there]:
            option = {"as_diff": "--diff"}.get(alone, "--update-baseline")
            raise click.UsageError(f"{option} prints no report: leave {' and '.join(ignored)} out")
    elif typed and asked["statistics"] and asked["format_"] != "statistics":
        raise click.UsageError("--statistics is a way to print, too: leave it or --format out")


def _known(project: Project, outcome: Outcome, base: Base | None) -> Counts:
    """Return what the baseline has, as far as it speaks of what was looked at.

    With a base, rules that count from a day look at the records only that the change touches.
    """
    from adr.baseline import read_baseline

    timed = {rule.code: rule.timed and base is not None for rule in outcome.rules}
    return {
        (path, code): number
        for (path, code), number in read_baseline(project.root).items()
        if code in timed and (not timed[code] or (base and path in base.touched))
    }


def _concerned(
    project: Project, graph: Graph, outcome: Outcome, since: str, wanted: Wanted, check: partial[tuple[Graph, Outcome]]
) -> tuple[Outcome, Wanted]:
    """Return what concerns a change since a revision; where that is everything, say why."""
    from adr.since import concern

    about = concern(project, graph, outcome, since, lambda before: check(graph=before)[1])
    if about.everywhere:
        click.echo(f"{about.everywhere} changed since {since}: all records are reported", err=True)
    return about.outcome, lambda path: path in about.paths and wanted(path)


def _watch(session: Session) -> int:
    """Run the command again, as it was called, whenever something changes; a run that fails is told and forgotten."""
    from adr.finding import CannotRunError
    from adr.watching import changes, listed

    context = click.get_current_context()
    with suppress(KeyboardInterrupt):
        for changed in changes(session.directory, session.config):
            click.echo(f"changed: {listed(changed)}" if changed else "watching; Ctrl-C ends", err=True)
            context.obj = replace(session)
            try:
                context.invoke(command, **{**context.params, "watch": False})
            except CannotRunError as error:
                click.echo(f"adr: {error}", err=True)
            except click.ClickException as error:
                error.show()
            sys.stdout.flush()
    return 0


def _freeze(project: Project, findings: Sequence[Finding], *, limited: bool) -> int:
    """Write the baseline, and say what is in it."""
    from adr.baseline import baseline_change
    from adr.project import BASELINE
    from adr.write import lock, write

    if limited:
        raise click.UsageError("a baseline holds all findings: leave PATHS, --base and the choice of rules out")
    with lock(project.root):
        change = baseline_change(project.root, findings)
        write(project.root, [change] if change else [])
    files = len({found.location.path for found in findings})
    about = f"{len(findings)} finding{'s' * (len(findings) != 1)} in {files} file{'s' * (files != 1)}"
    if not findings:
        about = f"nothing to freeze{f': removed {BASELINE}' if change else ''}"
    elif change is None:
        about = f"{BASELINE} is up to date: {about}"
    else:
        about = f"wrote {BASELINE}: {about}"
    click.echo(about)
    return 0


def _diff(request: Request) -> int:
    """Print what fixing would change; return the exit code."""
    from adr.fixing.request import carry_out, told

    mended, changes = carry_out(request, dry=True)
    click.echo(changes, nl=False)
    click.echo(told(mended, dry=True), err=True)
    return int(bool(changes))


def _tell(outcome: Outcome, known: Counts, wanted: Wanted) -> None:
    """Say what the baseline hides of what is wanted, and what it has in vain."""
    from adr.baseline import split
    from adr.project import BASELINE

    known = {(path, code): number for (path, code), number in known.items() if wanted(path)}
    found = split((found for found in outcome.findings if wanted(found.location.path)), known)
    if found.hidden:
        click.echo(f"{BASELINE} hides {found.hidden}; `--no-baseline` shows all", err=True)
    if found.gone:
        number = sum(found.gone.values())
        what = f"{number} finding{'s' * (number != 1)} of {BASELINE} {'are' if number != 1 else 'is'} gone"
        click.echo(f"{what}; `adr check --update-baseline` takes {'them' if number != 1 else 'it'} out", err=True)
