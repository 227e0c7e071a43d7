"""MADR as others write it: small samples, and a corpus of real records where it is at hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.catalogue import load_kinds
from adr.dialect import Source
from adr.dialects.madr import DIALECT
from adr.frontmatter import MalformedError
from adr.project import find
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command

DECISION = load_kinds()["decision"]
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"


@pytest.mark.parametrize(
    "name,claimed",
    [("0001-x.md", True), ("0001-x y.md", True), ("adr-template.md", False), ("1-x.md", True), ("0001.md", True)],
)
def test_a_record_is_any_file_that_is_no_template(name: str, claimed: bool) -> None:  # noqa: FBT001 - a column
    assert DIALECT.claims(name) is claimed


def test_the_id_is_the_number_and_the_title_the_first_heading() -> None:
    reading = DIALECT.read(Source("docs/0012-use-x.md", "# Use X\n\ntext\n", DECISION))
    assert reading.fields == {"id": "ADR-0012", "kind": "decision", "title": "Use X"}
    assert (reading.head, reading.body_line) == ("", 1)


def test_front_matter_is_optional_and_old_names_are_taken_for_new_ones() -> None:
    head = 'status: accepted\ndate: 2021-01-01\ndeciders: Ann, Bob , \nconsulted: "Cid"\ninformed: [Dan]\n'
    text = f"---\n{head}---\n# Use X\n"
    fields = DIALECT.read(Source("0001-x.md", text, DECISION)).fields
    assert fields["decision-makers"] == ["Ann", "Bob"]
    assert (fields["consulted"], fields["informed"], fields["status"]) == (["Cid"], ["Dan"], "accepted")
    assert "deciders" not in fields


@pytest.mark.parametrize(
    "text,line", [("", 1), (" \n", 1), ("---\nstatus: x\nstatus: y\n---\n# T\n", 3), ("---\nstatus: x\n---\n", 1)]
)
def test_what_cannot_be_read_has_a_place(text: str, line: int) -> None:
    with pytest.raises(MalformedError) as caught:
        DIALECT.read(Source("0001-x.md", text, DECISION))
    assert caught.value.line == line


def test_records_and_links_between_them_are_read(base: Base) -> None:
    project = base(
        {
            "adr.toml": '[kinds.decision]\nfolder = "docs/decisions"\ndialect = "madr"\n',
            "docs/decisions/0001-use-x.md": "# Use X\n\nSee [Y](0002-use-y.md#why).\n",
            "docs/decisions/0002-use-y.md": "---\nstatus: superseded\n---\n# Use Y\n\n## Why\n\nBecause.\n",
            "docs/decisions/adr-template.md": "# {short title}\n",
        }
    )
    graph = read_graph(project)
    assert [(r.id, r.title, r.status, r.phase) for r in graph.records] == [
        ("ADR-0001", "Use X", None, "unknown"),
        ("ADR-0002", "Use Y", "superseded", "retired"),
    ]
    assert [c.sentence for c in graph.backlinks["ADR-0002"]] == ["See Y."]
    assert graph.others == ("docs/decisions/adr-template.md",)


@pytest.fixture
def madr() -> Path:
    """Return the folder of MADR's own decisions, read where it is."""
    folder = CORPORA / "madr"
    if not folder.is_dir():
        pytest.skip(f"the corpus {folder} is not here")
    return folder


def test_the_corpus_is_read_where_it_is(madr: Path, tmp_path: Path, adr: Command) -> None:
    config = tmp_path / "adr.toml"
    config.write_text('[kinds.decision]\nfolder = "docs/decisions"\ndialect = "madr"\n')
    expected = json.loads((CORPORA / "expected.json").read_text(encoding="utf-8"))["madr-own"]
    before = {path: path.stat().st_mtime_ns for path in madr.rglob("*")}
    listed = adr("--config", str(config), "list", "--json", at=madr)
    rows = json.loads(listed.out)
    assert listed.code == 0
    assert len(rows) == expected["records"] == 19
    assert Counter(str(row["status_raw"]) for row in rows) == expected["status_raw"]
    assert not [row for row in rows if row["unreadable"]]
    assert [row["id"] for row in rows] == [f"ADR-{n:04d}" for n in range(19)]
    assert all(row["title"] for row in rows)
    assert adr("--config", str(config), "check", "--format", "json", at=madr).code in (0, 1)
    assert adr("--config", str(config), "index", "--json", at=madr).code == 0
    assert {path: path.stat().st_mtime_ns for path in madr.rglob("*")} == before, "nothing was written"


def test_the_links_of_the_corpus_resolve(madr: Path, tmp_path: Path) -> None:
    config = tmp_path / "adr.toml"
    config.write_text('[kinds.decision]\nfolder = "docs/decisions"\ndialect = "madr"\n')
    graph = read_graph(find(madr, config))
    linked = {d.path for r in graph.records for link in r.document.links if (d := graph.destination(r, link)).record}
    assert linked
    assert all(record.document.sections for record in graph.records)


@pytest.mark.parametrize("digits", ["²", "1" * 5_000, "٣"])
def test_digits_that_are_no_number_of_a_record_are_kept_as_they_are(digits: str) -> None:
    text = f'---\nstatus: accepted\nid: "{digits}"\nsupersedes: "{digits}"\n---\n\n# Use X\n'
    fields = DIALECT.read(Source("docs/0012-use-x.md", text, DECISION)).fields
    assert fields["id"] == ("ADR-0003" if digits == "٣" else digits)
