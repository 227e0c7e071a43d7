"""Records in other dialects change where their dialect keeps its metadata, and nowhere else."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.corpora import CASES, needs_corpora

from adr.draft import Draft
from adr.finding import CannotRunError
from adr.history import files
from adr.lifecycle import link, set_status, supersede, unlink
from adr.record import Record, read
from adr.references import move_record, renamed, renumbered
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Load

    from adr.graph import Graph
    from adr.project import Project

DAY = date(2026, 3, 2)
NYGARD = "# 1. Use X\r\n\r\nDate: 2020-01-02\r\n\r\n## Status\r\n\r\nAccepted  \r\n\r\n## Context\r\n\r\nAccepted.\r\n"


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came, their breaks included."""
    lines = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [x[2:] for x in lines if x.startswith("- ")], [x[2:] for x in lines if x.startswith("+ ")]


def other(number: int = 2) -> str:
    return f"# {number}. Use Y\n\nDate: 2020-01-03\n\n## Status\n\nAccepted\n"


NUMBERED = {"madr-own", "govuk-aws", "verify-service-provider", "nats-adr", "moj-cloud-platform"}
"""The corpora whose records have their numbers from the names of their files alone."""


def linking(project: Project, graph: Graph, record: Record) -> set[Path]:
    """Return the files of the other records that link to one."""
    found = {r.path for r in graph.records for link in r.document.links if graph.destination(r, link).record is record}
    return {project.root / path for path in found - {record.path}}


def one(load: Load, text: str, name: str = "0001-use-x.md") -> tuple[Draft, Record]:
    graph = load({f"adrs/{name}": text, "adrs/0002-use-y.md": other()})
    record = graph.by_path[f"adrs/{name}"]
    assert isinstance(record, Record)
    return Draft(graph), record


def test_a_status_under_its_heading_changes_on_its_line_and_keeps_its_case(load: Load) -> None:
    draft, record = one(load, NYGARD)
    set_status(draft, record, "deprecated", DAY)
    assert draft.texts[record.path] == NYGARD.replace("Accepted  \r\n", "Deprecated  \r\n", 1)
    assert draft.record(record).date == "2020-01-02", "the date is that of the record, not of its status"


def test_an_emoji_goes_with_the_status_that_it_stood_for(load: Load) -> None:
    draft, record = one(load, "# 1. Use X\n\n## Status\n\n🤔 Proposed\n")
    set_status(draft, record, "rejected", DAY)
    assert draft.texts[record.path] == "# 1. Use X\n\n## Status\n\nRejected\n"


def test_supersession_is_written_on_both_sides_as_adr_tools_writes_it(load: Load) -> None:
    draft, record = one(load, NYGARD)
    new = draft.graph.by_id["ADR-0002"][0]
    assert isinstance(new, Record)
    supersede(draft, [record], new, DAY)
    assert "\r\nSuperseded by [2. Use Y](0002-use-y.md)  \r\n" in draft.texts[record.path]
    assert draft.texts[new.path] == other().replace("Accepted\n", "Accepted\n\nSupersedes [1. Use X](0001-use-x.md)\n")
    assert draft.record(record).status == "superseded"


@pytest.mark.parametrize(
    "text,line",
    [
        (
            "# X\n\n| | |\n|-|-|\n| Status | Accepted |\n| Date | 2020-01-02 |\n\n## Context\n",
            "| Amends | ADR-0002   |\n",
        ),
        ("# X\n\n- Status: accepted\n\n## Links\n\n- Relates to [a](b.md)\n", "- Amends [ADR-0002](0002-use-y.md)\n"),
    ],
    ids=["table", "links"],
)
def test_a_relation_is_written_as_the_dialect_writes_relations(load: Load, text: str, line: str) -> None:
    name = "0001-use-x.md" if "|" in text else "20200102-use-x.md"
    graph = load({f"adrs/{name}": text, "adr.toml": _also("b"), "b/0002-use-y.md": other()})
    record, target = graph.by_path[f"adrs/{name}"], graph.by_path["b/0002-use-y.md"]
    assert isinstance(record, Record)
    assert isinstance(target, Record)
    draft = Draft(graph)
    link(draft, record, "amends", target)
    gone, come = changed(text, draft.texts[record.path])
    assert gone == []
    assert come == [line.replace("0002-use-y.md", "../b/0002-use-y.md")]
    graph = load({record.path: draft.texts[record.path], "adr.toml": _also("b")})
    assert [edge.source.id for edge in graph.incoming[target.id]] == [record.id]


def _also(folder: str) -> str:
    return f'[kinds.decision]\nalso = ["{folder}"]\n'


def test_unlinking_takes_away_what_linking_wrote(load: Load) -> None:
    draft, record = one(load, NYGARD)
    target = draft.graph.by_id["ADR-0002"][0]
    assert isinstance(target, Record)
    link(draft, record, "depends-on", target)
    linked = draft.texts[record.path]
    assert changed(NYGARD, linked)[0] == []
    graph = load({record.path: linked})
    draft = Draft(graph)
    record = graph.records[0]
    unlink(draft, record, "depends-on", graph.records[1])
    assert draft.texts[record.path] == NYGARD


def test_what_has_no_place_for_a_status_is_refused_and_stays(load: Load) -> None:
    draft, record = one(load, "# 1. Use X\n\nText.\n")
    with pytest.raises(CannotRunError, match="has no `status` to change"):
        set_status(draft, record, "accepted", DAY)
    assert draft.texts == {}


