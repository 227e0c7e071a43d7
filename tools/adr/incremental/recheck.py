"""Which rules have to look at which records again, and what all of them find."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec

from adr.check import applies, of_graph, switched_off
from adr.finding import Finding
from adr.graph import Graph
from adr.incremental import cache, crew
from adr.incremental.cache import Item, Outcome
from adr.incremental.study import NONE, Studied
from adr.incremental.watch import EVERYTHING, Notes, Watched, WatchedGraph, watched
from adr.people import Register
from adr.rule import Context

_FEW = 16
"""Facts that are quicker searched for one by one than unpacked with all others."""


@dataclass(frozen=True)
class Ledger:
    """What rules depended on, which paths they asked for, what they find, and whether any had to run."""

    rules: dict[str, Outcome]
    exists: dict[str, bool]
    findings: tuple[Finding, ...] = ()
    rerun: bool = False


class Job(msgspec.Struct, array_like=True, gc=False):
    """Rules to run on the entry at a path, and what those asked that are not to run."""

    path: str
    codes: list[str]
    kept: msgspec.Raw


class Done(msgspec.Struct, array_like=True):
    """Jobs, what rules found and asked in each, the paths that they asked for, and the parts of their contexts."""

    jobs: list[Job]
    findings: list[dict[str, list[Finding]]]
    asked: list[msgspec.Raw]
    names: set[str]
    parts: dict[str, set[str]]


@dataclass(frozen=True)
class Present:
    """What there is now.

    Attributes:
        told: What each rule is told.
        graph: All entries.
        items: Their items, by path; rechecking writes into them.
        studied: What reading those that may have changed brought.
        kinds: A key for all kinds and folders.
        changed: The facts that are not what they were.
        workers: How many processes may share the work.
    """

    told: tuple[Context, ...]
    graph: Graph
    items: Mapping[str, Item]
    studied: Studied
    kinds: str
    changed: frozenset[str]
    workers: int = 1

    @cached_property
    def packed(self) -> tuple[bytes, ...]:
        """The changed facts that somebody asked, as they stand there: to search is quicker than to unpack."""
        all_asked = b"".join(bytes(item.asked) for item in self.items.values())
        return tuple(fact for fact in map(cache.pack, self.changed) if fact in all_asked)

    @cached_property
    def facts(self) -> set[str]:
        """What the rule that runs has asked so far."""
        return set()

    @cached_property
    def watched(self) -> Mapping[str, Watched]:
        """What each rule is told, with every question noted."""
        graph = WatchedGraph(self.graph, Notes(self.facts))
        return {context.rule.code: watched(context, Notes(self.facts), graph) for context in self.told}

    def hits(self, asked: Collection[str]) -> bool:
        """Tell whether something that was asked has changed."""
        return bool(asked) if EVERYTHING in self.changed else not self.changed.isdisjoint(asked)

    def hit(self, asked: msgspec.Raw) -> bool:
        """Tell whether something that was asked, as it stands in an item, has changed."""
        if not self.changed:
            return False
        if EVERYTHING not in self.changed and len(self.packed) < _FEW:
            data = bytes(asked)
            for fact in self.packed:
                if fact in data:
                    break
            else:
                return False
        return self.hits(_asked(asked))

    def part(self, context: Context, name: str) -> str:
        """Return a key for what a rule may have asked for; a new one each time where that cannot be told."""
        if name == "graph":
            return self.kinds
        return _key(getattr(context, name))


def recheck(present: Present, before: Ledger) -> Ledger:
    """Run those rules on those entries that may not find what they found; the rest is as it was."""
    stale = {c.rule.code for c in present.told if not _holds(present, c, before.rules.get(c.rule.code))}
    asking = {code for code, outcome in before.rules.items() if "graph" in outcome.keys} - stale
    asking &= {context.rule.code for context in present.told}
    gone = set(before.rules) - {context.rule.code for context in present.told}
    per_entry = {c.rule.code for c in present.told if c.rule.scope != "graph"}
    rerun = bool(gone)
    fresh = {item.path for item in present.studied.items if present.items[item.path] is item}
    jobs: list[Job] = []
    for path, item in present.items.items():
        for code in gone:
            item.findings.pop(code, None)
        if path in fresh:
            jobs.append(Job(path, sorted(per_entry.intersection(present.studied.waiting.get(path, ()))), NONE))
        elif present.hit(item.asked):
            jobs.append(Job(path, sorted(per_entry & (stale | asking)), NONE))
        elif stale:
            jobs.append(Job(path, sorted(per_entry & stale), item.asked))
    names = _do(present, jobs)
    rules = {c.rule.code: _outcome(present, c, before.rules.get(c.rule.code), stale) for c in present.told}
    for outcome in rules.values():
        names |= {fact[1:] for fact in outcome.asked if fact[0] == "x"}
    exists = {name: present.graph.exists(name) for name in sorted(names.union(before.exists))}
    found = chain.from_iterable(chain.from_iterable(item.findings.values()) for item in present.items.values())
    of_all = chain.from_iterable(outcome.findings for outcome in rules.values())
    return Ledger(rules, exists, tuple(sorted({*found, *of_all})), rerun or bool(jobs))


def _do(present: Present, jobs: Sequence[Job]) -> set[str]:
    """Run rules on entries, and note in their items what they find and ask; return the paths that they asked for."""
    count = present.workers if len(jobs) >= crew.LEAST else 1
    names: set[str] = set()
    if jobs:
        _ = present.graph.by_path, present.graph.by_id  # before there are several processes, each of which would
    if len(jobs) >= crew.LEAST:
        _ = len(present.graph.incoming), len(present.graph.outgoing)
    for data in crew.share(lambda own: cache.pack(_run(present, own)), jobs, count) if jobs else ():
        done = cache.unpack(data, Done)
        for code, parts in done.parts.items():
            present.studied.parts.setdefault(code, set()).update(parts)
        for job, findings, asked in zip(done.jobs, done.findings, done.asked, strict=True):
            item = present.items[job.path]
            for code in job.codes:
                item.findings.pop(code, None)
            item.findings |= findings
            item.asked = asked
        names |= done.names
    return names


def _run(present: Present, jobs: Sequence[Job]) -> Done:
    done = Done(list(jobs), [], [], set(), {})
    for job in jobs:
        present.facts.clear()
        entry = present.graph.by_path[job.path]
        findings: dict[str, list[Finding]] = {}
        for code in job.codes:
            context = present.watched[code]
            if not applies(context.rule, entry) or switched_off(context, entry):
                continue
            if found := list(context.rule.function(entry, context)):
                findings[code] = found
        asked = present.facts.union(_asked(job.kept))
        done.findings.append(findings)
        done.asked.append(msgspec.Raw(cache.pack(sorted(asked))) if asked else NONE)
        done.names.update(fact[1:] for fact in asked if fact[0] == "x")
    done.parts = {code: context.notes.parts for code, context in present.watched.items()}
    return done


def _asked(asked: msgspec.Raw) -> list[str]:
    return cache.unpack(asked, list[str]) if bytes(asked) != bytes(NONE) else []


def _outcome(present: Present, context: Context, before: Outcome | None, stale: set[str]) -> Outcome:
    """Return what a rule depends on now, and, of one over the whole graph, what it finds."""
    code = context.rule.code
    old = before if before is not None and code not in stale else Outcome({}, [], [])
    asked, findings = old.asked, old.findings
    if context.rule.scope == "graph" and (old is not before or present.hits(asked)):
        present.facts.clear()
        findings = sorted(of_graph(present.watched[code]))
        asked = sorted(present.facts)
    parts = {*old.keys, *present.studied.parts.get(code, ())}
    if "watched" in present.__dict__:
        parts |= present.watched[code].notes.parts
    keys = {name: present.part(context, name) for name in sorted(parts - {""})}
    return Outcome({"": _stated(context), **keys}, asked, findings)


def _holds(present: Present, context: Context, outcome: Outcome | None) -> bool:
    """Tell whether a rule is told what it was told."""
    if outcome is None or outcome.keys.get("") != _stated(context):
        return False
    return all(present.part(context, name) == key for name, key in outcome.keys.items() if name)


def _stated(context: Context) -> str:
    settings = sorted(context.project.rule_settings(context.rule.code).items())
    return cache.key(context.severity.value, context.weights, settings)


def _key(value: Any) -> str:
    """Return a key for a part of a context; one that no other has where it is not plain data."""
    if isinstance(value, Register):
        controls = value.controls or {}
        listed = {name: refs if refs is None else sorted(refs) for name, refs in controls.items()}
        return cache.key(value.people, value.controls is None, listed, value.problems)
    return cache.key(value) if _plain(value) else os.urandom(16).hex()


def _plain(value: Any) -> bool:
    if is_dataclass(value):
        return all(_plain(getattr(value, part.name)) for part in fields(value))
    return (
        value is None or isinstance(value, str | int | date) or (isinstance(value, tuple) and all(map(_plain, value)))
    )
