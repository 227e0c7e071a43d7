"""Records to edges, inverses, chains of supersession, and backlinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.finding import CannotRunError
from adr.graph import Graph, find_record
from adr.record import Record

if TYPE_CHECKING:
    from tests.conftest import Load, Write


def get(graph: Graph, id_: str) -> Record:
    found = graph.get(id_)
    assert found is not None
    return found


def ids(records: tuple[Record, ...]) -> list[str]:
    return [record.id for record in records]


@pytest.fixture
def chain(load: Load, record: Write) -> Graph:
    """Return ADR-0001, superseded by 0002 and 0003, 0002 by 0004; 0005 proposes to replace 0004."""
    return load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", status="superseded"),
            "adrs/ADR-0002.md": record("ADR-0002", status="superseded", relations="{supersedes: [ADR-0001]}"),
            "adrs/ADR-0003.md": record("ADR-0003", status="accepted", relations="{supersedes: [ADR-0001]}"),
            "adrs/ADR-0004.md": record("ADR-0004", status="accepted", relations="{supersedes: [ADR-0002]}"),
            "adrs/ADR-0005.md": record("ADR-0005", status="proposed", relations="{supersedes: [ADR-0004, ADR-0003]}"),
        }
    )


def test_an_edge_knows_its_parts_and_its_place(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record(
                relations='{learned-from: ["LRN-0001#A1"], relates-to: ["DCT-0001@2.0.0#x"], a: [1]}'
            )
        }
    )
    first, second = graph.edges
    assert (first.name, first.target, first.fragment, first.version) == ("learned-from", "LRN-0001", "A1", "")
    assert (second.written, second.target, second.version, second.fragment) == (
        "DCT-0001@2.0.0#x",
        "DCT-0001",
        "2.0.0",
        "x",
    )
    assert first.source.locate(first.keys).column == 28


@pytest.mark.parametrize("relations", ["x", "[a]", "3", "{supersedes: {a: b}}", "{supersedes: [[a]]}"])
def test_relations_of_the_wrong_form_are_no_edges(load: Load, record: Write, relations: str) -> None:
    assert load({"adrs/ADR-0001.md": record(relations=relations)}).edges == ()


def test_successors_are_those_next_in_the_chain(chain: Graph) -> None:
    assert ids(chain.successors(get(chain, "ADR-0001"))) == ["ADR-0002", "ADR-0003"]
    assert ids(chain.successors(get(chain, "ADR-0004"))) == ["ADR-0005"]


def test_what_is_current_are_the_ends_of_the_chain_in_force(chain: Graph) -> None:
    assert ids(chain.current(get(chain, "ADR-0001"))) == ["ADR-0003", "ADR-0004"]
    assert ids(chain.current(get(chain, "ADR-0002"))) == ["ADR-0004"]
    assert chain.current(get(chain, "ADR-0004")) == (), "a proposal replaces nothing yet"


def test_what_is_current_is_the_end_even_where_the_middle_was_never_marked(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", status="superseded"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", relations="{supersedes: [ADR-0001]}"),
            "adrs/ADR-0003.md": record("ADR-0003", status="accepted", relations="{supersedes: [ADR-0002]}"),
        }
    )
    assert ids(graph.current(get(graph, "ADR-0001")))[-1] == "ADR-0003"


def test_a_circle_of_supersession_ends(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", status="accepted", relations="{supersedes: [ADR-0002]}"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", relations="{supersedes: [ADR-0001, ADR-0002]}"),
        }
    )
    assert ids(graph.current(get(graph, "ADR-0001"))) == ["ADR-0002"]


def test_inverses_are_computed_and_those_written_are_left_out(load: Load, record: Write) -> None:
    graph = load(
        {
            "adrs/ADR-0001.md": record("ADR-0001", relations="{superseded-by: [ADR-0002]}"),
            "adrs/ADR-0002.md": record("ADR-0002", relations="{supersedes: [ADR-0001], relates-to: [ADR-0001]}"),
        }
    )
    assert graph.inverses["superseded-by"] == "supersedes"
    assert graph.inverses["taught"] == "learned-from"
    assert "relates-to" not in graph.inverses
    assert "adrs/ADR-0001.md" not in graph.outgoing
    assert [(e.source.id, e.name) for e in graph.incoming["ADR-0001"]] == [
        ("ADR-0002", "supersedes"),
        ("ADR-0002", "relates-to"),
    ]
    assert "ADR-0002" not in graph.incoming


def test_an_id_that_clashes_has_all_its_entries(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-a.md": "broken\n", "adrs/ADR-0001-b.md": record(), "adrs/ADR-0001-c.md": record()})
    assert [e.path for e in graph.by_id["ADR-0001"]] == [f"adrs/ADR-0001-{x}.md" for x in "abc"]
    assert get(graph, "ADR-0001").path == "adrs/ADR-0001-b.md"
    assert (len(graph.records), len(graph.unreadable)) == (2, 1)


def test_a_backlink_is_the_sentence_that_cites_and_its_place(load: Load, record: Write) -> None:
    body = "# T\n\nFirst. As [the old one](ADR-0001-use-mysql.md#cost) and ADR-0001 say, it *pays*. Last.\n\n"
    body += "ADR-0001 again.\n"
    graph = load({"adrs/ADR-0001-use-mysql.md": record(), "adrs/ADR-0002.md": record("ADR-0002", body)})
    found = graph.backlinks["ADR-0001"]
    assert [(c.source.id, c.sentence) for c in found] == [
        ("ADR-0002", "As the old one and ADR-0001 say, it pays."),
        ("ADR-0002", "ADR-0001 again."),
    ]
    assert [(c.location.path, c.location.line) for c in found] == [("adrs/ADR-0002.md", 11), ("adrs/ADR-0002.md", 13)]


def test_a_record_does_not_cite_itself_nor_from_code(load: Load, record: Write) -> None:
    graph = load(
        {"adrs/ADR-0001.md": record(body="ADR-0001\n"), "adrs/ADR-0002.md": record("ADR-0002", "`ADR-0001` ADR-0009\n")}
    )
    assert graph.backlinks == {}


@pytest.mark.parametrize(
    "target,path,id_,fragment",
    [
        ("ADR-0002-b.md", "adrs/ADR-0002-b.md", "ADR-0002", ""),
        ("./ADR-0002-b.md#cost", "adrs/ADR-0002-b.md", "ADR-0002", "cost"),
        ("../adrs/ADR-0002-b.md", "adrs/ADR-0002-b.md", "ADR-0002", ""),
        ("/adrs/ADR-0002-b.md", "adrs/ADR-0002-b.md", "ADR-0002", ""),
        ("ADR-0002%2Db.md?plain=1#%C3%BC", "adrs/ADR-0002-b.md", "ADR-0002", "ü"),
        ("../docs/page.md#x", "docs/page.md", None, "x"),
        ("#here", "", None, "here"),
        ("../../out.md", "../out.md", None, ""),
    ],
)
def test_a_link_is_resolved_by_path(
    load: Load, record: Write, target: str, path: str, id_: str | None, fragment: str
) -> None:
    graph = load({"adrs/ADR-0001.md": record(body=f"[x]({target})\n"), "adrs/ADR-0002-b.md": record("ADR-0002")})
    source = get(graph, "ADR-0001")
    found = graph.destination(source, source.document.links[0])
    assert not found.outside
    assert (found.path, found.fragment, found.record.id if found.record else None) == (path, fragment, id_)


@pytest.mark.parametrize(
    "target", ["https://x.example/a.md", "//x.example/a", "mailto:a@x.example", "http://[::1", "tel:1"]
)
def test_a_link_to_elsewhere_is_outside(load: Load, record: Write, target: str) -> None:
    graph = load({"adrs/ADR-0001.md": record(body=f"[x]({target})\n")})
    source = get(graph, "ADR-0001")
    assert graph.destination(source, source.document.links[0]).outside


def test_entries_are_by_path_whatever_the_order(load: Load, record: Write) -> None:
    graph = load({f"adrs/ADR-000{n}.md": record(f"ADR-000{n}") for n in (3, 1, 2)} | {"learnings/LRN-0001.md": "x"})
    again = Graph(reversed(graph.entries), graph.kinds, graph.exists)
    assert [e.id for e in again.entries] == ["ADR-0001", "ADR-0002", "ADR-0003", "LRN-0001"]
    assert [e.id for e in graph.of_kind(graph.kinds["learning"])] == ["LRN-0001"]


def test_a_record_is_found_by_id_in_any_case_and_by_path(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0002-x.md": "broken\n", "adrs/ADR-0001-y.md": record()})
    assert find_record(graph, "adrs/ADR-0001-x.md").id == "ADR-0001"
    with pytest.raises(CannotRunError, match=r"ADR-0001-x\.md and adrs/ADR-0001-y\.md; name the path"):
        find_record(graph, "adr-0001")
    with pytest.raises(CannotRunError, match=r"adrs/ADR-0002-x\.md:1:1 cannot be read: "):
        find_record(graph, "ADR-0002")
    with pytest.raises(CannotRunError, match=r"no record is called `ADR-0003`; one of: ADR-0001"):
        find_record(graph, "ADR-0003")


def test_a_record_is_found_by_its_number_where_no_other_has_it(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0012-x.md": record("ADR-0012"), "adrs/ADR-0003-x.md": record("ADR-0003"),
                  "learnings/LRN-0003-x.md": record("LRN-0003"), "learnings/LRN-0005-x.md": record("LRN-0005"),
                  "playbooks/PLB-0005-x.md": record("PLB-0005")})  # fmt: skip
    assert find_record(graph, "12").id == find_record(graph, "0012").id == "ADR-0012"
    assert find_record(graph, "3").id == "ADR-0003", "a number alone means a decision, as a title alone does"
    with pytest.raises(CannotRunError, match="`5` is the number of LRN-0005 and PLB-0005; name one of them"):
        find_record(graph, "5")
    with pytest.raises(CannotRunError, match="no record is called `7`"):
        find_record(graph, "7")


def test_ids_of_any_form_and_former_ones_are_mentions(load: Load, record: Write) -> None:
    body = "As ADR-8 says, and OLD-7. Not `ADR-8`, nor x/ADR-8, nor ADR-80.\n"
    graph = load(
        {
            "adr.toml": '[kinds.decision]\nfolder = "doc"\ndialect = "table"\n',
            "doc/ADR-8.md": "# Eight\n\n|Status|Accepted|\n|--|--|\n|Date|2020-01-02|\n",
            "doc/ADR-9.md": f"# Nine\n\n|Status|Accepted|\n|--|--|\n|Date|2020-01-02|\n\n{body}",
            "learnings/LRN-0001-x.md": record("LRN-0001", aliases="[OLD-7]"),
        }
    )
    assert [c.source.id for c in graph.backlinks["ADR-8"]] == ["ADR-9"]
    assert [c.sentence for c in graph.backlinks["LRN-0001"]] == ["As ADR-8 says, and OLD-7."]


def test_a_record_that_cites_another_without_end_is_quoted_a_hundred_times(load: Load, record: Write) -> None:
    many = "".join(f"Sentence {n} names ADR-0001. " for n in range(300))
    graph = load({"adrs/ADR-0001-x.md": record(), "adrs/ADR-0002-x.md": record("ADR-0002", many)})
    assert [c.sentence for c in graph.backlinks["ADR-0001"]] == [f"Sentence {n} names ADR-0001." for n in range(100)]
