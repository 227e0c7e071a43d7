"""``adr generate toc``: a list of all records with links to them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from getopt import GetoptError, gnu_getopt

from adr.adrtools.answer import Answer, lines
from adr.adrtools.layout import locate, records
from adr.adrtools.status import title

HELP = """\
usage: adr generate toc [-i INTRO] [-o OUTRO] [-p LINK_PREFIX]

Writes a table of contents in Markdown to standard output.

Options:

-i INTRO        a Markdown file whose text stands before the table
-o OUTRO        a Markdown file whose text stands after it
-p LINK_PREFIX  put before the name of each file
"""


def run(arguments: Sequence[str]) -> Answer:
    """Return the table of contents."""
    try:
        given = dict(gnu_getopt(list(arguments), "i:o:p:")[0])
    except GetoptError as error:
        return Answer(err=f"getopt: {error}\n", code=1)
    prefix = given.get("-p", "")
    entries = [f"* [{title(_first_line(path))}]({prefix}{os.path.basename(path)})" for path in records(locate())]
    intro, outro = _text(given.get("-i", "")), _text(given.get("-o", ""))
    head = "# Architecture Decision Records\n\n" + (f"{intro}\n" if intro else "")
    return Answer(head + lines(entries) + (f"\n{outro}" if outro else ""))


def _first_line(path: str) -> str:
    with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        return file.readline()


def _text(path: str) -> str:
    """Return what a file holds; nothing where there is none, as adr-tools has it."""
    if not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()
