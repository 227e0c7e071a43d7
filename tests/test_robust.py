"""Whatever front matter holds, no rule, no report and no page raises."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Base

from adr.catalogue import load_kinds
from adr.check import check
from adr.graph import Graph
from adr.page import Built
from adr.people import Register
from adr.project import Project
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
