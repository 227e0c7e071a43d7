"""``adr generate graph``: the records and the links between them as a graph that Graphviz draws."""

from __future__ import annotations

import os
from collections.abc import Sequence
from getopt import GetoptError, getopt

from adr.adrtools.answer import Answer, lines, refused
from adr.adrtools.layout import locate, number, records
from adr.adrtools.status import links, title

HELP = """\
usage: adr generate graph [-p LINK_PREFIX] [-e LINK-EXTENSION]

Writes the decisions and the links between them to standard output, in the language of Graphviz. Each decision is a
node that links to its document. Of two links between the same decisions, the one that ends in "by" is left out.

Options:

-e LINK-EXTENSION  how the names of the documents end; `.html` unless stated
-p LINK_PREFIX     put before the name of each document

To draw it, as SVG or, with links to PDF documents, as PDF:

    adr generate graph | dot -Tsvg > graph.svg
    adr generate graph -e .pdf | dot -Tpdf > graph.pdf
"""


def run(arguments: Sequence[str]) -> Answer:
    """Return the graph."""
    try:
        given = dict(getopt(list(arguments), "e:p:")[0])
    except GetoptError as error:
        return refused("adr-generate-graph", error)
    prefix, extension = given.get("-p", ""), given.get("-e", ".html")
    nodes, edges = [], []
    for path in records(locate()):
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
        own = number(path)
        url = f"{prefix}{os.path.basename(path).removesuffix('.md')}{extension}"
        nodes.append(f'    _{own} [label="{_escaped(title(text))}"; URL="{_escaped(url)}"];')
        if own > 1:
            nodes.append(f'    _{own - 1} -> _{own} [style="dotted", weight=1];')
        edges += [
            f'  _{own} -> _{target} [label="{_escaped(label)}", weight=0]'
            for target, label in links(text)
            if not label.endswith(" by")
        ]
    head = ["digraph {", "  node [shape=plaintext];", "  subgraph {"]
    return Answer(lines([*head, *nodes, "  }", *edges, "}"]))


def _escaped(text: str) -> str:
    """Return `text` as it stands between quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
