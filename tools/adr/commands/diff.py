"""``adr diff``: what differs between two records, or one record at two moments."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from adr.arguments import complete_ids, graph_at, name_at
from adr.command import Session, on_terminal, print_json, session

if TYPE_CHECKING:
    from adr.comparison import Comparison

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("diff")
@click.argument("ids", metavar="A [B]", nargs=-1, required=True, shell_complete=complete_ids)
@click.option("--at", metavar="REF", help="Compare A as it was at a commit, branch or tag.")
@click.option("--to", metavar="REF", help="With A as it was at another (default: as it is).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `adr schema diff` describes it.")
@session
def command(session: Session, ids: tuple[str, ...], at: str | None, to: str | None, *, as_json: bool) -> int:
    """Compare two records, or one with what it was: field by field, section by section.

    With --at and --to, the record is found by its id, whatever its file was called.

    \b
    Example:
      adr diff ADR-0004 ADR-0010
      adr diff ADR-0007 --at main
      adr diff ADR-0007 --at v1.0 --to v1.1 --json
    """
    from adr.comparison import compare
    from adr.graph import find_record

    first, *others = ids
    if len(others) != (at is None) or (to is not None and at is None):
        raise click.UsageError("name two records, or one with --at REF [--to REF]")
    old, new = graph_at(session, at), graph_at(session, to)
    before = find_record(old, name_at(session, old, session.name(first)))
    after = find_record(new, name_at(session, new, session.name(others[0] if others else first)))
    found = compare(before, after)
    if as_json:
        names = {"before": {"id": before.id, "path": before.path}, "after": {"id": after.id, "path": after.path}}
        print_json(names | asdict(found))
        return 0
    _print(found)
    if not found.fields and not found.sections:
        click.echo("nothing differs", err=True)
    return 0


def _print(found: Comparison) -> None:
    for field in found.fields:
        old, new = (None if value is None else _inline(value) for value in (field.before, field.after))
        click.echo(f"{field.name}: {'-' if old is None else old} -> {'-' if new is None else new}")
    for section in found.sections:
        head = f"{section.heading or 'above the first heading'} ({section.change})"
        click.echo(f"\n{click.style(head, bold=True) if on_terminal() else head}")
        for line in section.diff:
            colour = _COLOURS.get(line[:1]) if on_terminal() else None
            click.echo(click.style(line, fg=colour) if colour else line)


def _inline(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
