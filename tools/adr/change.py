"""A request (a new record, a new knowledge base) to the files that answer it. Nothing is written here."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from adr.dialect import dialect
from adr.finding import CannotRunError, did_you_mean
from adr.frontmatter import load, split
from adr.graph import Graph
from adr.kind import Kind
from adr.naming import DANGLING, file_name, foreign_name
from adr.project import Place, Project
from adr.prose import Prose
from adr.record import Record
from adr.scalar import scalar, toml_string

OWN_TEMPLATES = ".adr/templates"
"""Where a project keeps templates of its own, from its root."""

STARTER = Path(__file__).parent / "starter"
"""The files of a new knowledge base, with ``{{ variables }}``."""

_NEEDED = ("id", "kind", "title", "status", "date", "owner")
_VARIABLE = re.compile(r"\{\{ ([a-z-]+) \}\}")
_LAST_NUMBER = 9999
_SHARED, _ALIKE = 0.5, 0.75
_TELLING = 3
"""How many words a title needs so that a line which holds them all is about the same."""


def new_record(
    project: Project,
    graph: Graph,
    kind: Kind,
    title: str,
    owner: str,
    today: date,
    *,
    taken: Iterable[str] = (),
    template: str = "",
    body: str = "",
) -> tuple[str, str]:
    """Return path (from the root) and text of a new record, written as the others of its folder are.

    `taken` are ids that are not to be given again; `template` and `body` take the place of the kind's template and of
    what stands below its front matter. Raises CannotRunError for a title that no record may have.
    """
    place = project.place(kind.name)
    written_in = dialect(dialect_in(graph, place))
    title = fit_title(kind, title)
    if written_in.name == "native":
        id_ = next_id(graph, kind, taken)
        name, number = file_name(id_, title), id_
    else:
        name, number = foreign_name(written_in, place, graph, title, today, taken)
        id_ = written_in.identify(name, kind)
        template = template or written_in.adapt(written_in.template, _last(graph, place))
    status = kind.statuses[0] if written_in.name == "native" else kind.meanings.get("proposed", kind.statuses[0])
    values = {
        "id": id_,
        "kind": kind.name,
        "title": scalar(title),
        "heading": title,
        "number": number,
        "status": status.capitalize() if written_in.links in ("status", "table") else status,
        "date": today.isoformat(),
        "owner": scalar(owner),
    }
    text = fill(template or kind.template, values)
    if template and (unknown := _VARIABLE.search(text)):
        raise CannotRunError(f"the template has `{unknown[0]}`; {did_you_mean(unknown[1], values)}")
    if written_in.name == "native":
        text = _complete(text, values)
    if body:
        text = _with_body(text, body, title)
    return posixpath.join(place.folder, name), text


def _last(graph: Graph, place: Place) -> str:
    """Return the text of the last record of a place by path; empty where it has none."""
    below = f"{place.folder}/" if place.folder else ""
    held = {e.path: e.text for e in graph.records if e.kind is place.kind and e.path.startswith(below)}
    return held[max(held)] if held else ""


def _complete(text: str, values: Mapping[str, str]) -> str:
    """Return a template's text with what every record needs, above what the template has of it."""
    parts = split(text)
    stated = load(parts.head) if parts else {}
    lacking = "".join(f"{key}: {values[key]}\n" for key in _NEEDED if key not in stated)
    if parts is None:
        heading = "" if text.lstrip().startswith("# ") else f"# {values['heading']}\n\n"
        return f"---\n{lacking}---\n\n{heading}{text.lstrip()}"
    return text.replace("---\n", f"---\n{lacking}", 1)


def _with_body(text: str, body: str, title: str) -> str:
    """Return a new record's text with `body` in the place of what the template has below its metadata."""
    if split(body) is not None:
        raise CannotRunError("the text starts with front matter; give the text alone, and fields by --field")
    parts = split(text)
    if parts is not None:
        heading = "" if body.lstrip().startswith("# ") else f"# {title}\n\n"
        return f"---\n{parts.head}---\n\n{heading}{body.strip()}\n"
    prose = Prose(text)
    metadata = [prose.status_end or 0, *(value.end for value in prose.values.values())]
    end = text.find("\n", max(metadata))
    above = text if end < 0 else text[:end]
    return f"{above.rstrip()}\n\n{re.sub(r'^# .*', '', body.strip(), count=1).strip()}\n"


def dialect_in(graph: Graph, place: Place) -> str:
    """Return the dialect in which a new record of a place is written: that of the records it has."""
    below = f"{place.folder}/" if place.folder else ""
    held = (e.dialect for e in graph.entries if e.kind is place.kind and e.path.startswith(below))
    return place.dialect or next(held, "native")


def template(project: Project, name: str) -> str:
    """Return a template of the project's: a name in ``.adr/templates``, or a path from the root."""
    known = {path.stem: path for path in sorted((project.root / OWN_TEMPLATES).glob("*.md"))}
    path = known.get(name) or (project.root / name).resolve()
    if not path.is_relative_to(project.root) or not path.is_file():
        raise CannotRunError(
            f"no template is called `{name}`; {did_you_mean(name, known) or f'{OWN_TEMPLATES} is empty'}"
        )
    return path.read_text(encoding="utf-8")


