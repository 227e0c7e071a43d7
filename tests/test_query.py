"""A query in an address to the rows it finds. The browser's reader has the same cases: `tests/site/test_query.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.queries import CASES, table_of, write_base

from adr.facets import Table
from adr.query import Query, Row, fold, ordered, parse, select


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return table_of(*write_base(tmp_path_factory.mktemp("base")))


@pytest.mark.parametrize("case", CASES, ids=[case["query"] or "nothing asked" for case in CASES])
def test_query_finds(rows: Table, case: dict[str, Any]) -> None:
    found = select(rows.rows, parse(case["query"], rows.names), rows.names)
    assert [row.id for row in found.rows] == case["ids"]
    assert found.hidden == case["hidden"]
    for name, counts in case.get("counts", {}).items():
        assert {value: count for value, count in found.counts[name].items() if count} == counts


texts = st.text(max_size=8)
some = st.builds(
    Row,
    texts,
    texts,
    st.sampled_from(["", "2026-01-01", "2025-10-09"]),
    st.sampled_from(["retired", "open"]),
    st.fixed_dictionaries(
        {}, optional={"status": st.tuples(st.sampled_from("ab")), "tag": st.tuples(st.sampled_from("xy"))}
    ),
)
queries = st.builds(
    Query,
    st.just(()),
    st.dictionaries(st.sampled_from(["status", "tag"]), st.sets(st.sampled_from("abxy"), min_size=1).map(tuple)),
    st.sampled_from(["id", "-title", "-date", "date"]),
    st.booleans(),
)


@given(st.lists(some, max_size=12), queries)
def test_a_count_is_what_choosing_the_value_would_give(rows: list[Row], query: Query) -> None:
    found = select(rows, query, ["status", "tag"])
    for name, values in (("status", "ab"), ("tag", "xy")):
        for value in values:
            alone = Query(query.words, {**query.chosen, name: (value,)}, query.sort, query.retired)
            assert found.counts[name][value] == len(select(rows, alone, ["status", "tag"]).rows)


@given(st.lists(some, max_size=12), queries)
def test_asking_for_retired_ones_adds_those_that_were_hidden(rows: list[Row], query: Query) -> None:
    found = select(rows, query, ["status", "tag"])
    asking = Query(query.words, query.chosen, query.sort, retired=True)
    assert len(select(rows, asking, []).rows) == len(found.rows) + found.hidden


@given(st.lists(some, max_size=12), st.sampled_from(["id", "title", "date"]))
def test_what_has_nothing_to_be_sorted_by_comes_last_either_way(rows: list[Row], name: str) -> None:
    for sort in (name, f"-{name}"):
        keys = [bool(fold(getattr(row, name))) for row in ordered(rows, sort)]
        assert keys == sorted(keys, reverse=True)


@given(st.text(max_size=40))
def test_any_address_is_read(text: str) -> None:
    parse(text, ["status", "tag"])


def test_a_facet_may_be_called_like_nothing_else(tmp_path: Path) -> None:
    from adr.admission import KindError
    from adr.catalogue import load_kinds

    folder = tmp_path / "memo"
    folder.mkdir()
    (folder / "template.md").write_text("x")
    schema = "x-prefix: MEM\nx-folder: memos\nx-statuses: [noted]\nx-facets: [{}]\n"
    for stated, word in [("sort", "x-facets"), ("ownr", "owner"), ("{name: a, field: tag.x}", "tags")]:
        (folder / "schema.yaml").write_text(schema.replace("{}", stated))
        with pytest.raises(KindError, match=word):
            load_kinds(tmp_path)
