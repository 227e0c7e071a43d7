"""Fixes of many findings, made in rounds until none is left; nothing is written here.

In each round fixes that do not touch each other are made together, by place and then by code; the others wait. Records
are then checked again, and what did not help, or a safe fix that brought an error to light, is taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from adr.check import Outcome, run
from adr.edit import Edit
from adr.finding import Finding, Severity
from adr.fixing.mend import Mend, made, mend
from adr.graph import Graph
from adr.people import Register
from adr.project import Project
from adr.record import Entry
from adr.rule import Base
from adr.ruleset import Ruleset
from adr.source import read_data
from adr.write import FileChange

_ROUNDS = 100
_TRIES = 50
"""How often a round is begun again without what did not help."""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Looked:
    """Records, what chosen rules find in them, which of that is to be mended, and what all rules of settings find."""

    graph: Graph
    outcome: Outcome
    wanted: Sequence[Finding]
    everything: Iterable[Finding]


Look = Callable[[Graph, Mapping[str, Entry]], Looked]
"""From records, and those of them as they were whose files would change, to what rules find."""


@dataclass(frozen=True)
class Mended:
    """What fixing came to: the last look, how many findings are gone, and the fixes that were taken back."""

    looked: Looked
    before: Mapping[str, Entry] = field(default_factory=dict)
    fixed: int = 0
    refused: tuple[Mend, ...] = ()

    def changes(self, root: Path) -> list[FileChange]:
        """Return what is to be written."""
        after = self.looked.graph.by_path
        return [FileChange(root / path, old.text, after[path].text) for path, old in sorted(self.before.items())]


def fix(
    project: Project,
    graph: Graph,
    look: Look,
    *,
    unsafe: bool = False,
    within: Callable[[str], bool] = lambda _: True,
) -> Mended:
    """Mend what `look` wants mended, by edits of files `within`; with fixes that are not safe if they are `unsafe`."""
    first = Mended(look(graph, {}))
    done = _rounds(project, first, look, unsafe=unsafe, within=within)
    if not unsafe and _errors(done.looked) - _errors(first.looked):
        done = _rounds(project, first, look, unsafe=unsafe, within=within, hopeful=False)
    return done


def _rounds(
    project: Project,
    done: Mended,
    look: Look,
    *,
    unsafe: bool,
    within: Callable[[str], bool],
    hopeful: bool = True,
) -> Mended:
    """Go on until there is nothing to mend; who is `hopeful` counts on the fixes of what comes to light meanwhile."""
    for _ in range(_ROUNDS):
        offered = [m for m in offers(done.looked.graph, done.looked.wanted, unsafe=unsafe) if all(map(within, m.edits))]
        after = _round(project, done, offered, look, unsafe=unsafe, hopeful=hopeful)
        if after.looked is done.looked:
            return after
        done = after
    return done


def offers(graph: Graph, findings: Iterable[Finding], *, unsafe: bool = False) -> list[Mend]:
    """Return what mends findings, in their order; what is not safe too if it is `unsafe`."""
    wanted = (f for f in findings if f.fix is not None and (unsafe or f.fix.safe))
    return [found for f in wanted if (found := mend(graph, f))]


def _round(
    project: Project, done: Mended, offered: Sequence[Mend], look: Look, *, unsafe: bool, hopeful: bool
) -> Mended:
    """Make the fixes that can be made together; the same look comes back where there is none."""
    refused: list[Mend] = []
    held: list[Mend] = []
    for _ in range(_TRIES):
        chosen = apart(m for m in offered if m not in refused and m not in held)
        if not chosen and held:
            held.clear()
            continue
        if not chosen:
            break
        after, before = _after(project, done, chosen)
        looked = look(after, before)
        bad = _bad(done.looked, looked, chosen, unsafe=unsafe, hopeful=hopeful)
        if not bad:
            gone = Counter(map(_key, done.looked.wanted)) - Counter(map(_key, looked.wanted))
            return Mended(looked, before, done.fixed + gone.total())
        for group in bad:
            if len(group) == 1:
                refused += group
            else:
                held += group[1:]
    return replace(done, refused=tuple(refused))


def apart(mends: Iterable[Mend]) -> list[Mend]:
    """Return those mends, in their order, that do not clash with one before them."""
    chosen: list[Mend] = []
    taken: dict[str, list[Edit]] = {}
    for found in mends:
        if not found.clashes(taken):
            chosen.append(found)
            for path, edits in found.edits.items():
                taken.setdefault(path, []).extend(edits)
    return chosen


def _after(project: Project, done: Mended, chosen: list[Mend]) -> tuple[Graph, dict[str, Entry]]:
    """Return the records with fixes made, and all that were changed so far as they were at first."""
    graph = done.looked.graph
    texts = made({entry.path: entry.text for entry in graph.entries}, chosen)
    entries = [_again(project, entry, texts[entry.path]) if entry.path in texts else entry for entry in graph.entries]
    before = {path: done.before.get(path, graph.by_path[path]) for path in {*texts, *done.before}}
    return Graph(entries, graph.kinds, graph.exists, graph.others), before


def _again(project: Project, entry: Entry, text: str) -> Entry:
    place = project.place_of(entry.path)
    assert place is not None  # noqa: S101 - it was read from there
    return read_data(place, entry.path, text.encode("utf-8", "surrogatepass"), entry.dialect)


def _bad(old: Looked, new: Looked, chosen: list[Mend], *, unsafe: bool, hopeful: bool) -> list[list[Mend]]:
    """Return groups of fixes one of which did not help, or brought an error to light where only safe ones are made."""
    was, now = Counter(map(_key, old.everything)), Counter(map(_key, new.everything))
    used = Counter(_key(m.finding) for m in chosen)
    groups = [[m] for m in chosen if now[_key(m.finding)] > was[_key(m.finding)] - used[_key(m.finding)]]
    if unsafe:
        return groups
    errors, known = _errors(new, hopeful=hopeful), _errors(old)
    fixed = Counter(_key(m.finding)[:2] for m in chosen if m.finding.severity is Severity.ERROR)
    for (path, code), number in errors.items():
        if number > max(0, known[path, code] - fixed[path, code]):
            near = [m for m in chosen if path in m.edits] or chosen
            if near not in groups:
                groups.append(near)
    return groups


def _key(found: Finding) -> Key:
    return found.location.path, found.code, found.message


def _errors(looked: Looked, *, hopeful: bool = False) -> Counter[tuple[str, str]]:
    """Count errors by file and rule; without those that a safe fix mends, for who is `hopeful`."""
    found = [f for f in looked.everything if f.severity is Severity.ERROR]
    if hopeful:
        wanted = set(looked.wanted)
        found = [f for f in found if not (f in wanted and f.fix and f.fix.safe and mend(looked.graph, f))]
    return Counter((f.location.path, f.code) for f in found)


def looking(
    project: Project,
    register: Register,
    base: Base | None,
    chosen: Ruleset,
    as_of: str,
    pick: Callable[[Sequence[Finding]], Sequence[Finding]],
) -> Look:
    """Return what checks records as they would be; `pick` says which findings are to be mended."""

    def look(graph: Graph, before: Mapping[str, Entry]) -> Looked:
        now = base and replace(
            base,
            touched=base.touched | before.keys(),
            before={**{path: old for path, old in before.items() if path not in base.touched}, **base.before},
        )
        outcome = run(project, graph, register, now, chosen, as_of=as_of)
        everything = {*outcome.findings, *outcome.hidden}
        if chosen != project.ruleset:
            others = run(project, graph, register, now, as_of=as_of)
            everything |= {*others.findings, *others.hidden}
        return Looked(graph, outcome, pick(outcome.findings), everything)

    return look
