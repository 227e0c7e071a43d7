"""What was exported comes back: every field equal, every byte of the body."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.test_edit import SHARED, Matter, matters

from adr import frontmatter
from adr.catalogue import load_kinds
from adr.conversion import from_json, from_madr
from adr.export import Request, load
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.project import find
from adr.record import Record, read
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Load, Write

KINDS = load_kinds()
CORPORA = sorted(path for path in (SHARED / "corpora").glob("*") if path.is_dir())
ASKED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
PATHS = ["adrs/ADR-0001-use-mysql.md", "adrs/deep/ADR-0002 größe.md", "ADR-0003.md", "adrs/ADR-0001-again.md"]
TARGETS = [
    "ADR-0001-use-mysql.md",
    "./ADR-0001-use-mysql.md#context",
    "../ADR-0001-use-mysql.md",
    "../adrs/ADR-0001-use-mysql.md?plain=1",
    "/adrs/ADR-0001-use-mysql.md",
    "deep/ADR-0002%20gr%C3%B6%C3%9Fe.md",
    "<deep/ADR-0002 größe.md>",
    "0001-use-mysql.md",
    "../images/a%20b.png",
    "images/",
    "#context",
    "https://example.org/ADR-0001-use-mysql.md",
    "mailto:a@example.org",
    "../../outside.md",
    "",
]
PIECES = [
    "# Use MySQL\n\n",
    "Title\n===\n",
    "text, ",
    "`[x](ADR-0001-use-mysql.md)` ",
    "\n\n```\n[x](ADR-0001-use-mysql.md)\n```\n",
    "[ADR-0001-use-mysql.md](ADR-0001-use-mysql.md) ",
    "[![a](ADR-0001-use-mysql.md)](ADR-0001-use-mysql.md) ",
    "[a][r] ",
    "\n\n[r]: ADR-0001-use-mysql.md 'Title'\n\n",
    "\n\n[r]: <../images/a b.png>\n",
    "---\n",
    "\r\n",
    "🦊\u2028\x0c ",
    "\n> - [q](ADR-0001-use-mysql.md)\n",
    "<ADR-0001-use-mysql.md> ",
]
ESCAPED = "[e](ADR\\-0001-use-mysql.md) "
LINKS = st.builds("[{}]({}) ".format, st.sampled_from(["x", "a [b]", "*c*", ""]), st.sampled_from(TARGETS))
PLAIN = LINKS | st.sampled_from(PIECES)
BODIES = st.lists(PLAIN | st.just(ESCAPED) | st.text(max_size=6), max_size=8).map("".join)


@st.composite
def records(draw: Callable[..., Any]) -> list[Record]:
    """Return native records as people write them, with links between them and to elsewhere."""
    found = []
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, unique=True)):
        matter: Matter = draw(matters())
        head = matter.text[: matter.text.rindex("---")].removeprefix("\ufeff")
        text = f"{head}---\n{draw(BODIES)}".encode(errors="replace").decode()
        entry = read(path, text, KINDS["decision"], "native")
        if isinstance(entry, Record):
            found.append(entry)
    return found


def request(found: list[Record], output: str | None = "out/madr") -> Request:
    return Request(Graph(found, KINDS, lambda _: False), tuple(found), "Base", output=output)


def parts(text: str) -> tuple[dict[str, Any], str]:
    found = frontmatter.split(text.removeprefix("\ufeff"))
    assert found is not None
    return frontmatter.load(found.head), found.body


def same(found: list[Record], files: Mapping[str, str]) -> None:
    """Check that files are the records: the fields, types included, and each byte of the body."""
    assert set(files) == {record.path for record in found}
    for record in found:
        fields, body = parts(files[record.path])
        assert body == record.reading.body
        assert json.dumps(fields, sort_keys=True) == json.dumps(dict(record.fields), sort_keys=True)


@given(found=records(), output=st.sampled_from(["out/madr", "", "adrs/deep/er", None]))
@ASKED
def test_madr_comes_back_without_loss(found: list[Record], output: str | None) -> None:
    asked = request(found, output)
    made = load("madr").write(asked)
    assert len(made.files) == len(found)
    assert not made.lost
    same(found, from_madr(made.files, KINDS, output).files)


@given(found=records())
@ASKED
def test_json_comes_back_to_the_byte(found: list[Record]) -> None:
    document = json.loads(load("json").write(request(found)).files[""])
    assert from_json(document, KINDS).files == {record.path: record.text for record in found}


@given(found=records())
@ASKED
def test_json_whose_text_somebody_dropped_comes_back_without_loss(found: list[Record]) -> None:
    document = json.loads(load("json").write(request(found)).files[""])
    for row in document["records"]:
        row["text"] = ""
    same(found, from_json(document, KINDS).files)


@given(body=st.lists(PLAIN, max_size=8).map("".join))
@example("[a](ADR-0001-again.md) [b](./ADR-0001-again.md)")
@ASKED
def test_links_between_records_lead_to_the_new_names(body: str) -> None:
    one = read(
        PATHS[0], f"---\nid: ADR-0001\n---\n{body}".encode(errors="replace").decode(), KINDS["decision"], "native"
    )
    assert isinstance(one, Record)
    two = read(PATHS[3], "---\nid: ADR-0004\n---\n", KINDS["decision"], "native")
    assert isinstance(two, Record)
    asked = request([one, two])
    text = load("madr").write(asked).files["0001-use-mysql.md"]
    exported = read("out/madr/0001-use-mysql.md", text, KINDS["decision"], "native")
    assert isinstance(exported, Record)
    names = Graph([], KINDS, lambda _: False)
    leads = [names.destination(exported, link).path for link in exported.document.links]
    for link in one.document.links:
        where = asked.graph.destination(one, link)
        if where.record:
            assert f"out/madr/{asked.names[where.path]}" in leads


@pytest.mark.skipif(not CORPORA, reason="../shared/corpora is not beside this checkout (ADR_SHARED says where it is)")
@pytest.mark.parametrize("root", CORPORA, ids=lambda root: root.name)
def test_public_records_come_back_too(root: Path, tmp_path: Path) -> None:
    folder = max({path.parent for path in root.rglob("*.md")}, key=lambda found: len(list(found.glob("*.md"))))
    place = json.dumps(folder.relative_to(root).as_posix())
    others = "".join(f"[kinds.{name}]\nenabled = false\n" for name in KINDS if name != "decision")
    (tmp_path / "adr.toml").write_text(f"{others}[kinds.decision]\nfolder = {place}\n")
    found = list(read_graph(find(root, tmp_path / "adr.toml")).records)
    made = load("madr").write(request(found))
    same(found, from_madr(made.files, KINDS, "out/madr").files)
    document = json.loads(load("json").write(request(found)).files[""])
    rows = {row["path"]: row["text"] for row in document["records"]}
    assert rows == {record.path: record.text for record in found}


def test_fields_that_somebody_changed_in_json_are_written_in_canonical_form(load_base: Load, record: Write) -> None:
    found = load_base({"adrs/ADR-0001-x.md": record(body="\n# X\n")})
    document = json.loads(load("json").write(request(list(found.records))).files[""])
    document["records"][0]["fields"] |= {"tags": ["a"], "contributors": [{"who": "j.lind", "role": "author"}]}
    assert from_json(document, KINDS).files["adrs/ADR-0001-x.md"] == (
        "---\nid: ADR-0001\nkind: decision\ntitle: Use PostgreSQL\nstatus: draft\ndate: 2026-03-02\nowner: m.okafor\n"
        "contributors:\n  - {who: j.lind, role: author}\ntags: [a]\n---\n\n# X\n"
    )


def test_a_madr_status_that_somebody_changed_is_kept(load_base: Load, record: Write) -> None:
    files = {
        "adrs/ADR-0001-x.md": record(status="superseded"),
        "adrs/ADR-0002-y.md": record("ADR-0002", relations="{supersedes: [ADR-0001]}"),
    }
    texts = dict(load("madr").write(request(list(load_base(files).records))).files)
    assert parts(texts["0001-x.md"])[0]["status"] == "superseded by [ADR-0002](0002-y.md)"
    texts["0001-x.md"] = texts["0001-x.md"].replace('"superseded by [ADR-0002](0002-y.md)"', "deprecated")
    assert parts(from_madr(texts, KINDS).files["adrs/ADR-0001-x.md"])[0]["status"] == "deprecated"


@pytest.mark.parametrize(
    "path", ["../x.md", "/etc/passwd", "adrs/../../x.md", "a\\..\\..\\x.md", "", "C:\\x.md", "a\0b", ".git/config"]
)
def test_no_path_leaves_the_project(path: str) -> None:
    text = f"---\nx-native: {{path: {json.dumps(path)}}}\n---\n"
    with pytest.raises(CannotRunError, match="no path of a record"):
        from_madr({"0001-x.md": text}, KINDS)


def test_two_files_for_one_path_are_refused() -> None:
    text = "---\nx-native: {path: a.md}\n---\n"
    with pytest.raises(CannotRunError, match="twice"):
        from_madr({"0001-x.md": text, "0002-x.md": text}, KINDS)


def test_files_that_are_no_export_of_ours_are_passed_over_by_name() -> None:
    made = from_madr({"0001-x.md": "# Plain MADR\n", "README.md": "---\nx-native: 3\n---\n"}, KINDS)
    assert made.files == {}
    assert [note.split()[0] for note in made.notes] == ["0001-x.md", "README.md"]


@pytest.mark.parametrize("document", [[], {}, {"version": 2}, {"version": 1, "records": [{}]}])
def test_json_of_another_shape_is_refused_with_the_place(document: Any) -> None:
    with pytest.raises(CannotRunError, match="no JSON of `adr export json`"):
        from_json(document, KINDS)


@pytest.fixture
def load_base(load: Load) -> Load:
    """Return the fixture `load` under another name: here `load` gives a format."""
    return load


def test_a_link_that_is_written_with_escapes_is_left_and_named(load_base: Load, record: Write) -> None:
    found = load_base({"adrs/ADR-0001-use-mysql.md": record(body=ESCAPED)})
    made = load("madr").write(request(list(found.records)))
    assert made.notes == ("adrs/ADR-0001-use-mysql.md: the link to `ADR-0001-use-mysql.md` was left as it is",)
    assert made.files["0001-use-mysql.md"].endswith(ESCAPED)
