"""``adr report pack``: selected records as one dated document, to be read, printed and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from adr.arguments import at_options, day, graph_at
from adr.command import Name, Session, session


@click.command("pack")
@click.option(
    "--select",
    required=True,
    metavar="QUERY",
    help="The records: a query as in the address of a register, or ids with commas.",
)
@click.option("--title", default="", metavar="TEXT", help="The title on the cover (default: what is in it).")
@click.option("--for", "client", default="", metavar="CLIENT", help="For whom it is; the cover says so.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write, .html or .pdf; without it, HTML is printed.",
)
@click.option(
    "--format", "format_", type=Name(["html", "pdf"]), help="What to make (default: what the file's name ends with)."
)
@at_options
@session
def command(
    session: Session,
    /,
    select: str,
    title: str,
    client: str,
    output: Path | None,
    format_: str | None,
    at: str | None,
    as_of: datetime | None,
) -> int:
    """Make one document of selected records: cover, contents, the records with their statuses, sources.

    It loads nothing from anywhere. The same records give the same bytes; nothing is overwritten.

    \b
    Example:
      adr report pack --select "kind=decision&tag=payments" --for "Example Bank" --output pack.html
      adr report pack --select ADR-0004,ADR-0009 --as-of 2026-06-30 --output pack.pdf
      adr report pack --select "owner=m.okafor&retired=1" > pack.html
    """
    from adr.asking import ask
    from adr.document import document, save
    from adr.edition import edition
    from adr.finding import printable
    from adr.pack import Cover, pack
    from adr.pdf import pdf
    from adr.people import read_register
    from adr.report import many

    form = _form(output, format_)
    project, graph, register = session.project, graph_at(session, at, as_of), read_register(session.project)
    asked = ask(graph, select, register.people or {}, lambda: session.graph)
    state = edition(project.root, graph, [place.folder or "." for place in project.places], at, day(as_of))
    made = pack(project, graph, register, state, asked, Cover(title, client, select))
    text = document(made)
    if output is None:
        click.echo(text, nl=False)
    else:
        save(session.directory / output, pdf(text) if form == "pdf" else text.encode())
        click.echo(f"{many(made['count'], 'record')} in {output} (as of {made['as_of'] or 'no date'})")
    for note in _notes(made):
        click.echo(printable(note), err=True)
    return 0


def _form(output: Path | None, named: str | None) -> str:
    """Return what is to be made; raises UsageError where that is not plain, or a PDF would be printed."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    form = named or ({"htm": "html"}.get(ending, ending) if output else "html")
    if form not in ("html", "pdf"):
        raise click.UsageError(f"{output} ends neither in .html nor in .pdf; say which with --format")
    if form == "pdf" and output is None:
        raise click.UsageError("a PDF is not printed; name its file with --output FILE.pdf")
    return form


def _notes(made: dict[str, Any]) -> Iterator[str]:
    """Yield what whoever hands the document over should know."""
    from adr.report import many

    for row in made["left"]:
        yield f"left out: {row['what']} {row['why']}"
    if made["hidden"]:
        yield f"{many(made['hidden'], 'retired record')} would fit too: add `retired=1`"
    if made["changed"]:
        yield f"not as commit {made['commit'][:12]} has them: {', '.join(made['changed'])}"
