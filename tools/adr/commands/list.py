"""``adr list``: every record, one line each."""

from __future__ import annotations

import click

from adr.command import Session, print_json, session, table


@click.command("list")
@click.option("--kind", help="Only this kind.")
@click.option("--status", help="Only this status.")
@click.option("--tag", help="Only records with this tag.")
@click.option("--owner", help="Only records of this owner.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema list` describes it.")
@session
def command(
    session: Session, kind: str | None, status: str | None, tag: str | None, owner: str | None, *, as_json: bool
) -> int:
    """List every record, unreadable files included.

    \b
    Example:
      adr list --kind decision --status accepted
      adr list --json
    """
    from adr.finding import did_you_mean
    from adr.report import row

    if kind is not None:
        session.project.kind(kind)
    rows = [
        found
        for entry in session.graph.entries
        if (found := row(entry))
        and kind in (None, found["kind"])
        and status in (None, found["status"])
        and (tag is None or tag in found["tags"])
        and owner in (None, found["owner"])
    ]
    if as_json:
        print_json(rows)
    elif rows:
        click.echo(
            table((r["id"], r["status"] or _without(r), r["date"] or "-", r["title"] or r["path"]) for r in rows)
        )
    else:
        known = {str(row(entry)[name]) for entry in session.graph.entries for name in ("status", "owner")}
        known |= {name for entry in session.graph.entries for name in row(entry)["tags"]}
        asked = [word for word in (status, tag, owner) if word]
        hints = [f"`{word}`: {did_you_mean(word, known)}" for word in asked if word not in known]
        none = "; ".join(["no record fits", *hints])
        click.echo(none if session.graph.entries else 'no records; `adr new "TITLE"` writes one', err=True)
    return 0


def _without(row: dict[str, object]) -> str:
    return "unreadable" if row["unreadable"] else "no status"