def similar(graph: Graph, kind: Kind, title: str, text: str = "") -> list[Record]:
    """Return up to five records of the kind that may be about the same, by title and by text, the nearest first."""
    from difflib import SequenceMatcher

    words, of_title, folded = _words(f"{title} {text}"), _words(title), title.casefold()
    near = []
    for record in graph.of_kind(kind):
        if isinstance(record, Record):
            other, of_other = record.title.casefold(), _words(record.title)
            shared = len(of_title & of_other) / max(1, len(of_title | of_other))
            if text:
                shared = max(shared, len(words & (own := _words(record.text))) / max(1, len(words | own)))
            if shared < _SHARED and _says(record.text, of_title):
                shared = _SHARED
            if shared < _SHARED and _at_most(folded, other) < _ALIKE:
                continue
            ratio = SequenceMatcher(None, folded, other).ratio()
            if shared >= _SHARED or ratio >= _ALIKE:
                near.append((max(shared, ratio), record))
    return [record for _, record in sorted(near, key=lambda pair: (-pair[0], pair[1].id))[:5]]


def _says(text: str, words: frozenset[str]) -> bool:
    """Tell whether one line of a text has all of at least three words that say what a title is about."""
    if len(words) < _TELLING:
        return False
    lowered = text.casefold()
    if not all(map(lowered.__contains__, words)):
        return False
    return any(all(map(line.__contains__, words)) for line in lowered.split("\n"))


def _at_most(one: str, other: str) -> float:
    """Return what the ratio of two texts cannot exceed: they have no more in common than their letters."""
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * common / max(1, len(one) + len(other))


def kind_and_title(project: Project, words: Sequence[str]) -> tuple[Kind, str]:
    """Return the kind and the title that words on a command line mean: a kind's name may come first.

    Raises CannotRunError for a kind without a title, for one that is switched off, and for a first word before a quoted
    title that names no kind.
    """
    first, *rest = words
    quoted = len(rest) == 1 and " " in rest[0] and " " not in first
    if first in project.kinds or first in project.switched_off or quoted:
        kind = project.kind(first)
        if not rest:
            raise CannotRunError(f'the title is missing: `adr new {first} "TITLE"`')
        return kind, " ".join(rest)
    default = "decision" if "decision" in project.kinds else next(iter(project.kinds))
    return project.kind(default), " ".join(words)


def fit_title(kind: Kind, title: str) -> str:
    """Return a title on one line; raises CannotRunError for one that is too short or too long."""
    title = " ".join(title.split())
    if odd := next((c for c in title if unicodedata.category(c) == "Cc"), ""):
        raise CannotRunError(f"the title has the control character U+{ord(odd):04X}")
    limits = kind.schema["properties"]["title"]
    if not limits["minLength"] <= len(title) <= limits["maxLength"]:
        raise CannotRunError(
            f"the title has {len(title)} characters; a title has {limits['minLength']} to {limits['maxLength']}"
        )
    return title


def next_id(graph: Graph, kind: Kind, taken: Iterable[str] = ()) -> str:
    """Return the first id above all that entries of the kind have, had or claim, and above `taken`."""
    pattern = re.compile(rf"{re.escape(kind.prefix)}-(\d{{4}})$")
    number = 1 + max(
        (int(match[1]) for id_ in {*graph.by_id, *graph.aliases, *taken} if (match := pattern.match(id_))), default=0
    )
    if number > _LAST_NUMBER:
        raise CannotRunError(f"all four digits of {kind.prefix} are used up")
    return f"{kind.prefix}-{number:04d}"


def next_like(id_: str, taken: Iterable[str], graph: Graph) -> str:
    """Return the first id above all of the series that `id_` belongs to, with as many digits."""
    prefix, _, digits = id_.rpartition("-")
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)$")
    number = 1 + max((int(m[1]) for other in {*graph.by_id, *taken} if (m := pattern.match(other))), default=0)
    return f"{prefix}-{str(number).zfill(len(digits) if digits.startswith('0') else 1)}"


def unused_id(project: Project, graph: Graph, record: Record, wanted: str = "") -> str:
    """Return the id that `record` may have instead of its own: `wanted` in capitals, else the next free one.

    Raises CannotRunError, with the next free one, for an id of the wrong form and for one that is or was another
    record's on any branch.
    """
    from adr.history import names_ever

    native = record.dialect == "native"
    identify = dialect(record.dialect).identify
    names = names_ever(project.root, [project.place(record.kind.name).folder or "."])
    taken = {identify(name, record.kind) for name in names}
    free = next_id(graph, record.kind, taken) if native else next_like(record.id, taken, graph)
    target = (wanted or free).upper()
    form = rf"{record.kind.prefix}-\d{{4}}" if native else r"[A-Z]{2,6}-\d{1,5}"
    if not re.fullmatch(form, target):
        raise CannotRunError(f"`{target}` is no {record.kind.name} id; the next free one is {free}")
    if target in graph.by_id or target in graph.aliases or target in taken:
        raise CannotRunError(f"{target} is or was the id of a record; the next free one is {free}")
    return target


def starter(root: Path, name: str, owner: str, today: date, *, shared: bool = False) -> dict[str, str]:
    """Return the files of a new knowledge base, as path from the root to text.

    `shared` makes `owner` the owner of new records, whoever writes them.
    """
    values = {
        "name": scalar(name),
        "name-toml": toml_string(name),
        "owner-line": f"owner = {toml_string(owner)}" if shared else '# owner = "platform-team"',
        "owner": scalar(owner),
        "date": today.isoformat(),
        "review-by": (today + timedelta(days=365)).isoformat(),
    }
    files = sorted(path for path in STARTER.rglob("*") if path.is_file())
    return {
        path.relative_to(STARTER).as_posix(): fill(path.read_text(encoding="utf-8"), values)
        for path in files
        if not (root / path.relative_to(STARTER)).exists()
    }


def _words(text: str) -> frozenset[str]:
    """Return the words that say what a text is about."""
    return frozenset(re.findall(r"\w{3,}", text.casefold())) - DANGLING - {"use", "our", "all", "one", "not", "are"}


def fill(template: str, values: Mapping[str, str]) -> str:
    """Replace the ``{{ variables }}`` of a template that `values` names; leave the others for a rule to find."""
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), template)
