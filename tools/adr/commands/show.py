"""``adr show``: one record with everything that is connected to it."""

from __future__ import annotations

import click

from adr.command import Session, print_json, session


@click.command("show")
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `adr schema show` describes it.")
@session
def command(session: Session, record_id: str, *, as_json: bool) -> int:
    """Show a record: its header, relations both ways, who cites it, its text. ID may be a path.

    \b
    Example:
      adr show ADR-0007
      adr show ADR-0007 --json
    """
    from adr.finding import CannotRunError, did_you_mean, printable
    from adr.record import Unreadable
    from adr.report import detail

    graph = session.graph
    entries = graph.by_id.get(record_id.upper()) or graph.by_id.get(record_id)
    entry = entries[0] if entries else graph.by_path.get(record_id)
    if entry is None:
        raise CannotRunError(f"no record is called `{record_id}`; {did_you_mean(record_id.upper(), graph.by_id)}")
    if isinstance(entry, Unreadable):
        raise CannotRunError(f"{entry.path}:{entry.line}:{entry.column} cannot be read: {entry.message}")
    found = detail(graph, entry)
    if as_json:
        print_json(found)
        return 0
    click.echo(f"{entry.id}  {entry.title}\n")
    labels = [("kind", entry.kind.name), ("status", entry.status), ("date", entry.date), ("owner", entry.owner)]
    labels += [("tags", ", ".join(entry.tags)), ("path", entry.path)]
    labels += [("in force", ", ".join(found["in_force_instead"]))]
    labels += [(n, ", ".join(ids)) for n, ids in (found["relations"] | found["inverse_relations"]).items()]
    width = max(len(name) for name, value in labels if value)
    click.echo("\n".join(f"{name.ljust(width)}  {value}" for name, value in labels if value))
    for citation in found["backlinks"]:
        click.echo(f"{'cited by'.ljust(width)}  {citation['id']}: {citation['sentence']}")
    click.echo(printable(f"\n{entry.reading.body.strip()}"))
    return 0
