"""REL008: links, anchors and mentions in the body that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from adr.citing import Destination
from adr.dialect import dialect, stem
from adr.finding import Finding, Fix, Step, alike, did_you_mean, nearest, number_in, suggestion
from adr.graph import Graph
from adr.links import cut
from adr.markdown import Link, Mention
from adr.record import Record
from adr.rule import Context, rule

_FIX = {
    "safe": "A link to a file that a record was called before leads to the record; an anchor in another case is put "
    "right, and so is an id that a record had before.",
    "unsafe": "A link to a file that is not there leads to the one with the same id, else, where no number tells them "
    "apart, to the one file with a name near to it; an id becomes the nearest with the same number, an anchor the "
    "nearest there is. A link whose heading the other file lacks stays.",
}


@rule("REL008", "broken-links", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Links within the project, their anchors, and ids mentioned in the text resolve.

    ## What it checks
    Relative links and images: the file exists in the project. Anchors of links to records: the heading exists. Ids in
    running text whose prefix is that of a kind: the record exists. Code, fenced or not, is left alone, and so is the
    outside world: no request is made.

    ## Why it matters
    A renamed file breaks every link to it in silence; a mistyped id sends the reader to the wrong decision.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    See [the analysis](analysis.md) and ADR-0099.
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    See [the consequences](#consequences) and `ADR-0099`, which another firm wrote.

    ## Consequences

    None so far.
    ```

    ## Options
    None.
    """
    graph = context.graph
    prefixes = tuple(f"{kind.prefix}-" for kind in graph.kinds.values())
    for mention in record.document.mentions:
        if mention.id.startswith(prefixes) and mention.id not in graph.by_id:
            same = [id_ for id_ in graph.by_id if id_[:4] == mention.id[:4] and id_ != record.id]
            near = nearest(mention.id, same)
            help_ = f"did you mean `{near}`?" if near else "if it is somebody else's, put it in backquotes"
            moved = graph.aliases.get(mention.id)
            fix = _word(record, mention, moved.id if moved else suggestion(help_), safe=moved is not None)
            yield context.place(record, record.in_body(mention.start), f"`{mention.id}` does not exist", help_, fix=fix)
    for link in record.document.links:
        destination = graph.destination(record, link)
        if not destination.outside:
            yield from _link(graph, record, link, destination, context)


def _link(graph: Graph, record: Record, link: Link, destination: Destination, context: Context) -> Iterator[Finding]:
    place = record.in_body(link.start)
    if destination.path and not graph.exists(destination.path):
        if destination.path.startswith("../"):
            yield context.place(record, place, f"`{link.target}` leaves the project", "link to its address instead")
            return
        hint = _hint(graph, record, destination.path)
        fix = _renamed(graph, record, link, destination.path, suggestion(hint))
        yield context.place(record, place, f"`{link.target}` does not exist", hint, fix=fix)
        return
    target = destination.record or (record if not destination.path else None)
    if destination.fragment and target and destination.fragment not in target.document.anchors:
        help_ = did_you_mean(destination.fragment, target.document.anchors)
        near = suggestion(help_)
        new = f"{cut(link.target)[0]}#{near}" if near else None
        fix = _led(record, link, new, safe=bool(near) and alike(destination.fragment, near or ""))
        yield context.place(record, place, f"{target.id} has no heading `#{destination.fragment}`", help_, fix=fix)


def _hint(graph: Graph, record: Record, path: str) -> str:
    """Name the file with the same id, else the only one with a name near to it, as a link from `record`."""
    others = [entry for entry in graph.entries if entry.path != record.path]
    same = [entry.path for entry in others if entry.id == dialect(entry.dialect).identify(path, entry.kind)]
    near = next(iter(same), None) or (_near(path, [entry.path for entry in others]) if path.endswith(".md") else None)
    if near is None:
        return "is the path right, counted from this file?"
    return f"did you mean `{posixpath.relpath(near, posixpath.dirname(record.path) or '.')}`?"


def _near(path: str, paths: list[str]) -> str | None:
    """Return the only path with the same number in its name, or with none like this one, whose name is near."""
    number = number_in(stem(path))
    paths = [other for other in paths if number_in(stem(other)) == number]
    near = nearest(path, paths)
    return near if near and not nearest(path, [other for other in paths if other != near]) else None


def _word(record: Record, mention: Mention, new: str | None, *, safe: bool) -> Fix | None:
    """Return what writes another id in the text."""
    if new is None:
        return None
    place = record.in_body(mention.start)
    step = Step("word", record.path, old=mention.id, new=new, at=(place.line, place.column))
    return Fix(f"Change `{mention.id}` to `{new}`", (step,), safe)


def _renamed(graph: Graph, record: Record, link: Link, path: str, near: str | None) -> Fix | None:
    """Return what leads a link to the record whose file had the name before, else to the nearest file."""
    moved = graph.aliases.get(stem(path))
    if moved is not None:
        near = posixpath.relpath(moved.path, posixpath.dirname(record.path) or ".")
    rest = cut(link.target)[1]
    target = graph.by_path.get(posixpath.normpath(posixpath.join(posixpath.dirname(record.path), near or "")))
    fragment = rest.partition("#")[2]
    if (
        isinstance(target, Record)
        and fragment
        and not any(alike(unquote(fragment), a) for a in target.document.anchors)
    ):
        return None
    new = near.replace(" ", "%20") + rest if near else None
    return _led(record, link, new, safe=moved is not None)


def _led(record: Record, link: Link, new: str | None, *, safe: bool) -> Fix | None:
    """Return what leads a link elsewhere."""
    if new is None:
        return None
    place = record.in_body(link.start)
    step = Step("link", record.path, old=link.target, new=new, at=(place.line, place.column))
    return Fix(f"Lead the link to `{new}`", (step,), safe)
