"""What a run remembers of the last one never shows in what it finds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpora import CASES, needs_corpora
from tests.incremental.drift import DAY, LATER, TERMS, as_found, as_read, asking, remembered

from adr.finding import CannotRunError, Finding
from adr.incremental import cache, crew
from adr.incremental.memory import recall
from adr.project import Project, find
from adr.rule import Context
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


STATUSES = ("draft", "accepted", "superseded", "Acepted")
IDS = tuple(f"ADR-{n:04d}" for n in range(1, 6))
RELATIONS = (
    "", "{supersedes: [%s]}", "{superseded-by: [%s]}", "{amends: [%s]}", "{supersedes: ['%s#context']}", "{x: %s}",
)  # fmt: skip
BODIES = (
    "# T\n\n## Context\n\nSee %s.\n", "[a](%s-x.md)\n", "[a](%s-x.md#context)\n", "![i](i.png)\n", "no heading, `%s`\n",
    "## Considered Options\n\n- one\n", "<!-- -->\n\n# Context\n\n[b](../governance/people.yml)\n",
    "\ufeff{{ title }}\n", f"<!-- adr: waive REL008, {TERMS} -->\nSee %s.\n", "<!-- adr: waive REL -->\n",
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
    fields |= draw(st.sampled_from([{}, {}, {"waivers": f"[{{rule: REL001, {TERMS}}}, {{rule: ENV004, {TERMS}}}]"}]))
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
            for day in (DAY, DAY, LATER):
                assert as_found(project, workers, day) == as_read(project, day)
    shutil.rmtree(root)


def ran(project: Project) -> set[tuple[str, str]]:
    """Return the rules that ran on records, each with the record's path."""
    seen = set()

    def noting(context: Context) -> Context:
        def function(entry: Any, told: Context) -> Iterator[Finding]:
            seen.add((context.rule.code, entry.path if hasattr(entry, "path") else ""))
            return context.rule.function(entry, told)

        return replace(context, rule=replace(context.rule, function=function))

    recall(project, tuple(map(noting, asking(project, DAY))), 1)
    return seen


@pytest.fixture
def five(base: Base, record: Write) -> Project:
    """Five records, of which the second names the first in its text and its relations, all checked before."""
    files = {f"adrs/{id_}-x.md": record(id_) for id_ in IDS}
    files["adrs/ADR-0002-x.md"] = record("ADR-0002", "\nSee ADR-0001.\n", relations="{amends: [ADR-0001]}")
    project = base({**files, "governance/people.yml": "- {handle: m.okafor}\n"})
    remembered(project)
    return project


def test_nothing_runs_where_nothing_changed(five: Project) -> None:
    assert ran(five) == set()
    os.utime(five.root / "adrs/ADR-0001-x.md")
    assert ran(five) == set()


def test_only_a_changed_record_is_checked_again_and_what_asked_about_it(five: Project, record: Write) -> None:
    (five.root / "adrs/ADR-0004-x.md").write_text(record("ADR-0004", "\nMore.\n"))
    assert {path for _, path in ran(five) if path} == {"adrs/ADR-0004-x.md"}
    (five.root / "adrs/ADR-0001-x.md").unlink()
    again = ran(five)
    assert {path for _, path in again if path} == {"adrs/ADR-0002-x.md"}
    assert ("REL008", "adrs/ADR-0002-x.md") in again
    assert not any(code.startswith(("ENV003", "ENV008")) for code, _ in again)


def test_a_setting_runs_only_the_rule_that_it_is_about(five: Project) -> None:
    (five.root / "adr.toml").write_text("[rules.ENV003]\nseverity = 'warning'\n")
    assert {code for code, _ in ran(find(five.root))} == {"ENV003"}
    (five.root / "adr.toml").write_text("name = 'Other'\n[rules.ENV003]\nseverity = 'warning'\n")
    assert ran(find(five.root)) == set()


def test_the_list_of_people_runs_only_the_rules_that_ask_for_it(five: Project) -> None:
    (five.root / "governance/people.yml").write_text("- {handle: ann}\n")
    assert {code for code, _ in ran(five)} == {"ENV007", "ENV009", "ENV015"}


def test_a_kind_runs_everything_on_its_own_records_only(five: Project, record: Write) -> None:
    (five.root / "learnings").mkdir()
    (five.root / "learnings/LRN-0001-x.md").write_text(record("LRN-0001"))
    remembered(five)
    own = five.root / ".adr/kinds/learning"
    own.mkdir(parents=True)
    (own / "schema.yaml").write_text("x-extends: learning\ndescription: Other words\n")
    again = ran(find(five.root))
    assert ("ENV003", "learnings/LRN-0001-x.md") in again
    assert not any(code == "ENV003" and path.startswith("adrs/") for code, path in again)


def test_an_edit_within_the_clocks_tick_is_seen(five: Project) -> None:
    path = five.root / "adrs/ADR-0001-x.md"
    about = path.stat()
    path.write_text(path.read_text().replace("Use PostgreSQL", "Use PostgreXQL"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert "Use PostgreXQL" in {entry["title"] for entry in as_found(five)[1]}


def test_a_record_that_changes_under_the_run_is_not_mixed_up(five: Project) -> None:
    graph = remembered(five).graph
    (five.root / "adrs/ADR-0001-x.md").write_text("---\nid: ADR-0001\n---\n")
    found = graph.get("ADR-0001")
    assert found is not None
    with pytest.raises(CannotRunError, match=r"ADR-0001-x\.md changed while it was read"):
        _ = found.text


def test_a_kept_record_is_the_record(five: Project) -> None:
    for kept, fresh in zip(remembered(five).graph.records, read_graph(five).records, strict=True):
        assert (kept.fields, kept.title, kept.status_raw, kept.tags) == (
            fresh.fields, fresh.title, fresh.status_raw, fresh.tags,
        )  # fmt: skip
        assert kept.document.mentions == fresh.document.mentions
        assert (kept.reading, kept.text, kept.conventions) == (fresh.reading, fresh.text, fresh.conventions)
        assert kept.document.sections == fresh.document.sections
        assert kept.locate(["status"]) == fresh.locate(["status"])


def test_without_the_cache_nothing_is_kept(
    five: Project, adr: Command, record: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = cache.place(five.root, five.config)
    kept.unlink()
    assert adr("--no-cache", "check").code == 0
    assert adr("--no-cache", "list").code == 0
    monkeypatch.setenv("ADR_CACHE", "0")
    assert adr("check").code == 0
    assert adr("list").code == 0
    assert not kept.exists()
    monkeypatch.delenv("ADR_CACHE")
    assert adr("check").code == 0
    assert kept.exists()
    (five.root / "adrs/ADR-0005-x.md").write_text(record("ADR-0005", status="Acepted"))
    assert adr("check").out == adr("--no-cache", "check").out


@needs_corpora
@pytest.mark.parametrize("name", CASES)
def test_public_records_are_the_same_read_and_remembered(name: str, tmp_path: Path) -> None:
    project = CASES[name].copy(tmp_path / "log")
    for workers in (2, 1):
        assert as_found(project, workers) == as_read(project)


def test_a_choice_of_rules_does_not_make_the_next_run_start_anew(five: Project, adr: Command) -> None:
    assert adr("check", "--select", "ENV004").out == adr("--no-cache", "check", "--select", "ENV004").out
    assert ran(five) == set()
