"""A run that remembers finds what a run that does not finds, whatever changed; and if it did not, this would show it.

Each planted mistake is one that is easily made: a fact that is not noted, or something that is not done again. The
scenes have to notice every one of them; walks look for what the scenes do not show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.incremental.drift import differs
from tests.incremental.scenes import SCENES, changes_something, plays

from adr.finding import CannotRunError
from adr.incremental import cache, changes, crew, memory, recheck, study
from adr.incremental.watch import WatchedGraph
from adr.people import Register

Plant = Callable[[pytest.MonkeyPatch], None]

FACTS = {
    "i": "which files have an id",
    "e": "what a file says",
    "x": "whether a path exists",
    "t": "which relations lead to an id",
    "a": "whose earlier name something is",
    "n": "which ids there are",
    "r": "which relations there are",
    "h": "what listings show",
    "c": "which bodies mention an id",
    "d": "which bodies link to a path",
    "*": "anything at all",
}


class Leaky(set[str]):
    """Facts, of which those of one sort get lost."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self.letter = letter

    def add(self, fact: str, /) -> None:
        if fact[0] != self.letter:
            super().add(fact)

    def update(self, *others: Iterable[str]) -> None:
        for fact in (fact for other in others for fact in other):
            self.add(fact)


def not_noted(letter: str) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        facts = cached_property(lambda _: Leaky(letter))
        facts.__set_name__(recheck.Present, "facts")
        patch.setattr(recheck.Present, "facts", facts)

    return plant


def not_told(letter: str) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        whole = changes.facts
        patch.setattr(changes, "facts", lambda given: frozenset(f for f in whole(given) if f[0] != letter))

    return plant


def other(owner: Any, name: str, make: Callable[[Any], Any]) -> Plant:
    """Put what `make` makes of something in its place."""
    return lambda patch: patch.setattr(owner, name, make(getattr(owner, name)))


def without_parts(found: study.Studied) -> study.Studied:
    found.parts = {}
    return found


def without_leads(item: cache.Item) -> cache.Item:
    item.leads = []
    return item


def without_gone(present: recheck.Present, before: recheck.Ledger) -> recheck.Ledger:
    on = {context.rule.code for context in present.told}
    return replace(before, rules={code: outcome for code, outcome in before.rules.items() if code in on})


def as_before(graph: WatchedGraph, id_: str, edges: Iterable[Any]) -> None:
    """Note an id's relations, but not what those depend on that are written from its side."""
    graph._notes.facts.update((f"t{id_}", *(f"e{edge.source.path}" for edge in edges)))


PLANTED: dict[str, Plant] = {
    **{f"not noted: {what}": not_noted(letter) for letter, what in FACTS.items()},
    **{f"not told: {what}": not_told(letter) for letter, what in FACTS.items() if letter != "x"},
    "not noted: relations of an id": other(WatchedGraph, "_note_edges", lambda _: lambda *_: None),
    "not noted: relations written from the other side": other(WatchedGraph, "_note_edges", lambda _: as_before),
    "not noted: citations": other(WatchedGraph, "is_cited", lambda _: lambda self, r: self._graph.is_cited(r)),
    "not noted: what a rule asked that did not run": other(
        recheck, "Job", lambda whole: lambda path, codes, _: whole(path, codes, study.NONE)
    ),
    "not noted: parts of contexts": other(
        memory, "study", lambda whole: lambda *given: without_parts(whole(*given))
    ),
    "not kept: which ids relations name": other(
        study, "item_of", lambda whole: lambda *given: without_leads(whole(*given))
    ),
    "not kept: what bodies name": other(study, "cites", lambda _: lambda _: frozenset()),
    "not kept: which paths were asked for": other(
        recheck, "recheck", lambda whole: lambda *given: replace(whole(*given), exists={})
    ),
    "not done again: a rule whose settings changed": other(recheck, "_stated", lambda _: lambda _: ""),
    "not done again: rules that ask for people and controls": other(
        recheck, "_key", lambda whole: lambda value: "" if isinstance(value, Register) else whole(value)
    ),
    "not done again: rules that ask for the day": other(
        recheck, "_key", lambda whole: lambda value: "" if isinstance(value, str) else whole(value)
    ),
    "not done again: rules that ask for kinds": other(
        recheck.Present, "part", lambda whole: lambda self, c, name: "" if name == "graph" else whole(self, c, name)
    ),
    "not done again: files of a kind that changed": other(study, "_key", lambda _: lambda *_: ""),
    "not done again: files of a dialect that changed": other(
        study.Desk, "key", lambda _: lambda self, claim: f"{self.keys[claim.place.folder]} native"
    ),
    "not done again: a file that changed": other(memory, "_same", lambda _: lambda *_: True),
    "not seen: files that are gone": other(
        memory, "_changes", lambda whole: lambda *given: [c for c in whole(*given) if c[1] is not None]
    ),
    "not seen: files that are new": other(
        memory, "_changes", lambda whole: lambda *given: [c for c in whole(*given) if c[0] is not None]
    ),
    "not forgotten: findings of a rule that is off": other(
        recheck, "recheck", lambda whole: lambda present, before: whole(present, without_gone(present, before))
    ),
}  # fmt: skip


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Files count as left alone at once, and the program as the same for ever."""
    monkeypatch.setattr(cache, "_SETTLED", 0)
    monkeypatch.setattr(cache, "version", str)
    return monkeypatch


@pytest.mark.usefixtures("swift")
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 40), workers=st.sampled_from([1, 1, 1, 2]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_changes_shows_whether_a_run_remembers(
    seed: int, steps: int, workers: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "LEAST", 2 if workers > 1 else crew.LEAST)
        assert differs(tmp_path_factory.mktemp("base").resolve(), seed, steps, workers) == ""


@pytest.mark.usefixtures("swift")
@pytest.mark.parametrize("name", SCENES)
def test_what_a_change_does_elsewhere_is_found(name: str, tmp_path: Path) -> None:
    assert changes_something(tmp_path / "a", name)
    assert plays(tmp_path / "b", name) == ""


@pytest.mark.parametrize("name", PLANTED)
def test_a_mistake_that_is_planted_is_noticed(
    name: str, swift: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    PLANTED[name](swift)
    with suppress(CannotRunError):  # a file is not what it was thought to be, and the run says so
        for scene in SCENES:
            if plays(tmp_path_factory.mktemp("base").resolve(), scene):
                return
        pytest.fail("no scene notices it")
