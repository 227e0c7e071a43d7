"""All rules over a graph: sorted, complete, and the same in whatever order the files were read."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import ryaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr.catalogue import load_kinds
from adr.check import check, run
from adr.finding import Severity
from adr.graph import Graph
from adr.people import Register, read_register
from adr.project import Project
from adr.record import Entry, read
from adr.ruleset import Ruleset
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

KINDS = load_kinds()
NOBODY = Register({}, {})


def project(settings_: dict[str, Any] | None = None) -> Project:
    return Project(Path("/nowhere"), settings_ or {}, Path("/nowhere/adr.toml"), KINDS)


def entry(n: int, **fields: str) -> Entry:
    stated = {"id": f"ADR-{n:04d}", "kind": "decision", "title": f"Number {n}", "status": "accepted", **fields}
    head = "".join(f"{name}: {value}\n" for name, value in stated.items())
    return read(f"adrs/ADR-{n:04d}.md", f"---\n{head}---\nADR-0099 [x](y.md)\n", KINDS["decision"], "native")


ENTRIES = [
    entry(1, relations="{supersedes: [ADR-0002]}"),
    entry(2, relations="{supersedes: [ADR-0003], superseded-by: [ADR-0009]}"),
    entry(3, relations="{supersedes: [ADR-0001], amends: [ADR-0004]}"),
    entry(4, relations="{amends: [ADR-0003]}"),
    entry(5, status="superseded"),
    entry(6, relations="{supersedes: [ADR-0005]}"),
    entry(7, relations="{supersedes: [ADR-0005]}"),
    entry(8, id="ADR-0001"),
    read("adrs/ADR-0001-b.md", "broken", KINDS["decision"], "native"),
    read("learnings/LRN-0001.md", "---\nstatus: closed\nseverity: SEV1\n---\n", KINDS["learning"], "native"),
]


@given(entries=st.permutations(ENTRIES))
@settings(max_examples=30, deadline=None)
def test_the_order_of_loading_is_irrelevant(entries: list[Entry]) -> None:
    def findings(loaded: list[Entry]) -> list[str]:
        graph = Graph(loaded, KINDS, lambda _: False)
        return [f"{f!r} {f.excerpt}" for f in check(project(), graph, NOBODY)]

    found = findings(entries)
    assert found == findings(ENTRIES)
    assert len(found) > 30


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["ADR-0001", "SEV1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "who", "role", "supersedes", "type", "status", "x"]) | st.text(max_size=4),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(sorted({f for kind in KINDS.values() for f in kind.fields})) | st.text(max_size=5),
    VALUES,
    max_size=8,
)


@given(fields=FIELDS, kind=st.sampled_from(list(KINDS.values())), status=st.integers(0, 4), body=st.text(max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_checking_any_fields_never_raises(fields: dict[str, Any], kind: Any, status: int, body: str) -> None:
    text = f"---\n{ryaml.dumps({'status': kind.statuses[status], **fields})}---\n{body}"
    graph = Graph([read(f"{kind.folder}/{kind.prefix}-0001.md", text, kind, "native")], KINDS, lambda _: False)
    for found in check(project(), graph, NOBODY):
        assert found.message
        assert found.location.line <= text.count("\n") + 1


def test_findings_are_sorted_by_place_and_said_once(base: Base, record: Write) -> None:
    made = base({f"adrs/ADR-000{n}.md": record(status="x", owner="", body="ADR-0099 ADR-0099\n") for n in (2, 1)})
    found = check(made, read_graph(made), read_register(made))
    assert all(a <= b for a, b in pairwise(found))
    assert len(set(found)) == len(found)


def test_a_rule_has_the_severity_that_settings_give_it(base: Base, record: Write) -> None:
    made = base({"adr.toml": '[rules.ENV005]\nseverity = "info"\n', "adrs/ADR-0001.md": record(owner=None, status="x")})
    assert {(f.code, f.severity) for f in check(made, read_graph(made), read_register(made))} == {
        ("ENV004", Severity.ERROR),
        ("ENV005", Severity.INFO),
    }


def test_a_file_that_cannot_be_read_is_reported_by_one_rule_only(base: Base) -> None:
    made = base({"adrs/notes.md": "broken\n"})
    assert [f.code for f in check(made, read_graph(made), read_register(made))] == ["ENV001"]


def test_records_of_a_dialect_are_not_asked_for_what_it_does_not_have(base: Base) -> None:
    made = base({"adrs/0001-use-x.md": "# Use X\n\n[broken](none.md)\n"})
    assert [f.code for f in check(made, read_graph(made), read_register(made))] == ["REL008"]


@pytest.mark.parametrize("path", ["governance/people.yml", "governance/controls/iso.yml"])
@pytest.mark.parametrize("content", ["- {handle: [\n", "people: none\n", "- just a name\n"])
def test_a_register_that_cannot_be_read_is_reported_and_not_skipped(
    base: Base, adr: Command, record: Write, path: str, content: str
) -> None:
    base({path: content, "adrs/ADR-0001.md": record()})
    done = adr("check")
    assert done.code == 1
    assert path in done.out


def test_a_rule_that_is_not_chosen_does_not_run() -> None:
    graph = Graph(ENTRIES, KINDS, lambda _: False)
    every = run(project(), graph, NOBODY)
    some = run(project(), graph, NOBODY, chosen=Ruleset().narrowed(["REL"], [], []))
    assert {rule.code[:3] for rule in some.rules} == {"REL"}
    assert some.findings == tuple(f for f in every.findings if f.code.startswith("REL")) != ()


def test_what_settings_hide_below_a_path_is_told_apart() -> None:
    graph = Graph(ENTRIES, KINDS, lambda _: False)
    every = run(project(), graph, NOBODY)
    split = run(project({"check": {"per-path-ignores": {"adrs/": ["ENV"]}}}), graph, NOBODY)
    assert split.hidden
    assert {(f.code[:3], f.location.path[:5]) for f in split.hidden} == {("ENV", "adrs/")}
    assert sorted((*split.findings, *split.hidden)) == list(every.findings)
