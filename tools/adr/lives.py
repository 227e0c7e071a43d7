"""What was so on a day: from when to when each record had which status, and what changed when.

The history of the main line in git says so. Before it begins, and where there is none, records' own dates do, and the
relation of supersession; what follows from those alone is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from adr import raw_log
from adr.graph import Graph
from adr.kind import Kind
from adr.project import Project
from adr.record import Entry, Record, is_date, read
from adr.wording import NONE

NEW, STATUS, RETIRED, RENAMED, REMOVED = "new", "status", "retired", "renamed", "removed"
"""What an event can be."""

MOST = 50_000
"""Changes of files beyond which older ones are left out."""

_RECORDS = (".md", ".rst", ".adoc", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a record had a status: from the day `since`, before the day `until`, which is empty if it lasts.

    `since` is empty where nobody wrote it down; the status then is empty too, and only its phase is known. `dated` says
    that a record's own date tells it, and no commit.
    """

    status: str
    phase: str
    since: str
    until: str = ""
    dated: bool = False

    def covers(self, day: str) -> bool:
        """Tell whether it covers a day, as far as one knows."""
        return self.since <= day and (not self.until or day < self.until)


@dataclass(frozen=True, slots=True)
class Life:
    """A record over time. `path` is empty for one that is there no more."""

    path: str
    id: str
    title: str
    kind: Kind
    spans: tuple[Span, ...]

    def on(self, day: str) -> Span | None:
        """Return how the record stood on a day; None where it was not there."""
        return next((span for span in reversed(self.spans) if span.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record. `commit` is empty where its own date tells it."""

    day: str
    what: str
    life: Life
    before: str = ""
    after: str = ""
    phase: str = ""
    commit: str = ""


@dataclass(frozen=True)
class History:
    """All lives, and all events, the latest first. `since` is the first day that git knows of; empty without git."""

    lives: tuple[Life, ...] = ()
    events: tuple[Event, ...] = ()
    since: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Step:
    """What one commit of the main line did to a file.

    `day` is the committer's, never later than that of the commit after it. `was` is the file's name before, empty where
    it is new; `before` and `after` name contents, empty where there are none. `cut`: a shallow clone ends here.
    """

    day: str
    commit: str
    path: str
    was: str
    before: str
    after: str
    cut: bool


@dataclass(slots=True)
class _Trail:
    """The steps of one file, the latest first; `entry` is None for a file that is gone."""

    entry: Entry | None
    path: str
    steps: list[_Step] = field(default_factory=list)


def history_of(project: Project, graph: Graph, today: str) -> History:
    """Return what git and the records tell of the past; git is asked twice, however many records there are.

    What no commit has yet, happens `today`.
    """
    steps = _steps(project)
    trails = _trails(graph, steps)
    texts = raw_log.contents(project.root, _blobs(trails), project.max_bytes)
    reader = _Reader(project, graph, texts, today)
    told = [pair for trail in trails if (pair := reader.tell(trail))]
    events = sorted((e for _, found in told for e in found), key=lambda e: (e.day, e.life.id), reverse=True)
    since = min((step.day for trail in trails for step in trail.steps), default="")
    whole = len(steps) < MOST and not any(step.cut for step in steps)
    return History(tuple(life for life, _ in told), tuple(events), since, whole)


def by_dates(graph: Graph) -> History:
    """Return what the records alone tell of the past."""
    told = [_told(graph, record, []) for record in graph.records]
    events = sorted((e for _, found in told for e in found), key=lambda e: (e.day, e.life.id), reverse=True)
    return History(tuple(life for life, _ in told), tuple(events))


def _steps(project: Project) -> Sequence[_Step]:
    """Return what happened to the files of the record folders, the latest first.

    A merge is told as what it brought, on the day on which it did: that is when others had it. None outside git.
    """
    folders = sorted({place.folder or "." for place in project.places})
    steps: list[_Step] = []
    day = "9999-12-31"
    for commit in raw_log.commits(project.root, folders, "%cs", "--first-parent", "-m", "-l400"):
        day = min(day, commit.date)
        steps += (
            _Step(day, commit.hash, c.path, c.was if c.before else "", c.before, c.after, commit.cut)
            for c in commit.changes
        )
        if len(steps) > MOST:
            break
    return steps


def _trails(graph: Graph, steps: Iterable[_Step]) -> list[_Trail]:
    """Return the steps by record; those of files that are gone have trails of their own."""
    trails = {path: _Trail(entry, path) for path, entry in graph.by_path.items()}
    found = list(trails.values())
    for step in steps:
        if not step.after:
            trails[step.path] = _Trail(None, step.path)
            found.append(trails[step.path])
        if trail := trails.get(step.path):
            trail.steps.append(step)
            if step.was != step.path:
                del trails[step.path]
                if step.was:
                    trails[step.was] = trail
    return found


def _blobs(trails: Iterable[_Trail]) -> Iterator[str]:
    for trail in trails:
        if trail.entry is not None or trail.path.lower().endswith(_RECORDS):
            yield from (blob for step in trail.steps for blob in (step.after, step.before))


@dataclass(frozen=True, slots=True)
class _State:
    """What a record was after a commit; None in place of it stands for a file that was taken away."""

    day: str
    commit: str
    path: str
    record: Record | None
    first: bool


@dataclass(frozen=True)
class _Reader:
    """Reads the contents of trails, each once."""

    project: Project
    graph: Graph
    texts: Mapping[str, bytes]
    today: str
    known: dict[tuple[str, str, str], Record | None] = field(default_factory=dict)

    def tell(self, trail: _Trail) -> tuple[Life, list[Event]] | None:
        """Return the life of what a trail belongs to, with its events; None for what is no record."""
        states = []
        for step in reversed(trail.steps):
            record = self._read(step.after, step.path, trail.entry)
            if record is not None or not step.after:
                states.append(_State(step.day, step.commit, step.path, record, not step.cut))
        if isinstance(trail.entry, Record):
            last = states[-1] if states else None
            if last and (last.record is None or last.record.status != trail.entry.status):
                states.append(_State(max(self.today, last.day), "", trail.entry.path, trail.entry, first=False))
            return _told(self.graph, trail.entry, states)
        gone = trail.steps and not trail.steps[0].after
        left = self._read(trail.steps[0].before, trail.steps[0].was, None) if gone else None
        return _told(self.graph, left, states, gone=True) if left else None

    def _read(self, blob: str, path: str, entry: Entry | None) -> Record | None:
        if blob not in self.texts:
            return None
        place = None if entry else self.project.place_of(path)
        kind = entry.kind if entry else place.kind if place else None
        if kind is None or (entry is None and not path.lower().endswith(_RECORDS)):
            return None
        dialect = entry.dialect if entry else (place.dialect if place else "") or "native"
        key = (blob, kind.name, dialect)
        if key not in self.known:
            text = self.texts[blob].decode("utf-8", "replace")
            if isinstance(entry, Record) and text == entry.text:
                self.known[key] = entry
            else:
                conventions = entry.conventions if isinstance(entry, Record) else place.conventions if place else NONE
                found = read(path, text, kind, dialect, conventions)
                real = isinstance(found, Record) and (entry is not None or found.status in kind.statuses)
                self.known[key] = found if isinstance(found, Record) and real else None
        return self.known[key]


def _told(graph: Graph, record: Record, states: Sequence[_State], *, gone: bool = False) -> tuple[Life, list[Event]]:
    """Return a record's life and events, from its states in order; its own date tells what was before the first."""
    first = next((state for state in states if state.record), None)
    spans = _beginning(graph, first.record if first and first.record else record, first.day if first else "")
    changes: list[tuple[str, str, str, str, str, str]] = []
    if spans:
        begun = spans[-1]
        what = RETIRED if begun.phase == "retired" else NEW
        commit = first.commit if first and not begun.dated else ""
        if first is None or first.first or begun.dated:
            changes.append((begun.since, what, "", begun.status, begun.phase, commit))
    path = first.path if first else record.path
    for state in states[states.index(first) + 1 :] if first else ():
        last = spans[-1] if spans else None
        if state.record is None:
            changes.append((state.day, REMOVED, last.status if last else "", "", "", state.commit))
            _end(spans, state.day)
            continue
        status, phase = state.record.status or "", state.record.phase
        if last is None or last.status != status or last.until:
            before = last.status if last else ""
            changes.append((state.day, RETIRED if phase == "retired" else STATUS, before, status, phase, state.commit))
            _end(spans, state.day)
            spans.append(Span(status, phase, state.day))
        elif state.path.rsplit("/", 1)[-1] != path.rsplit("/", 1)[-1]:
            old, new = path.rsplit("/", 1)[-1], state.path.rsplit("/", 1)[-1]
            changes.append((state.day, RENAMED, old, new, phase, state.commit))
        path = state.path
    kept = tuple(span for span in spans if span.since != span.until)
    life = Life("" if gone else record.path, record.id, record.title, record.kind, kept)
    return life, [Event(day, what, life, *rest) for day, what, *rest in changes]


def _beginning(graph: Graph, record: Record, day: str) -> list[Span]:
    """Return what is known of the first state of a record, which git has from `day` on, if it has it."""
    stated = record.date if record.date and is_date(record.date) else ""
    since = min(filter(None, (day, stated)), default="")
    if not since:
        return []
    dated = since != day
    status, phase = record.status or "", record.phase
    later = sorted(s.date for s in graph.successors(record) if s.date and is_date(s.date) and s.phase == "in-force")
    if phase == "retired" and record.kind.came_into_force(record.status):
        if later and later[0] > since:
            return [Span("", "in-force", since, later[0], dated=True), Span(status, phase, later[0], dated=True)]
        return [Span("", "in-force", "", since, dated=True), Span(status, phase, since, dated=dated)]
    return [Span(status, phase, since, dated=dated)]


def _end(spans: list[Span], day: str) -> None:
    if spans and not spans[-1].until:
        last = spans[-1]
        spans[-1] = Span(last.status, last.phase, last.since, day, last.dated)
