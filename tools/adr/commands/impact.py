"""``adr impact``: what rests on a record."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from adr.arguments import at_options, depth_option, graph_at, record_argument
from adr.command import Session, on_terminal, print_json, session


@click.command("impact")
@record_argument
@depth_option
@at_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema impact` describes it.")
@session
def command(
    session: Session, record_id: str, depth: int | None, at: str | None, as_of: datetime | None, *, as_json: bool
) -> int:
    """Show what rests on a record: the records whose relations name it, and those that name these in turn.

    \b
    Example:
      adr impact ADR-0010
      adr impact ADR-0010 --depth 1 --json
    """
    from adr.graph import find_record
    from adr.trace import outline, trace

    graph = graph_at(session, at, as_of)
    steps = trace(graph, find_record(graph, session.name(record_id)), "down", depth)
    if as_json:
        print_json([asdict(step) for step in steps])
        return 0
    for step, line in outline(steps):
        click.echo(click.style(line, dim=True) if on_terminal() and step.phase == "retired" else line)
    return 0
