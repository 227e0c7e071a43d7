"""Fixes in rounds: what is fixed is gone, nothing else changes, safe ones bring no error, and twice is as once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpora import CASES, Corpus, needs_corpora

from adr.finding import Severity
from adr.fixing.rounds import Look, Looked, Mended, fix, looking, offers
from adr.graph import Graph
from adr.people import read_register
from adr.project import Project
from adr.record import Record
from adr.source import read_data, read_graph

if TYPE_CHECKING:
    from tests.conftest import Base

DAY = "2026-03-20"
PATHS = ("adrs/ADR-0001-use-mysql.md", "adrs/ADR-0002-use-postgresql.md", "adrs/ADR-0003-use-sqlite.md")


@dataclass(frozen=True)
class Piece:
    """Some lines of a record, and whether a rule finds something in them."""

    text: str
    good: bool


def one(*forms: str) -> st.SearchStrategy[Piece]:
    """Return a piece of which the first form is in order."""
    return st.sampled_from([Piece(text, number == 0) for number, text in enumerate(forms)])


def maybe(*forms: str) -> st.SearchStrategy[Piece]:
    return st.just(Piece("", good=True)) | one(*forms)


@st.composite
def a_record(draw: st.DrawFn, number: int) -> list[Piece]:
    own = f"ADR-{number:04d}"
    others = [f"ADR-{other:04d}" for other in (1, 2, 3) if other != number]
    head = [
        one(f"id: {own}\n", f"id: adr-{number}\n", f"id: 'adr_{number:04d}' # ours\n", "id: ADR-0007\n", ""),
        one("kind: decision\n", "kind: Decision\n", "kind: learning\n", "kind:\n", ""),
        one("title: Use a store\n", "title: 1.10\n", ""),
        one(
            "status: draft\n", "status: Draft # x\n", "status: Accepted\n", "status: approved\n", "status: superseded\n"
        ),
        one("date: 2026-03-02\n", "date: 2.3.2026\n", "date: 31/12/2025 # when\n", "date: 2026-3-2\n", "date: 2026\n"),
        one("owner: m.okafor\n", "owner: M.Okafor\n", "owner: m.okafro\n", "owner: no\n"),
        maybe("review-by: 2027-03-02\n", "review_by: 2027-03-02\n", "Review_By: 31.12.2027\n", "reviewby: '2027'\n"),
        maybe("tags: [a, b] # two\n", "tags: a\n", "tags: a, b\n", "Tags:\n- a\n- b\n- a # again\n"),
        maybe("# a comment\nx-note: {k: NO}\n".replace("NO", "yes or no"), "x-note: {k: NO}\n", "jira: 0123\n"),
        maybe("impact: low\n", "impact: Low\n", "impact: lo\n", "impakt: low\n"),
        maybe(
            f"relations:\n  amends: [{others[0]}]\n" if number == 1 else "x-none: 1\n",
            f"relations:\n  amends: [{others[0].lower()}, ADR-0031]\n",
            f"relations: {{Relates_To: [{others[1]}]}}\n",
            f"relations:\n  superseded-by:\n  - {others[1]} # later\n  relates-to: {others[0].replace('-000', '-')}\n",
            f"relations:\n  relates-to: [{own}, {others[0]}#Text]\n",
        ),
    ]
    body = [
        maybe("\n# Use a store: ours\n"),
        maybe("\n## Context and Problem Statement\n\nText.\n", "\n### Context and Problem Statement\n\nText.\n"),
        maybe("\n## Decision Outcome\n\nText.\n", "\n## Decision Outcomes\n\nText.\n"),
        maybe("\n## Considered Options\n\n- A\n- B\n"),
        maybe("\n## Text\n\n[x](#text)\n", "\n## Text\n\n[x](#TEXT) ADR-0031\n"),
        maybe(f"\n[y]({PATHS[1 if number == 1 else 0][5:]})\n", f"\n[y]({others[0]}-old.md#cost) [z](../nothing.md)\n"),
    ]
    inner = [piece for piece in draw(st.tuples(*head)) if piece.text]
    if draw(st.booleans()):
        inner.reverse()
    tail = [piece for piece in draw(st.tuples(*body)) if piece.text]
    top = draw(st.sampled_from(["---\n", "---\n", "---\n", "\n\n---\n", "\ufeff---\n"]))
    return [Piece(top, top == "---\n"), *inner, Piece("---\n", good=True), *tail]


@st.composite
def a_base(draw: st.DrawFn) -> dict[str, list[Piece]]:
    """Return up to three records with faults in them, in whichever line endings, with or without the last one."""
    found = {}
    for number, path in enumerate(PATHS, 1):
        pieces = draw(a_record(number))
        if draw(st.booleans()):
            pieces = [Piece(piece.text.replace("\n", "\r\n"), piece.good) for piece in pieces]
        if draw(st.booleans()):
            pieces[-1] = Piece(pieces[-1].text.rstrip("\r\n"), pieces[-1].good)
        found[path] = pieces
    return found


def graph_of(project: Project, texts: dict[str, str]) -> Graph:
    place = project.place("decision")
    entries = [read_data(place, path, text.encode(), "native") for path, text in texts.items()]
    return Graph(entries, project.kinds, lambda path: path in texts)


def all_of(project: Project) -> Look:
    return looking(project, read_register(project), None, project.ruleset, DAY, lambda found: found)


def errors(looked: Looked) -> Counter[tuple[str, str]]:
    found = (f for f in looked.everything if f.severity is Severity.ERROR)
    return Counter((f.location.path, f.code) for f in found)


def texts_of(graph: Graph) -> dict[str, str]:
    return {entry.path: entry.text for entry in graph.entries}


def refused(done: Mended) -> list[tuple[str, str, str]]:
    return [(m.finding.location.path, m.finding.code, m.finding.message) for m in done.refused]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_twice_is_as_once_and_what_is_in_order_keeps_every_byte(base: Base, unsafe: bool) -> None:  # noqa: FBT001
    project = base({"governance/people.yml": "- {handle: m.okafor, name: Mary Okafor, kind: person}\n"})
    made = 0

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(a_base())
    def holds(records: dict[str, list[Piece]]) -> None:
        nonlocal made
        look = all_of(project)
        graph = graph_of(project, {path: "".join(p.text for p in pieces) for path, pieces in records.items()})
        first = look(graph, {})
        done = fix(project, graph, look, unsafe=unsafe)
        made += done.fixed
        after = texts_of(done.looked.graph)
        for path, pieces in records.items():
            at = 0
            for piece in (piece for piece in pieces if piece.good):
                line = piece.text.rstrip("\r\n").lstrip("\r\n")
                at = after[path].find(line, 0 if unsafe else at)  # unsafe fixes move sections
                assert at >= 0, (line, after[path])
        if not unsafe:
            assert errors(done.looked) - errors(first) == Counter()
        back = {id(m.finding) for m in done.refused}
        left = [m for m in offers(done.looked.graph, done.looked.wanted, unsafe=unsafe) if id(m.finding) not in back]
        assert left == []
        again = fix(project, done.looked.graph, look, unsafe=unsafe)
        assert (again.before, again.fixed, refused(again)) == ({}, 0, refused(done))
        assert all(isinstance(entry, Record) for entry in done.looked.graph.entries if entry.path in done.before)

    holds()
    assert made


@needs_corpora
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("corpus", CASES.values(), ids=CASES)
def test_public_records_are_mended_in_the_lines_that_findings_are_about(
    corpus: Corpus,
    unsafe: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    project = corpus.copy(tmp_path / "log")
    graph, look = read_graph(project), all_of(project)
    first = look(graph, {})
    done = fix(project, graph, look, unsafe=unsafe)
    assert errors(done.looked) - errors(first) == Counter()
    told = {(f.location.path, f.location.line) for f in first.wanted if f.fix is not None}
    for path, old in done.before.items():
        lines, now = old.text.splitlines(), done.looked.graph.by_path[path].text.splitlines()
        for what, a, b, _, _ in SequenceMatcher(None, lines, now, autojunk=False).get_opcodes():
            assert what in ("equal", "replace")
            assert what == "equal" or {(path, line) for line in range(a + 1, b + 1)} <= told
    assert fix(project, done.looked.graph, look, unsafe=unsafe).before == {}


def test_a_fix_that_brings_an_error_to_light_is_taken_back_unless_it_is_asked_for(base: Base) -> None:
    project = base({})
    head = "---\nid: ADR-0001\nkind: decision\ntitle: Use a store\nstatus: Accepted\n"
    text = f"{head}date: 2026-03-02\nowner: a\nTags: a\n---\n"
    graph = graph_of(project, {PATHS[0]: text})
    done = fix(project, graph, all_of(project))
    assert texts_of(done.looked.graph) == {PATHS[0]: text.replace("Tags: a", "tags: [a]")}
    assert [(m.finding.code, m.finding.message) for m in done.refused] == [
        ("ENV004", "`Accepted` is no value of `status`")
    ]
    asked = fix(project, graph, all_of(project), unsafe=True)
    assert "status: accepted\n" in asked.looked.graph.by_path[PATHS[0]].text


def test_two_names_for_one_key_are_not_made_one(base: Base) -> None:
    project = base({})
    text = "---\nid: ADR-0001\nkind: decision\ntitle: Use a store\nstatus: draft\ndate: 2026-03-02\nowner: a\n"
    graph = graph_of(project, {PATHS[0]: f"{text}review_by: 2027-01-01\nReview-By: 2028-01-01\n---\n"})
    done = fix(project, graph, all_of(project))
    assert done.looked.graph.by_path[PATHS[0]].text == f"{text}review-by: 2027-01-01\nReview-By: 2028-01-01\n---\n"
