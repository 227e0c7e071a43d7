"""A diagram in Graphviz's language."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from adr.diagram import Diagram
from adr.diagrams.dot import render


def test_titles_are_quoted_and_what_is_retired_is_dashed(sample: Diagram) -> None:
    lines = render(sample).splitlines()
    assert lines[3] == (
        '  "ADR-0001" [label="ADR-0001\\nGröße \\"x\\" \\\\n] --> <b>`1`</b>\\nsuperseded"'
        ' style="dashed" color="gray50" fontcolor="gray50"];'
    )
    assert lines[4] == '  "ADR-0002" [label="ADR-0002\\n- Use it\\naccepted"];'
    assert lines[6] == '  "ADR-0002" -> "ADR-0001" [label="supersedes"];'
    assert lines[7] == '  "ADR-0002" -> "ADR-0009" [label="a\\"b"];'


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_reads_it(sample: Diagram) -> None:
    done = subprocess.run(["dot", "-Tsvg"], input=render(sample), text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
