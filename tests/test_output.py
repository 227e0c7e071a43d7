"""Output formats are found by discovery, and render whatever is in a report."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

from adr.finding import Finding, Location, Severity
from adr.output import Report, names, rendered, renderer

ANY = st.text(st.characters(), max_size=30)
"""Any characters at all, halves of a pair among them."""
PLACES = st.builds(Location, st.binary(max_size=20).map(os.fsdecode), st.integers(1, 9), st.integers(1, 9))
FINDINGS = st.builds(
    Finding,
    PLACES,
    st.sampled_from(["ENV001", "REL001"]),
    ANY,
    st.sampled_from(Severity),
    ANY,
    st.lists(PLACES, max_size=2).map(tuple),
    ANY,
)


def test_every_file_is_a_format_of_its_name_and_renders_any_report() -> None:
    folder = Path(__file__).parents[1] / "tools/adr/outputs"
    assert set(names()) == {path.stem for path in folder.glob("*.py")} - {"__init__"}
    for name in names():
        assert isinstance(renderer(name)(Report([], 0, 0)), str)


def test_every_format_has_a_test_of_its_own() -> None:
    own = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "outputs").glob("test_*.py")}
    assert own == set(names())


@given(findings=st.lists(FINDINGS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_whatever_is_found_every_format_can_be_written_and_read(findings: list[Finding]) -> None:
    texts = {name: rendered(name, Report(findings, 1, 0)) for name in names()}
    for text in texts.values():
        text.encode()
    for name in ("json", "sarif", "gitlab"):
        json.loads(texts[name])
    assert len([json.loads(line) for line in texts["jsonl"].split("\n") if line]) == len(findings)
    assert len(texts["concise"].split("\n")) == len(findings) + 1
    document = JUnitXml.fromstring(texts["junit"].encode())
    assert sum(len(list(suite)) for suite in document) == len({f.location.path for f in findings})
    commands = texts["github"].split("\n")
    assert len([line for line in commands if line.startswith(("::error ", "::warning ", "::notice "))]) == len(findings)
