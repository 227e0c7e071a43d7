"""``adr show``: one record with everything that is connected to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from adr.arguments import at_options, graph_at, name_at, record_argument
from adr.command import Session, on_terminal, print_json, session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adr.project import Project
    from adr.record import Record

_WIDEST = 100


@click.command("show")
@record_argument
@click.option("--raw", is_flag=True, help="Print the file's bytes, and nothing else.")
@at_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `adr schema show` describes it.")
@session
def command(
    session: Session, record_id: str, at: str | None, as_of: datetime | None, *, raw: bool, as_json: bool
) -> int:
    """Show a record: its header, relations both ways, who cites it, its text. ID may be a path.

    On a terminal the text is laid out; elsewhere it is the Markdown.

    \b
    Example:
      adr show ADR-0007
      adr show ADR-0007 --at v1.2
      adr show ADR-0007 --raw > copy.md
    """
    from adr.graph import find_entry, find_record
    from adr.report import detail, may_cite
    from adr.vicinity import read_vicinity

    name = session.name(record_id)
    graph = graph_at(session, at, as_of) if at or as_of else read_vicinity(session.project, name)
    if at or as_of:
        name = name_at(session, graph, name)
    if raw:
        entry = find_entry(graph, name)
        data = entry.text.encode() if at or as_of or entry.text else (session.project.root / entry.path).read_bytes()
        click.echo(data, nl=False)
        return 0
    record = find_record(graph, name)
    found = detail(graph, record, may_cite(graph, record))
    if as_json:
        print_json(found)
    else:
        _print(record, found, list(_waived(record, session.project)))
    return 0


def _waived(record: Record, project: Project) -> Iterator[tuple[str, str]]:
    """Yield a line per waiver of the record, whatever the day."""
    from adr.finding import printable
    from adr.report import waiver_text
    from adr.waiver import OWN, VOID, options_of, standing

    for waiver in record.waivers:
        about = f"{waiver.rule} {waiver_text(waiver)}"
        if standing(waiver, record, options_of(project.rule_settings(OWN)), "") == VOID:
            about = f"{waiver.rule or 'no rule'}: the waiver is not in order, `adr check` says why"
        elif not waiver.keys:
            about = f"{about} (from line {waiver.first} to {waiver.last})"
        yield "waived", " ".join(printable(about).split())


def _print(record: Record, found: dict[str, Any], waived: Sequence[tuple[str, str]]) -> None:
    from adr.finding import printable

    head = printable(f"{record.id}  {record.title}")
    click.echo(f"{click.style(head, bold=True) if on_terminal() else head}\n")
    labels = [("kind", record.kind.name), ("status", record.status), ("as written", printable(record.status_words))]
    labels += [("date", record.date), ("owner", record.owner)]
    labels += [("tags", ", ".join(record.tags)), ("path", record.path)]
    labels += [("in force", ", ".join(found["in_force_instead"]))]
    labels += [(f"#{part['part']}", f"superseded by {part['by']}") for part in found["superseded_parts"]]
    labels += [(n, ", ".join(ids)) for n, ids in (found["relations"] | found["inverse_relations"]).items()]
    labels += waived
    width = max(len(name) for name, value in labels if value)
    click.echo("\n".join(f"{name.ljust(width)}  {value}" for name, value in labels if value))
    for citation in found["backlinks"]:
        click.echo(f"{'cited by'.ljust(width)}  {citation['id']}: {citation['sentence']}")
    click.echo(f"\n{_text(record.reading.body, markdown=record.reading.markup == 'markdown')}")


def _text(body: str, *, markdown: bool) -> str:
    if not (markdown and on_terminal()):
        from adr.finding import printable

        return printable(body.strip())
    import shutil

    from adr.terminal import render

    return render(body, min(shutil.get_terminal_size().columns, _WIDEST))
