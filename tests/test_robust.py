"""Whatever front matter holds, no rule, no report and no page raises."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Base

from adr.catalogue import load_kinds
from adr.check import check
from adr.graph import Graph
from adr.output import Report, rendered
from adr.page import Built
from adr.people import Register
from adr.project import Project, find
from adr.record import read
from adr.render import render
from adr.report import index

KINDS = load_kinds()
WORDS = ["draft", "accepted", "superseded", "closed", "incident", "SEV1", "high", "ADR-0001", "LRN-0001", "supersedes"]
TIMES = ["2026-03-02", "2026-06-30T23:59:60Z", "0000-01-01T00:00:00Z", "2024-02-31", "P90D", "", "\x1b[2J", "é\u2028"]
SCALARS = (
    st.sampled_from([*WORDS, *TIMES])
    | st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WORDS, "id", "owner", "due"]), inner),
    max_leaves=8,
)


EXAMPLES = int(os.environ.get("ADR_EXAMPLES", "150"))
"""How many records are drawn; `make fuzz` asks for more."""


@pytest.fixture
def project(base: Base) -> Project:
    return base({})


def drawn(data: st.DataObject, kind: str) -> tuple[str, str]:
    """Draw the path and the text of a record whose front matter has any values at all in the fields of its kind."""
    import ryaml

    fields = data.draw(st.dictionaries(st.sampled_from(KINDS[kind].fields), VALUES, max_size=8))
    path = f"{KINDS[kind].folder}/{KINDS[kind].prefix}-0001-x.md"
    return path, f"---\n{ryaml.dumps(fields)}---\n\n## Considered Options\n\n- {data.draw(st.sampled_from(TIMES))}\n"


def graph_of(project: Project, path: str, text: str, kind: str) -> Graph:
    return Graph([read(path, text, project.kinds[kind], "native")], project.kinds, lambda _: False)


@settings(max_examples=EXAMPLES // len(KINDS), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_front_matter_stops_a_check(project: Project, data: st.DataObject, kind: str) -> None:
    graph = graph_of(project, *drawn(data, kind), kind)
    findings = check(project, graph, Register({}, {}), None, "2026-11-01")
    for output in ("text", "json", "sarif"):
        rendered(output, Report(findings, 1, len(graph.unreadable), entries=graph.entries))
    index(graph)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_no_front_matter_stops_a_page(project: Project, data: st.DataObject, kind: str) -> None:
    graph = graph_of(project, *drawn(data, kind), kind)
    findings = check(project, graph, Register({}, {}), None, "2026-11-01")
    render(project, graph, Register({}, {}), findings, Built("2026-01-01", ""))


BERTH = """\
x-prefix: BER
x-folder: berths
x-statuses: [draft, accepted, closed]
x-transitions: {draft: [accepted], accepted: [closed]}
additionalProperties: true
x-keys:
  - {order: [id, a, b], required: [a], forbidden: [b], only: true, from: accepted}
  - {required: [b], when: {a: [high]}, unless: {status: [closed]}, since: 2026-01-01, before: 2027-01-01}
x-values:
  - {field: a, separated-by: ",", form: person, words: [high, {SEV1: '[a-z]+'}], schema: {type: string, maxLength: 3}}
  - {field: b, form: date, schema: {items: {enum: [1]}, contains: {type: string}}}
  - {field: a.id, form: number}
x-text:
  - {field: a, pattern: '^[a-z]+$', without: 'x', quoted: true, line: true}
  - {field: b, quoted: false}
x-lists:
  - {field: a, separated-by: ",", sorted: ascending, unique: true, at-least: 1, at-most: 2}
  - {field: b, sorted: descending, unique: true}
x-compare:
  - {field: a, at-least: b, at-most: id, more-than: date, less-than: b, equals: b, differs-from: b.id}
  - {one-of: [a, b], some-of: [a, b], together: [a, b]}
x-names:
  - {file: "{a}-{b:04}*.md", folder: "*/{a.id}", heading: "{title}", id: "{a}"}
x-unique:
  - {fields: [a, b]}
x-references:
  - {field: a, separated-by: ",", as: "BER-{:04}", to: [berth], reciprocal: b, status-order: [[draft], [accepted]]}
  - {field: b, exists: false, reciprocal: a}
x-sections:
  - {title: A, need: optional}
  - {title: B, need: forbidden, from: draft}
x-other-sections: false
"""


@pytest.fixture(scope="module")
def berths(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with a kind that says something under every keyword."""
    root = tmp_path_factory.mktemp("berths")
    files = {"adr.toml": "", ".adr/kinds/berth/schema.yaml": BERTH, ".adr/kinds/berth/template.md": "---\n---\n"}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return find(root)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), dialect=st.sampled_from(["native", "mapped", "nygard"]))
def test_no_front_matter_stops_what_a_kind_says_in_clauses(berths: Project, data: st.DataObject, dialect: str) -> None:
    import ryaml

    project, kind = berths, berths.kinds["berth"]
    names = st.sampled_from(["a", "b", "id", "status", "date", "title", "relations"])
    entries = []
    for number in (1, 2):
        head = ryaml.dumps(data.draw(st.dictionaries(names, VALUES, max_size=7)))
        text = f"---\n{head}---\n\n# {data.draw(st.sampled_from(TIMES))}\n\n## B\n\n## C\n"
        entries.append(read(f"berths/BER-{number:04}.md", text, kind, dialect))
    check(project, Graph(entries, project.kinds, lambda _: False), Register({}, {}))


@pytest.mark.parametrize("count,words", [(1_000, 0), (1_001, 1)])
def test_the_search_leaves_out_a_page_of_headings_without_end(project: Project, count: int, words: int) -> None:
    text = "---\nid: ADR-0001\n---\n\n" + "## Heading\n\n" * count
    graph = graph_of(project, "adrs/ADR-0001-x.md", text, "decision")
    files = render(project, graph, Register({}, {}), (), Built("2026-01-01", "")).files
    assert files["adrs/ADR-0001-x.md"].split(b"\n---\n")[0].count(b'"exclude": true') == words
