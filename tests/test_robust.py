"""Whatever front matter holds, no rule, no report and no page raises."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Base

from adr.catalogue import load_kinds
from adr.check import check
from adr.graph import Graph
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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_no_front_matter_stops_the_others(base: Base, data: st.DataObject, kind: str) -> None:
    import ryaml

    fields = data.draw(st.dictionaries(st.sampled_from(KINDS[kind].fields), VALUES, max_size=8))
    path = f"{KINDS[kind].folder}/{KINDS[kind].prefix}-0001-x.md"
    text = f"---\n{ryaml.dumps(fields)}---\n\n## Considered Options\n\n- {data.draw(st.sampled_from(TIMES))}\n"
    project: Project = base({})
    graph = Graph([read(path, text, project.kinds[kind], "native")], project.kinds, lambda _: False)
    findings = check(project, graph, Register({}, {}))
    index(graph)
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
