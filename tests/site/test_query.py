"""The browser's reader of queries: the cases of the other one, and the same answers to queries made up."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.queries import CASES, table_of, write_base
from tests.site.conftest import Visit

from adr.dataset import encoded
from adr.facets import Table
from adr.graph import Graph
from adr.page import Built, View
from adr.people import read_register
from adr.project import find
from adr.query import parse, select
from adr.site.stage import ASSETS

ASK = """([data, queries]) => {
  const { Table, parse, format } = adrSite.query;
  const table = new Table(data);
  return queries.map((search) => {
    const query = parse(search, table.names);
    const { rows, counts, hidden } = table.select(query);
    const again = format(query, "", table.names);
    const named = counts.map((counted, i) => [table.names[i], Object.fromEntries(
      [...counted].map((count, at) => [data.facets[i].values[at], count]).filter(([, count]) => count))]);
    return { ids: rows.map((row) => data.id[row]), urls: rows.map((row) => table.url(row)), hidden,
             counts: Object.fromEntries(named), again: format(parse(again, table.names), "", table.names) === again };
  });
}"""


def answers(visit: Callable[..., Visit], graph: Graph, table: Table, root: Path, queries: list[str]) -> list[Any]:
    """Return what the browser finds, row by row."""
    project = find(root)
    view = View(project, graph, read_register(project), (), Built("", ""))
    data = encoded(view, table)
    page = visit().page
    page.add_script_tag(path=ASSETS / "query.js")
    found: list[Any] = page.evaluate(ASK, [data, queries])
    known = {view.url(view.record_path(entry)) for entry in table.entries}
    assert {url for answer in found for url in answer["urls"]} <= known
    return found


def test_queries_find_the_same_in_the_browser(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    graph, names = write_base(tmp_path)
    found = answers(visit, graph, table_of(graph, names), tmp_path, [case["query"] for case in CASES])
    for case, answer in zip(CASES, found, strict=True):
        assert (answer["ids"], answer["hidden"]) == (case["ids"], case["hidden"]), case["query"]
        for name, counts in case.get("counts", {}).items():
            assert answer["counts"][name] == counts, case["query"]
        assert answer["again"], case["query"]


@pytest.mark.parametrize("seed", range(3))
def test_queries_made_up_find_the_same_in_both(tmp_path: Path, visit: Callable[..., Visit], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same queries every time, no secret
    words = [
        "Straße",
        "İstanbul",
        "\u039f\u0394\u039f\u03a3",
        "naïve",
        "10",
        "9",
        "\ufb01ne",
        "\U0001d54f",
        "\uffee",
        "a b",
        "__proto__",
        "<i>",
        "שלום",
        "%41",
        "&",
    ]
    tags, owners = ["x", "y", "constructor", "z & z", "é"], ["m.okafor", "j.lind", ""]
    statuses = {"decision": ["draft", "accepted", "superseded", "odd"], "learning": ["published", "withdrawn"]}

    def row(number: int) -> list[Any]:
        kind = chance.choice(list(statuses))
        owner = chance.choice(owners)
        title = " ".join(chance.choices(words, k=3))
        date = chance.choice(["2026-01-01", "2025-12-31", ""])
        held = chance.sample(tags, chance.randint(0, 3))
        return [f"N-{number}", title, date, chance.choice(statuses[kind]), "", owner, f"{owner}!", held, kind]

    graph, names = write_base(tmp_path, [row(number) for number in range(80)])
    table = table_of(graph, names)

    def query() -> str:
        values = {"status": statuses["decision"] + statuses["learning"], "tag": tags, "kind": list(statuses)}
        asked: list[tuple[str, str]] = [("words", chance.choice(["", *words]).swapcase())]
        asked += [(name, chance.choice(held)) for name, held in values.items() for _ in range(chance.randint(0, 2))]
        asked.append(("sort", chance.choice(["id", "-title", "title", "-status", "owner", "-date", "kind"])))
        return urlencode([*asked, ("retired", chance.choice("01"))])

    queries = [query() for _ in range(150)]
    found = answers(visit, graph, table, tmp_path, queries)
    expected = [select(table.rows, parse(text, table.names), table.names) for text in queries]
    assert sum(len(selection.rows) for selection in expected) > 500
    for text, answer, selection in zip(queries, found, expected, strict=True):
        assert answer["ids"] == [row.id for row in selection.rows], text
        assert answer["hidden"] == selection.hidden, text
        assert answer["counts"] == {name: dict(counts) for name, counts in selection.counts.items()}, text
