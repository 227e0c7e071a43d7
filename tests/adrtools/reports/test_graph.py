"""``adr generate graph`` as adr-tools has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adrtools.conftest import record

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def test_records_are_a_chain_and_links_go_one_way(adr_tools: Path, run: Run) -> None:
    run("new", "-s", "2", "-l", "1:Amends:Amended by", "Use PostgreSQL")
    assert run("generate", "graph", at=adr_tools).out.splitlines() == [
        "digraph {",
        "  node [shape=plaintext];",
        "  subgraph {",
        '    _1 [label="1. Use SQLite"; URL="0001-use-sqlite.html"];',
        '    _2 [label="2. Use MySQL"; URL="0002-use-mysql.html"];',
        '    _1 -> _2 [style="dotted", weight=1];',
        '    _3 [label="3. Use PostgreSQL"; URL="0003-use-postgresql.html"];',
        '    _2 -> _3 [style="dotted", weight=1];',
        "  }",
        '  _3 -> _2 [label="Supercedes", weight=0]',
        '  _3 -> _1 [label="Amends", weight=0]',
        "}",
    ]


def test_links_to_documents_have_a_prefix_and_an_ending(adr_tools: Path, run: Run) -> None:
    out = run("generate", "graph", "-p", "http://example.com/", "-e", ".pdf", at=adr_tools).out
    assert '_2 [label="2. Use MySQL"; URL="http://example.com/0002-use-mysql.pdf"];' in out


def test_an_unknown_option_is_refused(adr_tools: Path, run: Run) -> None:
    done = run("generate", "graph", "-n", at=adr_tools)
    assert (done.code, done.out) == (1, "")
    assert done.err == "adr-generate-graph: illegal option -- n\nNot implemented: ?\n"


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_titles_with_quotes(adr_tools: Path, run: Run) -> None:
    (adr_tools / "0003-say.md").write_text(record(3, 'Say "no" \\ to C:\\new'))
    done = run("generate", "graph")
    drawn = subprocess.run(["dot", "-Tplain"], input=done.out, capture_output=True, text=True, check=True)
    assert drawn.stderr == ""
