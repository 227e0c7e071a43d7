"""The command line: parse, call, print; nothing else. Commands are found in ``commands/`` and loaded when called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from adr import __version__
from adr.command import Session, command, help_of, names

_OBJECTS = 200_000
"""New objects before Python looks for unreachable cycles: records hold none, and looking often costs a third."""


_PROFILE = "with ADR_PROFILE=adr-tools, commands are those of adr-tools"
_OF_ADR_TOOLS: Mapping[str, str] = {
    "generate": f"for `generate toc` there is `adr index`, for `generate graph`, `adr graph`; {_PROFILE}",
    "config": f"`adr doctor` says where records are; {_PROFILE}",
    "help": "`adr --help` and `adr COMMAND --help` are there",
    "upgrade-repository": _PROFILE,
}
"""What there is in place of the commands of adr-tools that have no namesake here."""

_OPTIONS_OF_ADR_TOOLS: Mapping[tuple[str, str], str] = {("new", "-s"): "--supersedes", ("new", "-l"): "--link"}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return command(cmd_name) if cmd_name in names() else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        limit = formatter.width - 6 - max(map(len, names()))
        rows = [(name, click.Command(name, help=help_of(name)).get_short_help_str(limit)) for name in names()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in names() and not args[0].startswith("-"):
            from adr.finding import did_you_mean

            meant = _OF_ADR_TOOLS.get(args[0]) or did_you_mean(args[0], names())
            raise click.UsageError(f"no command is called `{args[0]}`; {meant}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"auto_envvar_prefix": "ADR", "help_option_names": ["-h", "--help"]},
)
@click.option("-C", "--directory", type=click.Path(), default=".", help="Run as if started there.", metavar="DIR")
@click.option(
    "--config",
    type=click.Path(),
    help="Read settings from there instead of DIR/adr.toml; DIR is then the project's root.",
    metavar="FILE",
)
@click.option(
    "--cache/--no-cache",
    "cached",
    default=True,
    envvar="ADR_CACHE",
    help="Read and check only what changed since the last run (default), or everything.",
)
@click.version_option(__version__, prog_name="adr", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, directory: str, config: str | None, *, cached: bool) -> None:
    """Keep decisions, learnings and playbooks as Markdown in git; check, cross-reference and publish them.

    \b
    Example:
      adr init                        start a knowledge base in this folder
      adr new "Use PostgreSQL"        write a decision
      adr check                       be told what is wrong, and what to do
      adr serve                       read the site while you write
      adr                             what is here, and what needs attention
    """
    ctx.obj = Session(directory, config, cached)
    if ctx.invoked_subcommand is None:
        _overview(ctx)


def _overview(ctx: click.Context) -> None:
    """Say what is here; outside a knowledge base, show the help."""
    from datetime import date

    from adr.baseline import unfrozen
    from adr.overview import lines, overview
    from adr.project import NoProjectError

    try:
        project = ctx.obj.project
    except NoProjectError:
        click.echo(ctx.get_help())
        return
    today = date.today()
    graph, outcome = ctx.obj.checked(as_of=today.isoformat())
    findings = unfrozen(project.root, outcome.findings)
    click.echo("\n".join(lines(overview(project, graph, findings, today, waived=len(outcome.waived)))))


def _meant(error: click.ClickException) -> click.ClickException:
    """Return an error that names our option where one of adr-tools was given; any other as it is."""
    if isinstance(error, click.NoSuchOption) and error.ctx:
        name = _OPTIONS_OF_ADR_TOOLS.get((str(error.ctx.info_name), error.option_name))
        if name:
            return click.UsageError(f"there is no option `{error.option_name}`; did you mean `{name}`?", error.ctx)
    return error


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code: 0 clean, 1 findings, 2 could not run."""
    gc.set_threshold(_OBJECTS)
    try:
        result: Any = cli.main(list(arguments), prog_name="adr", standalone_mode=False)
    except click.Abort:
        return 130
    except click.ClickException as error:
        _meant(error).show()
        return 2
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the reader has gone; the exit must not fail on it
        return 0
    except Exception as error:
        from adr.finding import CannotRunError, internal_error

        if isinstance(error, CannotRunError):
            click.echo(f"adr: {error}", err=True)
            return 2
        if os.environ.get("ADR_DEBUG"):
            raise
        click.echo(internal_error(error), err=True)
        return 2
    return result if isinstance(result, int) else 0
