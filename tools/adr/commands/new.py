"""``adr new``: a new record, in its kind's first status unless told otherwise."""

from __future__ import annotations

from datetime import date, datetime
from typing import TextIO

import click

from adr.arguments import complete_ids, complete_links, complete_statuses
from adr.command import Session, as_of_option, dry_run_option, session


@click.command("new")
@click.argument("words", nargs=-1, required=True, metavar="[KIND] TITLE")
@click.option("--owner", help="Handle of the owner (default: `owner` in adr.toml, then git's user).")
@click.option(
    "--status",
    shell_complete=complete_statuses,
    help="Status to start in, with what it requires (default: the kind's first).",
)
@click.option(
    "--supersedes",
    multiple=True,
    shell_complete=complete_ids,
    metavar="ID[#PART]",
    help="A record whose place it takes.",
)
@click.option(
    "--link",
    "links",
    multiple=True,
    shell_complete=complete_links,
    metavar="RELATION:ID",
    help="A relation to another record.",
)
@click.option("--tag", "tags", multiple=True, help="A tag.")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="Another field; a list takes commas.")
@click.option("--template", "template_name", metavar="NAME|PATH", help="A template of the project's own.")
@click.option(
    "--from", "source", type=click.File("r", encoding="utf-8"), metavar="FILE|-", help="The text to start from."
)
@click.option("--edit/--no-edit", default=False, help="Open it in VISUAL or EDITOR.")
@as_of_option("The record's date")
@dry_run_option
@session
def command(  # noqa: D103 - its help is below, where click reads it
    session: Session,
    words: tuple[str, ...],
    owner: str | None,
    status: str | None,
    supersedes: tuple[str, ...],
    links: tuple[str, ...],
    tags: tuple[str, ...],
    fields: tuple[str, ...],
    template_name: str | None,
    source: TextIO | None,
    as_of: datetime | None,
    *,
    edit: bool,
    dry_run: bool,
) -> int:
    from adr.change import dialect_in, kind_and_title, new_record, similar, template
    from adr.dialect import id_of
    from adr.fields import named
    from adr.filling import Request, fill_in
    from adr.history import identity, names_ever, shallow
    from adr.record import Record, read

    project = session.project
    kind, title = kind_and_title(project, words)
    today = as_of.date() if as_of else date.today()
    who = owner or str(project.settings.get("owner", "")) or identity(project.root)
    try:
        body = source.read() if source else ""
    except UnicodeDecodeError:
        raise click.UsageError("the text given by --from is not UTF-8") from None
    if edit and not dry_run:
        session.editor()
    with session.writing() as draft:
        for other in similar(draft.graph, kind, title, body):
            click.echo(f"similar: {other.id} {other.title} ({other.status})", err=True)
        place = project.place(kind.name)
        if shallow(project.root):
            click.echo("this is a shallow clone: numbers that older commits gave are not known", err=True)
        names = names_ever(project.root, [place.folder or "."])
        written_in = dialect_in(draft.graph, place)
        taken = {id_of(name) for name in names} if written_in == "native" else names
        own = template(project, session.name(template_name)) if template_name else ""
        path, text = new_record(project, draft.graph, kind, title, who, today, taken=taken, template=own, body=body)
        record = read(path, text, kind, written_in, place.conventions)
        if not isinstance(record, Record):
            raise click.UsageError(f"the template gives no record: {record.message}")
        draft.texts[path] = text
        given = named(fields)
        fill_in(draft, record, Request(status, supersedes, links, tags, given), today)
        session.finish(draft, dry_run=dry_run)
    if edit and not dry_run:
        session.edit(project.root / path)
    return 0


command.help = """Write a new record and print its path. KIND is `decision` unless the first word names another.

Records that may be about the same are named first, on standard error. Templates of a project's own are
`.adr/templates/NAME.md`; their variables are {{ id }}, {{ number }}, {{ kind }}, {{ title }}, {{ heading }},
{{ status }}, {{ date }} and {{ owner }}. What every record needs is added where a template lacks it.

\b
Example:
  adr new "Use PostgreSQL"
  adr new learning "The bureau feed stopped" --field type=incident --tag data
  adr new "Use one gateway" --supersedes ADR-0004 --link learned-from:LRN-0003 --edit
  git log -1 --format=%b | adr new "Retry twice" --from -
"""
