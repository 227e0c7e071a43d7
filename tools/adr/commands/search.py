"""``adr search``: the records that hold some words, the likeliest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from adr.arguments import at_options, graph_at, known_status, selection, selection_options
from adr.command import Session, on_terminal, print_json, session

if TYPE_CHECKING:
    from adr.search import Hit


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@selection_options
@at_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; `adr schema search` describes it.")
@session
def command(
    session: Session,
    /,
    words: tuple[str, ...],
    at: str | None,
    as_of: datetime | None,
    *,
    as_json: bool,
    **options: Any,
) -> int:
    """Find the records that hold all WORDS, best first, each with the line that shows them best.

    Case does not count, and a word is found within longer ones. Titles count more than headings, and those more than
    text.

    \b
    Example:
      adr search vector database
      adr search postgres --status accepted --since 2026-01-01
    """
    if not "".join(words).strip():
        raise click.UsageError("say which words to look for")
    from adr.report import row
    from adr.search import search

    wanted = selection(session, **options)
    graph = graph_at(session, at, as_of)
    known_status(graph, wanted)
    hits = search(graph, words, wanted)
    if as_json:
        print_json([{**row(h.record), "score": h.score, "line": h.line, "text": h.text} for h in hits])
        return 0
    if hits:
        click.echo("\n".join(_lines(hit, bold=on_terminal()) for hit in hits))
    else:
        click.echo("no record holds all of these words", err=True)
    return 0


def _lines(hit: Hit, *, bold: bool) -> str:
    head = f"{hit.record.id}  {hit.record.title}"
    status = hit.record.status or "no status"
    return f"{click.style(head, bold=True) if bold else head}  [{status}]\n  {hit.record.path}:{hit.line}: {hit.text}"
