"""A diagram in Mermaid's language."""

from __future__ import annotations

from adr.diagram import Diagram
from adr.diagrams.mermaid import render


def test_nothing_in_a_title_is_syntax_and_what_is_retired_is_dashed(sample: Diagram) -> None:
    assert render(sample).splitlines() == [
        "flowchart LR",
        '  n0["ADR-0001<br>Größe #34;x#34; #92;n#93; #45;#45;#62; #60;b#62;#96;1#96;#60;/b#62;<br>superseded"]',
        '  n1["ADR-0002<br>#45; Use it<br>accepted"]',
        '  n2["ADR-0009"]',
        '  n1 -->|"supersedes"| n0',
        '  n1 -->|"a#34;b"| n2',
        "  classDef retired stroke-dasharray: 4 3,opacity: 0.6",
        "  class n0 retired",
        "  classDef unknown stroke: #c00",
        "  class n2 unknown",
    ]
