"""``adr doctor``: whether everything that the command needs is there and in order."""

from __future__ import annotations

from dataclasses import asdict

import click

from adr.command import Session, on_terminal, print_json, session

_COLOURS = {"ok": "green", "warn": "yellow", "error": "red"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema doctor` describes it.")
@session
def command(session: Session, *, as_json: bool) -> int:
    """Look at the environment, settings, git, the site's engine and the files, and say what to do. Repairs nothing.

    Exit code: 0 all works, 1 something does not.

    \b
    Example:
      adr doctor
      adr doctor --json | jq '.[] | select(.level != "ok")'
    """
    from adr.doctor import ERROR, diagnose

    found = tuple(diagnose(session.directory, session.config))
    if as_json:
        print_json([asdict(diagnosis) for diagnosis in found])
    else:
        width = max(len(diagnosis.subject) for diagnosis in found)
        for diagnosis in found:
            level = diagnosis.level.ljust(5)
            shown = click.style(level, fg=_COLOURS[diagnosis.level]) if on_terminal() else level
            click.echo(f"{shown}  {diagnosis.subject.ljust(width)}  {diagnosis.message}")
            if diagnosis.help:
                click.echo(f"{' ' * (width + 9)}{diagnosis.help}")
    return int(any(diagnosis.level == ERROR for diagnosis in found))
