"""A run that remembers the last one: what has not changed is neither read nor checked again.

What comes out is what `check` finds, to the letter; the cache only decides how long that takes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from adr.dialect import dialect
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.incremental import cache, crew
from adr.incremental.cache import Item, Stamp, Store
from adr.incremental.kept import KeptRecord
from adr.incremental.nearby import KeptGraph
from adr.incremental.study import Desk, Studied, Task, item_of, read, study
from adr.project import Project
from adr.record import Entry, Record
from adr.source import Claim, Listing, look_over

if TYPE_CHECKING:
    from adr.finding import Finding
    from adr.incremental.changes import Change
    from adr.rule import Context


@dataclass(frozen=True, slots=True)
class Recalled:
    """A project's records, and what rules find in them; nothing where none were run."""

    graph: Graph
    findings: tuple[Finding, ...]


def recall(
    project: Project,
    told: tuple[Context, ...] | None = None,
    workers: int = 0,
    *,
    keep: bool = True,
    found: Listing | None = None,
) -> Recalled:
    """Return a project's records, and what rules that are told something find in them.

    `workers` is how many processes read: as many as there are cores where it is 0. The cache is read; it is written
    where something changed, unless `keep` says not to. `found` is what is in the record folders, if that is known.
    """
    now = time.time_ns()
    path = cache.place(project.root, project.config)
    store = cache.load(path)
    desk, found = Desk(project, told), found or look_over(project)
    before = {item.path: item for item in store.items}
    count = workers or crew.workers()
    items, studied, fresh = _look(desk, found, before, now, count)
    changes = _changes(before, items)
    graph = KeptGraph(_entries(project, found, items), project.kinds, found.exists, found.others)
    if told is None:
        if fresh and not store.rules:  # else the next check could not tell what has changed since the last one
            cache.save(path, Store({}, {}, list(items.values())))
        return Recalled(graph, ())
    from adr.incremental.changes import facts
    from adr.incremental.recheck import Ledger, Present, recheck

    changed = facts(changes) if store.rules else frozenset()
    changed |= {f"x{name}" for name, there in store.exists.items() if found.exists(name) != there}
    present = Present(told, graph, items, studied, cache.key(desk.keys), changed, count)
    ledger = recheck(present, Ledger(store.rules, store.exists))
    differs = bool(fresh or changes or ledger.rerun)
    if keep and (differs or ledger.rules != store.rules or ledger.exists != store.exists):
        cache.save(path, Store(ledger.rules, ledger.exists, list(items.values())))
    return Recalled(graph, ledger.findings)


def _look(
    desk: Desk, found: Listing, before: Mapping[str, Item], now: int, workers: int
) -> tuple[dict[str, Item], Studied, bool]:
    """Return an item for every file by path, what reading those brought that may have changed, and whether any did."""
    items: dict[str, Item] = {}
    tasks: list[Task] = []
    for claim in found.claims:
        old, key = before.get(claim.path), desk.key(claim)
        if old is not None and (old.key != key or not (old.checked or desk.told is None)):
            old = None
        seen = _stamp(desk.project, claim)
        if old is not None and seen is not None and old.stamp == seen:
            items[claim.path] = old
        else:
            kept = seen if seen is not None and cache.settled(seen, now) else None
            tasks.append(Task(claim, kept, old.digest if old is not None else b""))
    studied = study(desk, tasks, workers)
    for entry in found.refused:
        studied.items.append(item := item_of(entry, "", b"", None))
        studied.waiting[item.path] = [context.rule.code for context in desk.told or ()]
        item.checked = desk.told is not None
    fresh = False
    for item in studied.items:
        old = before.get(item.path)
        if old is not None and _same(old, item) and (old.checked or desk.told is None):
            items[item.path] = old
        else:
            items[item.path] = item
            fresh = True
    for path, stamp in studied.same.items():
        items[path] = before[path]
        fresh = fresh or items[path].stamp != stamp
        items[path].stamp = stamp
    return items, studied, fresh


def _stamp(project: Project, claim: Claim) -> Stamp | None:
    """Return how a file looks; None where that does not tell whether its record changed."""
    if dialect(claim.dialect).beside:
        return None
    try:
        return cache.stamp(os.stat(f"{project.root}/{claim.path}"))
    except (OSError, ValueError):
        return None


def _changes(before: Mapping[str, Item], items: Mapping[str, Item]) -> list[Change]:
    """Return the files that do not say what they said, or are new or gone."""
    found: list[Change] = []
    for path, item in items.items():
        old = before.get(path)
        if old is not item and (old is None or not _same(old, item)):
            found.append((old, item))
    return found + [(old, None) for path, old in before.items() if path not in items]


def _same(old: Item, new: Item) -> bool:
    """Tell whether a file says what it said; of one whose contents are not all that counts, that cannot be told."""
    return bool(new.digest) and (old.digest, old.key) == (new.digest, new.key)


def _entries(project: Project, found: Listing, items: Mapping[str, Item]) -> list[Entry]:
    """Return what each item is about: records that know what was kept of them, and what has to be read again."""
    entries: list[Entry] = list(found.refused)
    for claim in found.claims:
        item = items[claim.path]
        if item.title:
            again = partial(_again, project, claim, item)
            entries.append(KeptRecord(item, claim.place.kind, claim.dialect, claim.place.conventions, again))
        elif (entry := read(project, claim)[1]) is not None:
            entries.append(entry)
    return entries


def _again(project: Project, claim: Claim, item: Item) -> Record:
    """Read a file once more, which has to say what it said."""
    digest, entry = read(project, claim)
    if digest != item.digest or not isinstance(entry, Record):
        raise CannotRunError(f"{claim.path} changed while it was read; run the command again")
    return entry