def test_madr_gets_front_matter_where_it_has_none(load: Load) -> None:
    text = "# Use X\n\n## Considered Options\n\n* X\n"
    graph = load({"adrs/0001-use-x.md": text})
    draft = Draft(graph)
    set_status(draft, graph.records[0], "proposed", DAY)
    assert draft.texts["adrs/0001-use-x.md"] == f"---\nstatus: proposed\ndate: 2026-03-02\n---\n{text}"


def test_the_words_that_settings_give_are_the_ones_that_are_written(load: Load) -> None:
    graph = load(
        {
            "adr.toml": '[kinds.decision]\ndialect = "mapped"\nstatuses = {Final = "accepted", Review = "proposed"}\n',
            "adrs/eip-20.md": "---\neip: 20\ntitle: Token\nstatus: Review\n---\n\nText.\n",
        }
    )
    draft = Draft(graph)
    set_status(draft, graph.records[0], "accepted", DAY)
    assert draft.texts["adrs/eip-20.md"] == "---\neip: 20\ntitle: Token\nstatus: Final\n---\n\nText.\n"


@needs_corpora
@pytest.mark.parametrize("name", CASES)
def test_a_change_of_status_over_the_corpora_owns_one_line(tmp_path: Path, name: str) -> None:
    graph = read_graph(CASES[name].copy(tmp_path / "base"))
    made = 0
    for record in graph.records:
        following = record.kind.transitions.get(record.status or "", record.kind.statuses)
        status = next((s for s in following if s not in ("superseded", record.status)), None)
        if status is None:
            continue
        draft = Draft(graph)
        try:
            set_status(draft, record, status, DAY)
        except CannotRunError as error:
            assert "has no `status` to change" in str(error)
            assert draft.texts == {}
            continue
        gone, come = changed(record.text, draft.texts[record.path])
        assert draft.record(record).status == status
        if record.status is not None:
            assert len(gone) == 1 + (record.dialect == "madr" and "date" in record.fields)
        assert all("tatus" in x or "date" in x or x.strip("- \n\r") in ("", status.capitalize()) for x in come) or (
            len(come) == len(gone) == 1
        )
        made += 1
    assert made > len(graph.records) / 3, "most records can be changed"


@needs_corpora
@pytest.mark.parametrize("name", CASES)
def test_a_link_over_the_corpora_only_adds_lines(tmp_path: Path, name: str) -> None:
    graph = read_graph(CASES[name].copy(tmp_path / "base"))
    target, made = graph.records[0], 0
    for record in graph.records[1:]:
        draft = Draft(graph)
        try:
            link(draft, record, "relates-to", target)
        except CannotRunError as error:
            assert "no place for `relates-to`" in str(error) or "not safe" in str(error), "an unclosed fence"
            assert draft.texts == {}
            continue
        if record.path not in draft.texts:
            continue  # it said so already
        gone, come = changed(record.text, draft.texts[record.path])
        last = record.text.splitlines(keepends=True)[-1]
        assert gone in ([], [last]), "only a missing line break at the end is added to"
        assert gone == [] or come[0].startswith(gone[0])
        assert come
        assert target.id in draft.record(record).fields["relations"]["relates-to"]
        made += 1
    assert made > len(graph.records) / 2


@needs_corpora
@pytest.mark.parametrize("name", CASES)
def test_a_new_number_over_the_corpora_changes_only_lines_that_name_it(tmp_path: Path, name: str) -> None:
    project = CASES[name].copy(tmp_path / "base")
    graph = read_graph(project)
    paths, made = files(project.root), 0
    for record in graph.records[::4]:
        try:
            text, move = renumbered(record, f"{record.id.rpartition('-')[0]}-9876")
        except CannotRunError as error:
            assert "does not have its number from its file's name alone" in str(error)
            continue
        made += 1
        old_name = record.path.rsplit("/", 1)[-1]
        changes = move_record(project.root, record, text, move, paths).files
        assert linking(project, graph, record) <= {change.path for change in changes}
        for change in changes:
            before = record.text if change.before is None else change.before
            if change.after is None:
                continue
            gone, come = changed(before, change.after)
            assert len(gone) <= len(come)
            assert all(record.id in x or old_name in x or x.startswith("#") for x in gone)
            assert not any(old_name in x for x in come if "aliases" not in x)
        found = read(
            move.new_path,
            next(c.after or "" for c in changes if c.path == project.root / move.new_path),
            record.kind,
            record.dialect,
            record.conventions,
        )
        assert isinstance(found, Record)
        assert found.id == move.new_id
        assert found.title == record.title
    assert (made > 0) is (name in NUMBERED)


@needs_corpora
@pytest.mark.parametrize("name", CASES)
def test_a_new_title_over_the_corpora_is_followed_by_every_link(tmp_path: Path, name: str) -> None:
    project = CASES[name].copy(tmp_path / "base")
    graph = read_graph(project)
    from adr.naming import renamed_file

    paths = files(project.root)
    for record in graph.records[::5]:
        text, move = renamed(record, "Another title altogether", renamed_file(record, "Another title altogether"))
        changes = move_record(project.root, record, text, move, paths).files
        for change in changes:
            before = record.text if change.before is None else change.before
            if change.after is not None:
                gone, come = changed(before, change.after)
                assert len(gone) <= len(come)
        if move.old_path != move.new_path:
            assert linking(project, graph, record) <= {change.path for change in changes}
