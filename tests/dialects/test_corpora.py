"""Public logs of decisions, incidents and runbooks, read as they are: what is found is what their files say.

What an independent count says is in ``expected.json``. Where we differ, `EXPLAINED` says how, and the table in
``docs/how-to/adopt-existing-records.md`` why.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command
from tests.corpora import CASES, CORPORA, needs_corpora

from adr.check import check
from adr.graph import Graph
from adr.people import read_register
from adr.project import Project, find
from adr.series import gaps
from adr.source import dialect_of, read_graph

pytestmark = needs_corpora

COMPLETED = "Completed 2/6/21 [#2854](https://github.com/ministryofjustice/cloud-platform/issues/2854)"

DIALECTS = {
    "madr-own": "madr",
    "govuk-aws": "nygard",
    "verify-service-provider": "nygard",
    "log4brains-own": "log4brains",
    "log4brains-fixture": "log4brains",
    "eips": "mapped",
    "nats-adr": "table",
    "moj-cloud-platform": "nygard",
    "moj-incidents": "plain",
    "prom-runbooks": "plain",
}

EXPLAINED: Mapping[str, Mapping[str, Any]] = {
    "madr-own": {"status_effective": {"(none)": 18, "proposed": 1}},
    "log4brains-fixture": {
        "status_effective": {"accepted": 7, "(none)": 9, "superseded": 1, "proposed": 1, "draft": 1, "rejected": 1},
        "relations": {"superseded by": 1, "supersedes": 1},
    },
    "eips": {"status_effective": {"accepted": 19, "rejected": 12, "proposed": 13, "draft": 6}},
    "moj-cloud-platform": {
        "status_raw": {"\u2705 Accepted": 33, COMPLETED: 0},
        "status_effective": {"accepted": 34, "draft": 2, "proposed": 6, "rejected": 2, "superseded": 1, "(none)": 4},
    },
    "moj-incidents": {"status_effective": {"(none)": 38, "closed": 1}},
    "prom-runbooks": {"records": 22, "status_raw": {"None": 22}, "status_effective": {"(none)": 22}},
}
"""Where we count otherwise, and what."""

RELATIONS = {
    "superseded by": "superseded-by", "amended by": "amended-by", "requires": "depends-on", "updates": "amends"
}  # fmt: skip
"""What relations are called here that are called otherwise in the files."""


@dataclass(frozen=True)
class Log:
    """A log that was read, what is expected of it, and its folder in the corpus, with a slash."""

    name: str
    project: Project
    graph: Graph
    expected: Mapping[str, Any]
    below: str


def expectations() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((CORPORA / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module", params=CASES)
def log(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Log:
    case = CASES[request.param]
    settings = tmp_path_factory.mktemp("settings") / "adr.toml"
    settings.write_text(case.settings(), encoding="utf-8")
    project = find(CORPORA / case.folder, settings)
    below = case.folder.partition("/")[2]
    expected = expectations()[request.param]
    return Log(request.param, project, read_graph(project), expected, f"{below}/" if below else "")


def explained(log: Log, name: str) -> Any:
    """Return what is expected, with the differences that the documentation explains."""
    stated = EXPLAINED.get(log.name, {}).get(name)
    if stated is None:
        return log.expected[name]
    if name == "status_raw" and log.name == "moj-cloud-platform":  # what differs of nine different words
        return {word: number for word, number in {**log.expected[name], **stated}.items() if number}
    return stated


def test_every_file_is_read_and_none_is_dropped(log: Log) -> None:
    assert [(entry.path, entry.message) for entry in log.graph.unreadable] == []
    assert len(log.graph.records) == explained(log, "records")
    assert {dialect_of(log.project, place).name for place in log.project.places} == {DIALECTS[log.name]}
    assert {record.dialect for record in log.graph.records} == {DIALECTS[log.name]}


def test_statuses_are_what_is_written_and_what_it_means(log: Log) -> None:
    assert Counter(str(record.status_raw) for record in log.graph.records) == explained(log, "status_raw")
    assert Counter(record.status or "(none)" for record in log.graph.records) == explained(log, "status_effective")
    assert all(record.status is None or record.status in record.kind.statuses for record in log.graph.records)


def test_ids_that_are_there_twice_and_numbers_that_are_not_there_are_found(log: Log) -> None:
    twice = {id_: [log.below + e.path for e in es] for id_, es in log.graph.by_id.items() if len(es) > 1}
    assert twice == log.expected["id_duplicates"]
    if log.expected["id_gaps"] is not None:
        assert [number for gap in gaps(log.graph.entries) for number in gap.missing] == log.expected["id_gaps"]
    doubts = [log.below + r.path for r in log.graph.records if any(d.key == "title" for d in r.reading.doubts)]
    assert doubts == [path for path, _ in log.expected["id_mismatch"]]


def test_relations_are_as_many_as_are_written_and_supersession_runs_the_same_way(log: Log) -> None:
    stated = Counter(
        name for r in log.graph.records for name, targets in (r.fields.get("relations") or {}).items() for _ in targets
    )
    expected = explained(log, "relations")
    assert stated == {RELATIONS.get(name, name): number for name, number in expected.items()}
    edges = [edge for group in log.graph.incoming.values() for edge in group if edge.name == "supersedes"]
    pairs = [(edge.source, log.graph.get(edge.target)) for edge in edges]
    found = {(log.below + newer.path, log.below + older.path) for newer, older in pairs if older is not None}
    assert found == {(s["newer"], s["older"]) for s in log.expected["supersession"]}


def test_links_that_are_broken_upstream_are_found_and_others_only_where_the_excerpt_ends(log: Log) -> None:
    found = {
        (log.below + f.location.path, f.location.line): f.message
        for f in check(log.project, log.graph, read_register(log.project))
        if f.code == "REL008"
    }
    broken = {(link["src"], link["line"]) for link in log.expected["broken_links_upstream"]}
    assert broken <= set(found)
    assert [
        message for message in found.values() if "does not exist" not in message and "no heading" not in message
    ] == []


def test_every_date_is_a_day(log: Log) -> None:
    dated = [record.date for record in log.graph.records if record.date]
    assert all(len(day) == 10 and day[4] == day[7] == "-" for day in dated)
    forms = log.expected["date_forms"]
    if forms is not None:
        assert len(dated) == sum(number for form, number in forms.items() if form != "(none)")
    assert [d for record in log.graph.records for d in record.reading.doubts if d.key == "date"] == []


ADOPTED = {
    "eips": ["eips"],
    "govuk-aws": ["govuk-aws"],
    "log4brains": ["log4brains-own"],
    CASES["log4brains-fixture"].folder: ["log4brains-fixture"],
    "madr": ["madr-own"],
    "moj-cloud-platform": ["moj-cloud-platform", "moj-incidents"],
    "nats": ["nats-adr"],
    "prometheus-runbooks": ["prom-runbooks"],
    "verify-service-provider": ["verify-service-provider"],
}


@pytest.mark.parametrize("corpus", ADOPTED)
def test_init_and_build_publish_every_record(
    adr: Command, corpus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "copy"
    shutil.copytree(CORPORA / corpus, root)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = adr("init", at=root)
    assert (done.code, done.err) == (0, "")
    written = {path for path in root.rglob("*") if path.is_file()} - set(before)
    assert written == {root / "adr.toml"}
    rows = json.loads(adr("list", "--json", at=root).out)
    expected = {name: about["records"] for name, about in expectations().items()}
    wanted = sum(EXPLAINED.get(name, {}).get("records", expected[name]) for name in ADOPTED[corpus])
    assert len(rows) == wanted
    assert [row["path"] for row in rows if row["unreadable"]] == []
    assert adr("check", at=root).code in (0, 1)
    assert adr("check", "--update-baseline", at=root).code == 0
    assert adr("check", "--strict", at=root).code == 0
    assert adr("build", at=root).code == 0
    pages = [page.read_text(encoding="utf-8") for page in (root / "site").rglob("index.html")]
    shown = Counter(row["id"] for row in rows)
    for id_, number in shown.items():
        assert sum(f'data-adr-copy="{id_}"' in page for page in pages) == number, id_
    assert {path: path.read_bytes() for path in before} == before
