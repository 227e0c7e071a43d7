"""What the search of the site is given: everything that a reader may look for, no more than a browser can hold."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adr import findable
from adr.markdown import Document
from adr.page import Built, View
from adr.people import read_register
from adr.project import find
from adr.source import read_graph

Base = Callable[[dict[str, str]], Path]


def view(root: Path) -> View:
    """Return what pages are made from."""
    project = find(root)
    graph = read_graph(project)
    made = View(project, graph, read_register(project), (), Built("2026-03-02", ""))
    return View(**{**made.__dict__, "staged": {"docs/about.md": "about.md"}}) if (root / "docs").is_dir() else made


def read(made: View) -> tuple[dict[str, Any], list[Any]]:
    """Return the index and the texts that a browser reads out of the files."""
    index, texts = (asset.content.decode().partition(" = ")[2].rstrip().rstrip(";") for asset in findable.files(made))
    assert "\n" not in index + texts
    return json.loads(index), json.loads(texts)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Write a knowledge base."""

    def write(files: dict[str, str]) -> Path:
        for name, text in {"adr.toml": "", **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


RECORD = """---
id: ADR-0001
title: Use PostgreSQL
status: accepted
date: 2026-03-02
owner: m.okafor
tags: [data]
aliases: [ADR-9]
---

# Use PostgreSQL

Before any heading, [a link](x.md).

## Decision Outcome

We chose *PostgreSQL*. It is known.

- A point

```mermaid
flowchart LR
```

## Left empty
"""


def test_a_record_is_found_by_all_that_it_is_called_and_by_its_sections(base: Base) -> None:
    people = "- {handle: m.okafor, name: Mary Okafor, kind: person}\n"
    root = base(
        {"adrs/ADR-0001-x.md": RECORD, "governance/people.yml": people, "docs/about.md": "# About us\n\nHello.\n"}
    )
    index, texts = read(view(root))
    row = index["rows"][0]
    assert row[:3] == ["ADR-0001", "Use PostgreSQL", "adrs/ADR-0001-x/"]
    assert row[3:] == ["Decision", "accepted", 2, "2026-03-02", "m.okafor", "Mary Okafor", ["data"], ["ADR-9"]]
    assert texts[0] == [
        ["", "", "Before any heading, a link."],
        ["decision-outcome", "Decision Outcome", "We chose PostgreSQL. It is known.\nA point"],
        ["left-empty", "Left empty", ""],
    ]
    others = {row[1]: (row[2], row[3]) for row in index["rows"][1:]}
    assert others["About us"] == ("about/", "Page")
    assert others["Mary Okafor"] == ("people/m.okafor/", "Person")
    assert others["Decisions"] == ("adrs/", "Page")
    assert len(texts) == len(index["rows"])


def test_what_cannot_be_read_is_found_by_its_id(base: Base) -> None:
    index, texts = read(view(base({"adrs/ADR-0003-x.md": "---\nid: [\n---\n"})))
    assert index["rows"][0][:2] == ["ADR-0003", "ADR-0003-x.md"]
    assert texts[0] == []


def test_two_runs_give_the_same_bytes(base: Base) -> None:
    root = base({f"adrs/ADR-000{n}-x.md": RECORD.replace("ADR-0001", f"ADR-000{n}") for n in range(1, 6)})
    assert list(findable.files(view(root))) == list(findable.files(view(root)))


def test_text_for_a_thousand_records_stays_small_and_every_section_keeps_its_beginning(base: Base) -> None:
    long = "\n".join(f"## Section {n}\n\nBeginning {n}. " + "word and another word. " * 200 for n in range(10))
    record = "---\nid: ADR-{0:04}\nkind: decision\ntitle: About {0}\n---\n\n# About {0}\n\n" + long
    index, text = findable.files(view(base({f"adrs/ADR-{n:04}-x.md": record.format(n) for n in range(1, 1001)})))
    assert len(text.content) < 1_600_000
    assert len(index.content) < 200_000
    assert len(gzip.compress(index.content)) < 30_000
    for parts in json.loads(text.content.decode().partition(" = ")[2].rstrip().rstrip(";"))[:3]:
        assert [part[2].partition(".")[0] for part in parts] == [f"Beginning {n}" for n in range(10)]


@pytest.mark.parametrize(
    "text", ["</script><script>x", "\u2028\u2029\x00", '"]];alert(1)//', "\\", "__proto__", "\ud800"]
)
def test_what_records_say_stays_data(base: Base, text: str) -> None:
    root = base({"adrs/ADR-0001-x.md": "---\nid: ADR-0001\n---\n\n# x\n"})
    made = view(root)
    records = [findable.Row(text, text, text, text, text, "unknown", text, (text, text), [text], [text])]
    script = findable._script("index", [findable._encoded(row) for row in records])
    wanted = text.encode("utf-8", "replace").decode()
    found = json.loads(script.decode().partition(" = ")[2].rstrip().rstrip(";"))
    assert found[0][:5] == [wanted] * 5
    assert read(made)[0]["rows"][0][1] == "x"


@given(st.text(st.sampled_from("ab. \n#`*|-[]()<>é\t"), max_size=400), st.integers(20, 300))
def test_texts_are_no_longer_than_allowed(text: str, most: int) -> None:
    found = findable.parts(Document(text), most)
    assert sum(len(part) for _, _, part in found) <= most + 2 * len(found)
    for _, _, part in found:
        assert all(line and line == line.strip() for line in part.split("\n")) or not part


@pytest.mark.parametrize(
    "stated, records, there, wanted, said",
    [
        ("auto", 1000, True, "built-in", ""),
        ("auto", 1001, True, "pagefind", ""),
        ("auto", 1001, False, "built-in", "1001 records"),
        ("auto", 1000, False, "built-in", ""),
        ("built-in", 9999, False, "built-in", ""),
        ("built-in", 9999, True, "built-in", ""),
        ("pagefind", 1, True, "pagefind", ""),
        ("pagefind", 1, False, "built-in", "site.search asks for Pagefind"),
    ],
)
def test_the_size_or_the_setting_says_which_search_there_is(
    base: Base, monkeypatch: pytest.MonkeyPatch, stated: str, records: int, *, there: bool, wanted: str, said: str
) -> None:
    project = find(base({"adr.toml": f'[site]\nsearch = "{stated}"\n'}))
    monkeypatch.setattr(findable, "installed", lambda: there)
    assert findable.chosen(project, records) == wanted
    assert findable.advice(project, records).startswith(said)
    assert bool(findable.advice(project, records)) == bool(said)
