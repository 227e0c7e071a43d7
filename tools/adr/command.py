"""What a command is: one file of ``commands/`` that defines ``command``. Options in, one core call, exit code out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from adr import discovery

if TYPE_CHECKING:
    from pathlib import Path

    from adr.check import Outcome
    from adr.draft import Draft
    from adr.graph import Graph
    from adr.project import Project
    from adr.references import Moved
    from adr.rule import Base
    from adr.ruleset import Ruleset


_HELP = r'(?ms)(?:^def command\((?:(?!\ndef ).)*?\n    |^command\.help = )"""(.+?)(?:\n\n|""")'
"""The first paragraph of a command's help, where its file has it."""


_REPORTING = ("list", "check", "doctor", "index", "export", "cli", "adr", "build", "serve")
"""Commands whose own output says which files cannot be read."""


_MANY = 300
"""Records from which on it is quicker to load what is known of them than to read them for a listing."""


@dataclass(frozen=True)
class Session:
    """Where the command runs, and on whose settings. Project and graph are read when first asked for."""

    start: str
    settings: str | None
    cached: bool = True

    @property
    def directory(self) -> Path:
        """The folder that the command runs in."""
        from pathlib import Path

        return Path(self.start)

    @property
    def config(self) -> Path | None:
        """The settings file; None where it is to be looked for."""
        from pathlib import Path

        return Path(self.settings) if self.settings else None

    @cached_property
    def project(self) -> Project:
        """The project around the directory; raises ProjectError."""
        from adr.project import find
        from adr.walk import PENDING

        project = find(self.directory, self.config)
        if (project.root / PENDING).is_dir():
            from adr.write import recover

            for line in recover(project.root):
                click.echo(f"adr: {line}", err=True)
        return project

    @cached_property
    def graph(self) -> Graph:
        """The project's records as a graph; that some files cannot be read is said."""
        from adr.source import read_graph

        graph = read_graph(self.project)
        if graph.unreadable and click.get_current_context().info_name not in _REPORTING:
            count = len(graph.unreadable)
            files = f"{graph.unreadable[0].path} cannot be read" if count == 1 else f"{count} files cannot be read"
            click.echo(f"adr: {files}; `adr check` says why", err=True)
        return graph

    def name(self, text: str) -> str:
        """Return a record's path from the root, where `text` is one from the current folder; else `text` as it is."""
        if "/" not in text and "." not in text:
            return text
        path = (self.directory / text).resolve()
        return self.project.relative(path) if path.is_file() and path.is_relative_to(self.project.root) else text

    @cached_property
    def listed(self) -> Graph:
        """The project's records, as far as may be as the cache knows them: for those who want little of many."""
        from adr.source import look_over

        if not self.cached or len((found := look_over(self.project)).claims) < _MANY:
            return self.graph
        from adr.incremental.memory import recall

        return recall(self.project, found=found).graph

    def checked(
        self, base: Base | None = None, chosen: Ruleset | None = None, *, as_of: str, graph: Graph | None = None
    ) -> tuple[Graph, Outcome]:
        """Return the project's records and what rules find in them on a day, compared with a branch if there is one.

        With a `graph`, that is what is checked.

        Only what the rules of settings find, and not those that are `chosen` in their place, is remembered; nothing of
        a comparison is.
        """
        from adr.check import contexts, outcome, run
        from adr.graph import Graph
        from adr.people import read_register

        project, register = self.project, read_register(self.project)
        if graph is not None or base is not None or not self.cached:
            graph = graph or self.graph
            return graph, run(project, graph, register, base, chosen, as_of=as_of)
        from adr.incremental.memory import recall

        nothing = Graph((), project.kinds, lambda _: False)
        told = contexts(project, nothing, register, None, chosen, as_of=as_of)
        found = recall(project, told, keep=chosen in (None, project.ruleset))
        return found.graph, outcome(told, found.findings, chosen or project.ruleset, found.graph)

    @contextmanager
    def writing(self) -> Iterator[Draft]:
        """Read the records under the project's lock, which is kept until the changes are made."""
        from adr.draft import Draft
        from adr.write import lock

        with lock(self.project.root):
            self.__dict__.pop("graph", None)
            yield Draft(self.graph)

    def editor(self) -> str:
        """Return VISUAL, else EDITOR; one that is set to nothing counts as unset. Raises UsageError for none."""
        editor = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
        if not editor:
            raise click.UsageError("no editor: set VISUAL or EDITOR")
        return editor

    def edit(self, path: Path) -> None:
        """Open a file in the editor and wait for its end."""
        import shlex
        import subprocess

        editor = self.editor()
        try:
            command = shlex.split(editor)
            out = None if sys.stdout.isatty() else sys.stderr  # what is printed there is for a script, not an editor's
            code = subprocess.call([*command, str(path)], stdout=out)
        except (OSError, ValueError) as error:
            raise click.UsageError(f"the editor `{editor}` cannot be started: {error}") from None
        if code:
            raise click.UsageError(f"the editor `{editor}` ended with {code}; {path} is as it left it")

    def finish(self, draft: Draft | Moved, *, dry_run: bool) -> None:
        """Make a draft's changes and print the paths of the files, or print the changes as a diff."""
        from adr.write import diff, write

        changes = draft.changes(self.project.root)
        if dry_run:
            click.echo(diff(self.project.root, changes), nl=False)
        else:
            write(self.project.root, changes)
            for change in changes:
                if change.after is not None:
                    click.echo(os.path.relpath(change.path, self.directory.resolve()))
        for note in draft.notes:
            click.echo(note, err=True)


class _Day(click.DateTime):
    """A day in ISO form; what is none is refused in words that say which of the two it is not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a datetime; raises BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            formed = re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value))
            why = "is no day of the calendar" if formed else "is no date, such as 2026-03-02"
        return self.fail(f"`{value}` {why}", param, ctx)


DAY = _Day(["%Y-%m-%d"])
"""The type of options that are days."""


class Name(click.Choice[str]):
    """One of a few names; what is none of them is refused with the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """Return what is wrong, with the name that is meant."""
        from adr.finding import did_you_mean

        return f"`{value}` is none of these names; {did_you_mean(str(value), self.choices)}"


def dry_run_option(function: Callable[..., int]) -> Callable[..., int]:
    """Add ``--dry-run`` to a command that writes."""
    return click.option("--dry-run", is_flag=True, help="Print the changes as a diff and write nothing.")(function)


def as_of_option(what: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add ``--as-of DATE`` to a command; `what` says what the date is."""
    return click.option("--as-of", type=DAY, metavar="DATE", help=f"{what} (default: today).")


session = click.make_pass_decorator(Session)
"""Hands a command its Session as first argument."""


def names() -> tuple[str, ...]:
    """Return the names of all commands, without loading any."""
    return discovery.names("commands")


def command(name: str) -> click.Command:
    """Return the command called `name`, which is one of `names()`."""
    found: click.Command = discovery.load("commands", name, "command")
    return found


def help_of(name: str) -> str:
    """Return the first paragraph of a command's help, read from its file: loading all commands takes long."""
    stated = re.search(_HELP, discovery.text("commands", name))
    return stated[1] if stated else command(name).help or ""


def print_json(value: Any) -> None:
    """Print `value` as JSON that people can read too."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as aligned columns, safe for a terminal; the last one is as long as it is."""
    from adr.finding import printable

    rows = [tuple(" ".join(printable(cell).split("\n")) for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def on_terminal() -> bool:
    """Tell whether output goes to a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
