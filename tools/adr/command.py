"""What a command is: one file of ``commands/`` that defines ``command``. Options in, one core call, exit code out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adr import discovery

if TYPE_CHECKING:
    from adr.graph import Graph
    from adr.project import Project


@dataclass(frozen=True)
class Session:
    """Where the command runs, and on whose settings. Project and graph are read when first asked for."""

    directory: Path
    config: Path | None

    @cached_property
    def project(self) -> Project:
        """The project around the directory; raises ProjectError."""
        from adr.project import find

        return find(self.directory, self.config)

    @cached_property
    def graph(self) -> Graph:
        """The project's records as a graph."""
        from adr.source import read_graph

        return read_graph(self.project)


session = click.make_pass_decorator(Session)
"""Hands a command its Session as first argument."""


def names() -> tuple[str, ...]:
    """Return the names of all commands, without loading any."""
    return discovery.names("commands")


def command(name: str) -> click.Command:
    """Return the command called `name`, which is one of `names()`."""
    found: click.Command = discovery.load("commands", name, "command")
    return found


def print_json(value: Any) -> None:
    """Print `value` as JSON that people can read too."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as aligned columns; the last one is as long as it is."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def on_terminal() -> bool:
    """Tell whether output goes to a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
