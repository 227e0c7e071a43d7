"""What a run remembers of the last one never shows in what it finds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr import cache, crew
from adr.check import check, contexts
from adr.graph import Graph
from adr.memory import Recalled, recall
from adr.people import read_register
from adr.project import Project, find
from adr.report import row
from adr.source import read_graph


def remembered(project: Project, workers: int = 1) -> Recalled:
    register = read_register(project)
    return recall(project, contexts(project, Graph((), project.kinds, lambda _: False), register), workers)


def as_found(project: Project, workers: int = 1) -> tuple[list[str], list[dict[str, Any]]]:
    found = remembered(project, workers)
    return list(map(repr, found.findings)), list(map(row, found.graph.entries))


def as_read(project: Project) -> tuple[list[str], list[dict[str, Any]]]:
    graph = read_graph(project)
    return list(map(repr, check(project, graph, read_register(project)))), list(map(row, graph.entries))


STATUSES = ("draft", "accepted", "superseded", "Acepted")
IDS = tuple(f"ADR-{n:04d}" for n in range(1, 6))
RELATIONS = (
    "", "{supersedes: [%s]}", "{superseded-by: [%s]}", "{amends: [%s]}", "{supersedes: ['%s#context']}", "{x: %s}",
)  # fmt: skip
BODIES = (
    "# T\n\n## Context\n\nSee %s.\n", "[a](%s-x.md)\n", "[a](%s-x.md#context)\n", "![i](i.png)\n", "no heading, `%s`\n",
    "## Considered Options\n\n- one\n", "<!-- -->\n\n# Context\n\n[b](../governance/people.yml)\n",
    "\ufeff{{ title }}\n",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A record, good or bad."""
    id_, other = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
    fields = {"id": id_, "kind": "decision", "title": "T", "date": "2026-03-02"}
    fields |= {"status": draw(st.sampled_from(STATUSES)), "owner": draw(st.sampled_from(["ann", "bob", "[]"]))}
    relation = draw(st.sampled_from(RELATIONS))
    if relation:
        fields["relations"] = relation.replace("%s", other)
    fields |= draw(st.sampled_from([{}, {"aliases": "[ADR-0009, ADR-0001]"}, {"x-n": "9" * 30}, {"": "x"}]))
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{head}---\n" + draw(st.sampled_from(BODIES)).replace("%s", other)


paths = st.sampled_from([f"adrs/{id_}-x.md" for id_ in IDS] + ["adrs/ADR-0003-y.md", "adrs/notes.txt", "adrs/odd.md"])
people = st.sampled_from(["- {handle: ann}\n", "- {handle: ann}\n- {handle: bob}\n", "- {handle: ann\n"])
tables = st.sampled_from(
    [
        *("", "max-bytes = 150\n", "[rules.REL008]\nseverity = 'warning'\n", "[rules.ENV004]\nseverity = 'off'\n"),
        *("[kinds.decision]\ndialect = 'madr'\n", "[kinds.decision]\nstatuses = {Acepted = 'accepted'}\n"),
    ]
)
own_kinds = st.sampled_from(["x-extends: decision\nx-plural: D\n", "x-extends: decision\nx-in-force: [draft]\n"])
edits = st.one_of(
    st.tuples(st.just("write"), paths, texts()),
    st.tuples(st.just("write"), paths, texts()),
    st.tuples(st.just("touch"), paths, st.just("")),
    st.tuples(st.just("remove"), paths, st.just("")),
    st.tuples(st.just("swap"), paths, paths),
    st.tuples(st.just("write"), st.just("adrs/i.png"), st.just("x")),
    st.tuples(st.just("write"), st.just("governance/people.yml"), people),
    st.tuples(st.just("write"), st.just("adr.toml"), tables),
    st.tuples(st.just("write"), st.just(".adr/kinds/decision/schema.yaml"), own_kinds),
    st.tuples(st.just("list"), st.just(""), st.just("")),
    st.tuples(st.just("spoil"), st.just(""), st.sampled_from(["", "x", "cut"])),
)


def apply(root: Path, what: str, name: str, more: str) -> None:
    path = root / name
    if what == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(more, encoding="utf-8")
    elif what == "touch" and path.exists():
        os.utime(path)
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif what == "swap" and path.exists():
        path.replace(root / more)
    elif what == "list":
        recall(find(root))
    elif what == "spoil":
        kept = cache.place(root, root / "adr.toml")
        if kept.exists():
            data = kept.read_bytes()
            kept.write_bytes(data[: len(data) // 2] if more == "cut" else more.encode())


@given(
    start=st.lists(st.tuples(paths, texts()), max_size=6),
    steps=st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=5),
    workers=st.sampled_from([1, 1, 1, 2]),
    settled=st.sampled_from([0, 2_000_000_000]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_run_that_remembers_finds_what_a_run_that_does_not_finds(
    start: list[tuple[str, str]],
    steps: list[list[tuple[str, str, str]]],
    workers: int,
    settled: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("base").resolve()
    (root / "adrs").mkdir()
    (root / "adr.toml").write_text("")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_SETTLED", settled)
        patch.setattr(crew, "LEAST", 2)
        for path, text in start:
            apply(root, "write", path, text)
        assert as_found(find(root), workers) == as_read(find(root))
        for step in steps:
            for edit in step:
                apply(root, *edit)
            project = find(root)
            assert as_found(project, workers) == as_read(project)
            assert as_found(project, workers) == as_read(project)
    shutil.rmtree(root)
