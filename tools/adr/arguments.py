"""What several reading commands ask for: a record, a selection of records, records as they were. With completion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adr.command import DAY, Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from adr.graph import Graph
    from adr.selection import Selection

Command = Callable[..., int]
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def selection_options(function: Command) -> Command:
    """Add the options that choose among records; `selection` makes a Selection of them."""
    for option in (
        click.option("--until", type=DAY, metavar="DATE", help="Only records dated then or before."),
        click.option("--since", type=DAY, metavar="DATE", help="Only records dated then or later."),
        owner_option,
        click.option("--tag", help="Only records with this tag."),
        click.option("--status", shell_complete=complete_statuses, help="Only this status."),
        click.option("--kind", shell_complete=complete_kinds, help="Only this kind."),
    ):
        function = option(function)
    return function


def selection(session: Session, **options: Any) -> Selection:
    """Return what `selection_options` asked for; raises ProjectError for a kind that there is not."""
    from adr.selection import Selection

    if options["kind"] is not None:
        session.project.kind(options["kind"])
    return Selection(**{name: day(value) for name, value in options.items()})


def known_status(graph: Graph, wanted: Selection) -> None:
    """Refuse a status that no kind has, or not the kind that is wanted, and that no record is in either.

    Raises CannotRunError with the nearest.
    """
    from adr.finding import CannotRunError, did_you_mean

    kinds = [kind for kind in graph.kinds.values() if wanted.kind in (None, kind.name)]
    statuses = {status for kind in kinds for status in kind.statuses}
    asked = wanted.status
    if asked is None or asked in statuses or any(asked == record.status for record in graph.records):
        return
    whose = f"a {wanted.kind} is never" if wanted.kind else "no record is ever"
    raise CannotRunError(f"{whose} `{asked}`; {did_you_mean(asked, statuses)}")


def rule_options(function: Command) -> Command:
    """Add the options that choose among rules; a code that no rule has is refused."""
    for option in (
        click.option("--ignore", multiple=True, metavar="CODES", callback=_codes, help="Rules that do not run."),
        click.option(
            "--extend-select", multiple=True, metavar="CODES", callback=_codes, help="Rules that run besides those."
        ),
        click.option(
            "--select",
            multiple=True,
            metavar="CODES",
            callback=_codes,
            help="Only these rules, by code or beginning, such as ENV,REL001; settings' choice does not count.",
        ),
    ):
        function = option(function)
    return function


def _codes(_: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from adr.ruleset import unknown

    for message in unknown(values):
        raise click.BadParameter(message, param=option)
    return values


def day(value: Any) -> Any:
    """Return a date given as an option in ISO form, and anything else as it is."""
    return value.date().isoformat() if isinstance(value, datetime) else value


def today(as_of: datetime | None) -> date:
    """Return the day given as an option, else today."""
    return as_of.date() if as_of else date.today()


def at_options(function: Command) -> Command:
    """Add ``--at`` and ``--as-of``; `graph_at` reads what they name."""
    for option in (
        click.option("--as-of", type=DAY, metavar="DATE", help="The records as they were at the end of that day."),
        click.option("--at", metavar="REF", help="The records as they were at a commit, branch or tag."),
    ):
        function = option(function)
    return function


def graph_at(session: Session, at: str | None, as_of: datetime | None = None) -> Graph:
    """Return the records as they are, at a ref, or at the end of a day; raises CannotRunError for no such ref."""
    if at is None and as_of is None:
        return session.graph
    from adr.source import read_graph_at

    return read_graph_at(session.project, at or "HEAD", day(as_of) or "")


def name_at(session: Session, graph: Graph, name: str) -> str:
    """Return what a record was called in `graph`, which is of another time: its name, else one that it had before."""
    from adr.finding import CannotRunError
    from adr.graph import find_entry

    try:
        find_entry(graph, name)
    except CannotRunError:
        with suppress(CannotRunError):
            now = find_entry(session.graph, name)
            return next((alias for alias in getattr(now, "aliases", ()) if alias in graph.by_id), name)
    return name


def completed(choose: Callable[[Graph], Iterable[tuple[str, str]]]) -> Completer:
    """Return a function for ``shell_complete``: what `choose` offers, as words and what they mean.

    Whatever goes wrong, nothing is offered: a shell that completes has no room for a message.
    """

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        with suppress(Exception):
            from click.shell_completion import CompletionItem

            from adr.project import find
            from adr.source import read_graph

            root = ctx.find_root().params
            graph = read_graph(find(Path(root["directory"]), Path(root["config"]) if root["config"] else None))
            offered = {word: meaning for word, meaning in choose(graph) if _begins(word, incomplete)}
            return [CompletionItem(word, help=" ".join(offered[word].split())) for word in sorted(offered)]
        return []

    return complete


def _begins(word: str, incomplete: str) -> bool:
    return word.casefold().startswith(incomplete.casefold())


def _ids(graph: Graph) -> Iterable[tuple[str, str]]:
    return ((record.id, f"{record.title} ({record.status or 'no status'})") for record in graph.records)


def _relations(graph: Graph) -> Iterable[tuple[str, str]]:
    return ((name, "") for name in (*graph.relations, *graph.inverses))


def _statuses(graph: Graph) -> Iterable[tuple[str, str]]:
    return ((status, kind.title.lower()) for kind in graph.kinds.values() for status in kind.statuses)


def _owners(graph: Graph) -> Iterable[tuple[str, str]]:
    return ((record.owner, "") for record in graph.records if record.owner)


def complete_following(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the statuses that may follow that of the record named before; all, where that cannot be told."""
    from adr.graph import find_record

    def following(graph: Graph) -> Iterable[tuple[str, str]]:
        record = find_record(graph, str(ctx.params.get("record_id")))
        return ((status, "") for status in record.kind.transitions.get(record.status or "", record.kind.statuses))

    found = completed(following)(ctx, parameter, incomplete)
    return found or complete_statuses(ctx, parameter, incomplete)


def _kinds(graph: Graph) -> Iterable[tuple[str, str]]:
    return ((kind.name, kind.plural.lower()) for kind in graph.kinds.values())


complete_kinds = completed(_kinds)
"""Offers the names of kinds."""

complete_ids = completed(_ids)
"""Offers the ids of records."""

complete_relations = completed(_relations)
"""Offers the names of relations, inverse ones too."""


def _links(graph: Graph) -> Iterable[tuple[str, str]]:
    return ((f"{name}:{record.id}", record.title) for name, _ in _relations(graph) for record in graph.records)


complete_links = completed(_links)
"""Offers ``RELATION:ID``."""

complete_statuses = completed(_statuses)
"""Offers the statuses of all kinds."""

owner_option = click.option("--owner", shell_complete=completed(_owners), help="Only records of this owner.")
"""Adds ``--owner``."""

record_argument = click.argument("record_id", metavar="ID", shell_complete=complete_ids)
"""Adds the id, or the path, of a record."""

depth_option = click.option(
    "--depth", type=click.IntRange(min=1), metavar="N", help="How many relations to follow (default: all)."
)
"""Adds how far a walk goes."""
