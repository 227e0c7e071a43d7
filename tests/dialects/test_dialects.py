"""Every dialect on a record of its own: what it reads, which files it takes, how it is found."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.dialect import Source, dialect, is_aside, names, number_of, ranked
from adr.frontmatter import MalformedError
from adr.record import Record
from adr.source import dialect_of, read_graph
from adr.wording import Conventions

if TYPE_CHECKING:
    from tests.conftest import Base, Load

DECISION = load_kinds()["decision"]

NYGARD = """\
# 3. Use X

Date: 2020-01-02

## Status

Accepted

Superceded by [4. Use Y](0004-use-y.md)

Amends [1. Record](0001-record.md)

## Context

Text.
"""
SAMPLES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "nygard": (
        "0003-use-x.md",
        NYGARD,
        {
            "id": "ADR-0003",
            "title": "Use X",
            "status": "superseded",
            "date": "2020-01-02",
            "relations": {"superseded-by": ["ADR-0004"], "amends": ["ADR-0001"]},
        },
    ),
    "madr": (
        "0005-use-x.md",
        "---\nstatus: superseded by [ADR-0007](0007-use-y.md)\ndeciders: Ann, Bob\n---\n# Use X\n",
        {
            "id": "ADR-0005",
            "title": "Use X",
            "status": "superseded",
            "decision-makers": ["Ann", "Bob"],
            "relations": {"superseded-by": ["ADR-0007"]},
        },
    ),
    "log4brains": (
        "20200101-use-x.md",
        "# Use X\n\n- Status: accepted\n- Tags: Foo Bar, baz\n\n## Links\n\n- Supersedes [old](20191231-old.md)\n",
        {
            "id": "20200101-use-x",
            "title": "Use X",
            "status": "accepted",
            "date": "2020-01-01",
            "tags": ["foo-bar", "baz"],
            "relations": {"supersedes": ["20191231-old"]},
        },
    ),
    "table": (
        "ADR-12.md",
        (
            "# Use X\n\n| | |\n|---|---|\n| Status | Partially Implemented |\n| Date | 2021-03-04 |\n"
            "| Author | @ann, Bob <b@example.com> |\n| Updates | ADR-8, ADR-9 |\n| Revision | 3 |\n"
        ),
        {
            "id": "ADR-12",
            "title": "Use X",
            "status": "accepted",
            "date": "2021-03-04",
            "contributors": [{"who": "ann", "role": "author"}, {"who": "Bob", "role": "author"}],
            "revision": "3",
            "relations": {"amends": ["ADR-8", "ADR-9"]},
        },
    ),
    "labels": (
        "use-x.md",
        "# Use X\n\n**Status**: Accepted\n**Date:** 2021-03-04\n\n## Context\n\n**Status**: not this one\n",
        {"id": "use-x", "title": "Use X", "status": "accepted", "date": "2021-03-04"},
    ),
    "dated": (
        "2021/03/04/use-x/README.md",
        "# Use X\n\n## Status\n\nAccepted\n",
        {"id": "2021-03-04-use-x", "title": "Use X", "status": "accepted", "date": "2021-03-04"},
    ),
    "numbered": (
        "0012-use-x/README.md",
        "# Use X\n\n## Status\n\nProposed\n",
        {"id": "ADR-0012", "title": "Use X", "status": "proposed"},
    ),
    "mapped": (
        "eip-20.md",
        "---\neip: 20\ntitle: Token\nstatus: Final\nrequires: 165, 721\ncreated: 2015-11-19\n---\nText.\n",
        {
            "id": "EIP-20",
            "title": "Token",
            "status": "accepted",
            "date": "2015-11-19",
            "relations": {"depends-on": ["EIP-165", "EIP-721"]},
        },
    ),
    "pep": (
        "pep-0008.rst",
        (
            "PEP: 8\nTitle: Style Guide\nAuthor: Guido van Rossum <g@example.com>,\n        Barry Warsaw\n"
            "Status: Active\nCreated: 05-Jul-2001\n\nText\n====\n"
        ),
        {
            "id": "PEP-8",
            "title": "Style Guide",
            "status": "accepted",
            "date": "2001-07-05",
            "contributors": [
                {"who": "Guido van Rossum", "role": "author"},
                {"who": "Barry Warsaw", "role": "author"},
            ],
        },
    ),
    "plain": (
        "node-down.md",
        "---\ntitle: Node down\nweight: 20\n---\n\n# NodeDown\n\nText.\n",
        {"id": "node-down", "title": "Node down", "weight": 20},
    ),
}
KEP = "title: Use X\nkep-number: 1234\nstatus: implementable\ncreation-date: 2021-03-04\nauthors:\n  - '@ann'\n"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_is_read_as_its_dialect_means_it(name: str) -> None:
    path, text, expected = SAMPLES[name]
    assert dialect(name).claims(path)
    fields = dialect(name).read(Source(path, text, DECISION)).fields
    assert fields == {"kind": "decision"} | expected


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"plain"}))
def test_a_folder_is_recognised(base: Base, name: str) -> None:
    path, text, _ = SAMPLES[name]
    project = base({f"adrs/{path}": text, "adrs/README.md": "# Ours\n"})
    assert dialect_of(project, project.place("decision")).name == name
    (entry,) = read_graph(project).entries
    assert isinstance(entry, Record)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_raw_words_of_a_status_are_kept(name: str) -> None:
    path, text, expected = SAMPLES[name]
    reading = dialect(name).read(Source(path, text, DECISION))
    if "status" not in expected:
        assert "status" not in reading.raw
        return
    assert reading.raw["status"].split()[0] in text
    if place := reading.places.get("status"):
        assert reading.body[slice(*place)] == reading.raw["status"]


def test_every_dialect_has_a_sample_or_tests_of_its_own() -> None:
    assert set(names()) == {*SAMPLES, "native", "kep"}
    assert next(d.name for d in ranked()) == "native"


def test_metadata_beside_a_record_is_read(base: Base) -> None:
    project = base({"adrs/sig-a/1234-use-x/kep.yaml": KEP, "adrs/sig-a/1234-use-x/README.md": "# Use X\n\nText.\n"})
    assert dialect_of(project, project.place("decision")).name == "kep"
    (record,) = read_graph(project).records
    assert (record.id, record.status, record.status_raw, record.date) == (
        "ADR-1234",
        "accepted",
        "implementable",
        "2021-03-04",
    )
    assert record.locate(["status"]).path == "adrs/sig-a/1234-use-x/kep.yaml"
    assert record.locate(["status"]).line == 3


def test_a_record_without_its_metadata_file_is_reported(base: Base) -> None:
    files = {f"adrs/{n}/kep.yaml": KEP for n in ("a", "b")} | {f"adrs/{n}/README.md": "# X\n" for n in "abc"}
    (bad,) = read_graph(base(files)).unreadable
    assert bad.path == "adrs/c/README.md"
    assert "no `kep.yaml` beside it" in bad.message


def test_several_folders_of_a_kind_are_read_and_their_duplicates_named(load: Load) -> None:
    graph = load(
        {
            "adr.toml": '[kinds.decision]\nfolder = "docs/adr"\nalso = ["packages/core/adr"]\n',
            "docs/adr/20200101-use-x.md": "# X\n",
            "packages/core/adr/20200101-use-x.md": "# X in core\n",
            "packages/core/adr/20200102-use-y.md": "# Y\n\nSee [x](../../../docs/adr/20200101-use-x.md).\n",
        }
    )
    assert {id_: len(entries) for id_, entries in graph.by_id.items()} == {"20200101-use-x": 2, "20200102-use-y": 1}


@pytest.mark.parametrize(
    "name,aside",
    [
        ("template.md", True),
        ("adr-template.md", True),
        ("0000-template.md", True),
        ("adr-template-minimal.md", True),
        ("_template.md", True),
        ("_index.md", True),
        ("README.md", True),
        ("index.html.md.erb", True),
        ("0005-use-a-template-engine.md", False),
        ("template-engine.md", False),
        ("0007-index-the-records.md", False),
    ],
)
def test_a_name_that_contains_template_does_not_make_a_template(name: str, aside: bool) -> None:  # noqa: FBT001
    assert is_aside(name) is aside


@pytest.mark.parametrize(
    "name,number",
    [("0012-x.md", 12), ("012 x.md", 12), ("ADR-7.md", 7), ("adr_0007_x.md", 7), ("20200101-x.md", None),
     ("2020-02-12-x.md", None), ("2020-02.md", None), ("use-x.md", None)],
)  # fmt: skip
def test_a_date_is_no_number(name: str, number: int | None) -> None:
    assert number_of(name) == number


ACCIDENTS = {
    "impossible date": ("---\ndate: 2024-02-31\n---\n# X\n", "date", "is no day of the calendar"),
    "month thirteen": ("---\ndate: 2024-13-45\n---\n# X\n", "date", "is no day of the calendar"),
    "placeholder status": ("---\nstatus: {proposed}\n---\n# X\n", "status", "the status is no word"),
    "missing opening": ("status: accepted\n---\n# X\n", "", "closed but not opened"),
    "month only": ("---\ndate: 2024-02\n---\n# X\n", "date", "names no day"),
}


@pytest.mark.parametrize("name", ACCIDENTS)
def test_an_accident_is_diagnosed_and_nothing_is_lost(name: str) -> None:
    text, key, message = ACCIDENTS[name]
    reading = dialect("madr").read(Source("0001-x.md", text, DECISION))
    (doubt,) = reading.doubts
    assert (doubt.key, message in doubt.message) == (key, True)
    assert reading.fields["title"] == "X"


@pytest.mark.parametrize(
    "head,fields",
    [
        ('date: "2024-01-02"', {"date": "2024-01-02"}),
        ("date: 2024-01-02", {"date": "2024-01-02"}),
        ("country: No", {"country": "No"}),
        ("answer: no", {"answer": "no"}),
        ("number: 010", {"number": "010"}),
        ("time: 1:30", {"time": "1:30"}),
        ("status: Yes", {"status": "Yes"}),
    ],
)
def test_what_older_parsers_change_stays_as_it_is_written(head: str, fields: dict[str, Any]) -> None:
    reading = dialect("madr").read(Source("0001-x.md", f"---\n{head}\n---\n# X\n", DECISION))
    assert {k: v for k, v in reading.fields.items() if k not in ("id", "kind", "title")} == fields


def test_an_octal_looking_number_is_the_number_it_looks_like() -> None:
    reading = dialect("mapped").read(Source("eip-0020.md", "---\neip: 0020\ntitle: X\n---\nText\n", DECISION))
    assert reading.fields["id"] == "EIP-20"


def test_a_byte_order_mark_before_the_front_matter_is_no_obstacle(load: Load) -> None:
    (record,) = load({"adrs/0001-x.md": "\ufeff---\nstatus: accepted\n---\n# X\n"}).records
    assert record.status == "accepted"


@pytest.mark.parametrize("head", ["status: a\nstatus: b", "a:\n\tb: c"], ids=["duplicate key", "tab"])
def test_front_matter_that_a_reader_would_misread_is_refused_with_its_place(head: str) -> None:
    with pytest.raises(MalformedError) as caught:
        dialect("madr").read(Source("0001-x.md", f"---\n{head}\n---\n# X\n", DECISION))
    assert caught.value.line == 3


def test_an_unknown_word_is_a_finding_and_never_a_status(load: Load) -> None:
    (record,) = load({"adrs/0001-x.md": "# 1. Use X\n\n## Status\n\nSeems fine\n"}).records
    assert (record.status, record.status_raw, record.phase) == ("Seems fine", "Seems fine", "unknown")
    assert [fault.keyword for fault in record.faults] == ["enum"]


def test_settings_give_words_and_names_a_meaning() -> None:
    conventions = Conventions({"id": "rfc", "owner": "shepherd", "depends-on": "builds-on"}, {"FCP": "proposed"})
    text = "---\nrfc: 7\ntitle: X\nshepherd: ann\nbuilds-on: [3]\nstatus: fcp\n---\nText\n"
    fields = dialect("mapped").read(Source("rfc-7.md", text, DECISION, conventions)).fields
    assert fields["id"] == "RFC-7"
    assert (fields["status"], fields["owner"]) == ("proposed", "ann")
    assert fields["relations"] == {"depends-on": ["RFC-3"]}


PIECES = st.sampled_from(
    [
        *("---\n", "# ", "## Status\n", "## Links\n", "Accepted", "Superseded by ", "[4. Use Y](0004-y.md)", "=====\n"),
        *("| Status | x |\n", "| | |\n", "|---|---|\n", "**Status**: ", "- Status: ", "* Date: 2020-01-02", "PEP: 8\n"),
        *("Date: 09/10/2020\n", "status: accepted\n", "eip: 20\n", "requires: [1, {a: b}]\n", "Decided by: a, b\n"),
        *("\t", "\r\n", "\n", "\n\n", "```\n", "<!-- ", "-->", "\ufeff", "🤔 ", "~~", ": ", "[", "](", ")"),
        "![x](https://img.shields.io/badge/status-accepted-green)",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)


@pytest.mark.parametrize("name", names())
@given(text=TEXTS, beside=TEXTS)
def test_whatever_a_file_holds_it_is_read_or_said_to_be_malformed(name: str, text: str, beside: str) -> None:
    path = SAMPLES[name][0] if name in SAMPLES else "0001-x/README.md"
    try:
        reading = dialect(name).read(Source(path, text, DECISION, beside=beside))
    except MalformedError as error:
        assert error.line >= 1
        return
    assert name == "native" or reading.fields["id"]
    assert text.endswith(reading.body)
    assert all(0 <= start <= end <= len(reading.body) for start, end in reading.places.values())
    dialect(name).sign(path, text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "# 1. X\n\n## Status\n\n" + "superseded by [" * 9_000,
        "| a " * 30_000,
        "a: " + "b" * 60_000,
        "---\nrequires: " + "a/" * 60_000 + "\n---\n# X\n",
        "a:\n" * 20_000,
        "# " + "#" * 60_000 + " x",
        "**" * 40_000,
        "# X\n\n" + "![](https://x/badge/" * 5_000,
        " " * 60_000 + "x: y\n---",
    ],
    ids=range(10),
)
def test_reading_takes_time_in_proportion_to_the_text(text: str) -> None:
    start = time.process_time()
    for name in names():
        path = SAMPLES[name][0] if name in SAMPLES else "0001-x/README.md"
        with suppress(MalformedError):
            dialect(name).read(Source(path, text, DECISION, beside=text))
        dialect(name).sign(path, text[:8192])
    assert time.process_time() - start < 60, "a search that backtracks takes minutes here"


@pytest.mark.parametrize(
    "heading,path,title,doubts",
    [
        ("3 tier architecture", "0006-x.md", "3 tier architecture", 0),
        ("2020 budget", "0006-x.md", "2020 budget", 0),
        ("64-bit integers", "0006-x.md", "64-bit integers", 0),
        ("2020-04-05 Use Z", "0006-x.md", "2020-04-05 Use Z", 0),
        ("6 Use X", "0006-x.md", "Use X", 0),
        ("29 Security audits", "030-x.md", "Security audits", 1),
        ("7. Use X", "0006-x.md", "Use X", 1),
        ("ADR-6: Use X", "0006-x.md", "Use X", 0),
        ("ADR 6 - Use X", "0006-x.md", "Use X", 0),
        ("6 \u2013 Use X", "0006-x.md", "Use X", 0),
    ],
)
def test_only_a_number_of_the_records_own_is_left_out_of_a_title(
    heading: str, path: str, title: str, doubts: int
) -> None:
    reading = dialect("nygard").read(Source(path, f"# {heading}\n\n## Status\n\nAccepted\n", DECISION))
    assert (reading.fields["title"], len(reading.doubts)) == (title, doubts)


@pytest.mark.parametrize(
    "line,status,relations",
    [
        ("Accepted (superseded by [4. Use Y](0004-y.md))", "superseded", {"superseded-by": ["ADR-0004"]}),
        ("Accepted, supersedes [4](0004-y.md) in part", "accepted", {"supersedes": ["ADR-0004"]}),
        ("Superseded by ADR-4", "superseded", {"superseded-by": ["ADR-0004"]}),
        ("Superseded by 4", "superseded", {"superseded-by": ["ADR-0004"]}),
        (":white_check_mark: accepted", "accepted", None),
        ("Accepted?", "Accepted?", None),
    ],
)
def test_a_line_of_status_is_read_to_its_end(line: str, status: str, relations: Any) -> None:
    text = f"# 3. Use X\n\n## Status\n\n{line}\n"
    fields = dialect("nygard").read(Source("0003-x.md", text, DECISION)).fields
    assert (fields["status"], fields.get("relations")) == (status, relations)


def test_a_status_that_is_no_word_keeps_its_source() -> None:
    for written in ("{proposed}", "[accepted, rejected]"):
        reading = dialect("madr").read(Source("0001-x.md", f"---\nstatus: {written}\n---\n# X\n", DECISION))
        assert reading.raw["status"] == written
    reading = dialect("madr").read(Source("0001-x.md", "---\ndate: {YYYY-MM-DD}\n---\n# X\n", DECISION))
    assert (reading.fields["date"], reading.doubts[0].message) == ("{YYYY-MM-DD}", "`{YYYY-MM-DD}` is no date")


def test_folders_of_days_months_and_years_are_read_side_by_side(load: Load) -> None:
    names = ("2020-03-04-a", "2020-05-06-b", "2020-03-c", "2021-d")
    graph = load({f"adrs/{name}/README.md": "# Use X\n\n## Status\n\nAccepted\n" for name in names})
    assert [(r.id, r.date) for r in graph.records] == [
        ("2020-03-04-a", "2020-03-04"),
        ("2020-03-c", None),
        ("2020-05-06-b", "2020-05-06"),
        ("2021-d", None),
    ]


def test_a_folder_among_files_and_a_name_without_a_number_are_records_too(load: Load) -> None:
    text = "# Use X\n\n## Status\n\nAccepted\n"
    graph = load(
        {
            **{f"adrs/000{n}-x.md": text for n in (1, 2, 3)},
            "adrs/0007-g/README.md": text,
            "adrs/some-decision.md": text,
            "adrs/0008-adr-template.md": text,
            "adrs/template.md": text,
        }
    )
    assert [r.id for r in graph.records] == [*(f"ADR-000{n}" for n in (1, 2, 3, 7, 8)), "some-decision"]
    assert graph.others == ("adrs/template.md",)


def test_a_relation_in_front_matter_is_found_on_its_line(load: Load) -> None:
    (record,) = load(
        {"adrs/eip-20.md": "---\neip: 20\ntitle: Token\nstatus: Final\nrequires: 721\n---\nText.\n"}
    ).records
    assert record.locate(["relations", "depends-on", 0]).line == 5
