"""Which rules have to look at which records again, and what all of them find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import uuid4

import msgspec

from adr import cache
from adr.cache import Item, Outcome
from adr.check import applies, of_graph
from adr.finding import Finding
from adr.graph import Graph
from adr.people import Register
from adr.record import Entry
from adr.rule import Context
from adr.study import NONE, Studied
from adr.watch import EVERYTHING, Notes, Watched, WatchedGraph, watched

_FEW = 16
"""Facts that are quicker searched for one by one than unpacked with all others."""


@dataclass(frozen=True)
class Ledger:
    """What rules depended on, which paths they asked for, what they find, and whether any had to run."""

    rules: dict[str, Outcome]
    exists: dict[str, bool]
    findings: tuple[Finding, ...] = ()
    rerun: bool = False


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
    """

    told: tuple[Context, ...]
    graph: Graph
    items: Mapping[str, Item]
    studied: Studied
    kinds: str
    changed: frozenset[str]

    @cached_property
    def packed(self) -> tuple[bytes, ...]:
        """The changed facts as they stand among those that were asked: to search is quicker than to unpack."""
        return tuple(map(cache.pack, self.changed))

    @cached_property
    def facts(self) -> set[str]:
        """What the rule that runs has asked so far."""
        return set()

    @cached_property
    def watched(self) -> Mapping[str, Watched]:
        """What each rule is told, with every question noted."""
        graph = WatchedGraph(self.graph, Notes(self.facts))
        return {context.rule.code: watched(context, Notes(self.facts), graph) for context in self.told}

    def hit(self, asked: msgspec.Raw) -> bool:
        """Tell whether something that was asked has changed."""
        if not self.changed:
            return False
        if len(self.changed) < _FEW and EVERYTHING not in self.changed:
            data = bytes(asked)
            if not any(fact in data for fact in self.packed):
                return False
        facts = _asked(asked)
        return bool(facts) and (EVERYTHING in self.changed or not self.changed.isdisjoint(facts))

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
    names: set[str] = set()
    rerun = bool(gone)
    fresh = {item.path for item in present.studied.items if present.items[item.path] is item}
    entries = present.graph.by_path if fresh or stale or present.changed else {}
    for path, item in present.items.items():
        for code in gone:
            item.findings.pop(code, None)
        if path in fresh:
            codes, kept = set(present.studied.waiting.get(path, ())), NONE
        elif present.hit(item.asked):
            codes, kept = stale | asking, NONE
        elif stale:
            codes, kept = stale, item.asked
        else:
            continue
        rerun = True
        _run(present, entries[path], item, sorted(codes & per_entry), kept)
        names |= {fact[1:] for fact in present.facts if fact[0] == "x"}
    rules = {c.rule.code: _outcome(present, c, before.rules.get(c.rule.code), stale) for c in present.told}
    for outcome in rules.values():
        names |= {fact[1:] for fact in outcome.asked if fact[0] == "x"}
    exists = {name: present.graph.exists(name) for name in sorted(names.union(before.exists))}
    found = chain.from_iterable(chain.from_iterable(item.findings.values()) for item in present.items.values())
    of_all = chain.from_iterable(outcome.findings for outcome in rules.values())
    return Ledger(rules, exists, tuple(sorted({*found, *of_all})), rerun)


def _run(present: Present, entry: Entry, item: Item, codes: list[str], kept: msgspec.Raw) -> None:
    """Run rules on an entry, and note in its item what they find and ask; `kept` is what others asked before."""
    present.facts.clear()
    for code in codes:
        context = present.watched[code]
        item.findings.pop(code, None)
        if applies(context.rule, entry) and (found := list(context.rule.function(entry, context))):
            item.findings[code] = found
    asked = sorted(present.facts.union(_asked(kept)))
    item.asked = msgspec.Raw(cache.pack(asked)) if asked else NONE


def _asked(asked: msgspec.Raw) -> list[str]:
    return cache.unpack(asked, list[str]) if bytes(asked) != bytes(NONE) else []


def _outcome(present: Present, context: Context, before: Outcome | None, stale: set[str]) -> Outcome:
    """Return what a rule depends on now, and, of one over the whole graph, what it finds."""
    code = context.rule.code
    old = before if before is not None and code not in stale else Outcome({}, [], [])
    asked, findings = old.asked, old.findings
    if context.rule.scope == "graph" and (old is not before or present.hit(msgspec.Raw(cache.pack(asked)))):
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
    return cache.key(context.severity.value, context.stated)


def _key(value: Any) -> str:
    """Return a key for a part of a context; one that no other has where it is not plain data."""
    if isinstance(value, Register):
        controls = value.controls or {}
        listed = {name: refs if refs is None else sorted(refs) for name, refs in controls.items()}
        return cache.key(value.people, value.controls is None, listed, value.problems)
    return cache.key(value) if _plain(value) else uuid4().hex


def _plain(value: Any) -> bool:
    if is_dataclass(value):
        return all(_plain(getattr(value, part.name)) for part in fields(value))
    return (
        value is None or isinstance(value, str | int | date) or (isinstance(value, tuple) and all(map(_plain, value)))
    )
