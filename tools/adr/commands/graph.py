"""``adr graph``: records and their relations as a drawing."""

from __future__ import annotations

from datetime import datetime

import click

from adr import diagram
from adr.arguments import at_options, complete_ids, complete_relations, graph_at
from adr.command import Name, Session, session


@click.command("graph")
@click.argument("record_id", metavar="[ID]", required=False, shell_complete=complete_ids)
@click.option("--hops", type=click.IntRange(min=0), metavar="N", help="How far from ID, either way (default: all).")
@click.option("--relation", "relations", multiple=True, shell_complete=complete_relations, help="Only this relation.")
@click.option("--kind", "kinds", multiple=True, help="Only records of this kind.")
@click.option(
    "--format",
    "format_",
    type=Name(diagram.names()),
    default="mermaid",
    show_default=True,
    help="How to print; `adr schema graph` describes JSON.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@at_options
@session
def command(
    session: Session,
    record_id: str | None,
    hops: int | None,
    relations: tuple[str, ...],
    kinds: tuple[str, ...],
    format_: str,
    at: str | None,
    as_of: datetime | None,
    *,
    as_json: bool,
) -> int:
    """Print records and their relations as a drawing: all, or those around ID. What is retired is drawn dashed.

    \b
    Example:
      adr graph > graph.mmd
      adr graph ADR-0010 --hops 1 --format dot | dot -Tsvg > graph.svg
      adr graph --relation supersedes --kind decision
    """
    from adr.finding import CannotRunError, did_you_mean
    from adr.graph import find_record

    graph = graph_at(session, at, as_of)
    known = (*graph.relations, *graph.inverses)
    for name in relations:
        if name not in known:
            raise CannotRunError(f"no relation is called `{name}`; {did_you_mean(name, known)}")
    for name in kinds:
        session.project.kind(name)
    start = find_record(graph, session.name(record_id)) if record_id else None
    found = diagram.diagram(graph, start, hops, relations, kinds)
    click.echo(diagram.renderer("json" if as_json else format_)(found))
    return 0
