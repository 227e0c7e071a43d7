"""What a record has to do with, found without parsing all records: nothing may be lost by that."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from adr import source, vicinity
from adr.finding import CannotRunError
from adr.graph import find_record
from adr.project import Project, find
from adr.report import detail, may_cite
from adr.source import read_graph
from adr.vicinity import read_vicinity

if TYPE_CHECKING:
    from tests.conftest import Base, Write

IDS = [f"ADR-000{n}" for n in range(1, 6)]
NAMES = [
    *IDS,
    "adr-0001",
    "OLD-0001",
    "ADR-0009",
    "adrs/ADR-0001-x.md",
    "adrs/odd name.md",
    "ODD NAME",
    "X",
    "",
    "1",
    "0002",
    "00003",
    "9",
]

cites = st.sampled_from([
    "See {id}.", "See [that]({id}-x.md#part).", "See [that](%41DR-0001-x.md).", "`{id}`", "[that](ADR&#45;0001-x.md)",
    "[that](notes.md)", "[that](<odd name.md>)", "[that](odd%20name.md)",
])  # fmt: skip
relation = st.tuples(st.sampled_from(["supersedes", "superseded-by", "depends-on", "relates-to"]), st.sampled_from(IDS))
escaped = st.sampled_from(["{id}", '"{id}"', '"ADR\\u002d{number}"', "'{id}#part'"])
texts = st.fixed_dictionaries(
    {
        "name": st.sampled_from([*(f"{id_}-x.md" for id_ in IDS), "odd name.md", "notes.md"]),
        "id": st.sampled_from([*IDS, "Odd 'id'", '"ADR\\u002d0001"']),
        "status": st.sampled_from(["draft", "accepted", "superseded"]),
        "aliases": st.lists(st.sampled_from(["OLD-0001", "ADR-0001", "ODD NAME", "ADR-0009"]), max_size=2),
        "relations": st.lists(st.tuples(relation, escaped), max_size=3),
        "cites": st.lists(st.tuples(cites, st.sampled_from(IDS)), max_size=2),
        "broken": st.booleans(),
    }
)


def written(about: dict[str, Any]) -> str:
    relations: dict[str, list[str]] = {}
    for (name, id_), form in about["relations"]:
        relations.setdefault(name, []).append(form.format(id=id_, number=id_[4:]))
    head = f"id: {about['id']}\nkind: decision\nstatus: {about['status']}\naliases: [{', '.join(about['aliases'])}]\n"
    head += "relations:\n" + "".join(f"  {name}: [{', '.join(ids)}]\n" for name, ids in relations.items())
    body = "\n\n".join(form.format(id=id_) for form, id_ in about["cites"])
    return f"---\n{head}{'x: [' if about['broken'] and about['name'] != 'notes.md' else ''}\n---\n# Title\n\n{body}\n"


def shown(graph: Any, name: str) -> Any:
    try:
        record = find_record(graph, name)
    except CannotRunError as error:
        return str(error)
    return record.path, record.text, detail(graph, record, may_cite(graph, record))


@settings(max_examples=150, deadline=None)
@given(files=st.lists(texts, max_size=7))
def test_it_shows_what_the_graph_of_all_records_shows(files: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "adrs").mkdir()
        (root / "adr.toml").touch()
        for about in files:
            (root / "adrs" / about["name"]).write_text(written(about), encoding="utf-8")
        project = find(root)
        everything = read_graph(project)
        for name in NAMES:
            assert shown(read_vicinity(project, name), name) == shown(everything, name)


def parsed(project: Project, name: str) -> list[str]:
    """Return the paths of the files that were parsed to know of one record."""
    found: list[str] = []

    def read_data(place: Any, path: str, *rest: Any) -> Any:
        found.append(path)
        return source.read_data(place, path, *rest)

    with patch.object(vicinity, "read_data", read_data):
        read_vicinity(project, name)
    return sorted(found)


def test_files_that_do_not_name_it_are_not_parsed(base: Base, record: Write) -> None:
    numbers = range(1, 40)
    files = {f"adrs/ADR-{n:04d}-x.md": record(f"ADR-{n:04d}", "# Title\n", status="accepted") for n in numbers}
    files["adrs/ADR-0020-x.md"] = record("ADR-0020", "See ADR-0019.\n", relations="{supersedes: [ADR-0011]}")
    files["adrs/ADR-0021-x.md"] = record("ADR-0021", relations="{supersedes: [ADR-0020]}")
    files["adrs/ADR-0022-x.md"] = record("ADR-0022", "Nothing & nobody.\n")
    project = base(files)
    assert parsed(project, "ADR-0030") == ["adrs/ADR-0022-x.md", "adrs/ADR-0030-x.md"]
    assert parsed(project, "adr-0011") == [f"adrs/ADR-00{n}-x.md" for n in (11, 20, 21, 22)]
    assert len(parsed(project, "ADR-0099")) == len(numbers), "a name that there is not is told from all"


def test_records_of_other_dialects_are_known_whatever_their_texts_say(base: Base, record: Write) -> None:
    text = "---\nstatus: accepted\n---\n\n# Use queues\n"
    other = record("LRN-0001", relations="{superseded-by: [ADR-0002]}")
    files = {"adrs/0001-a.md": text, "adrs/0002-b.md": text, "learnings/LRN-0001-x.md": other}
    project = base({"adr.toml": '[kinds.decision]\ndialect = "madr"\n', **files})
    assert shown(read_vicinity(project, "ADR-0002"), "ADR-0002")[0] == "adrs/0002-b.md"
    _, _, found = shown(read_vicinity(project, "LRN-0001"), "LRN-0001")
    assert found["inverse_relations"] == {"superseded-by": ["ADR-0002"]}
