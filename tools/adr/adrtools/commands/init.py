"""``adr init``: a folder for records, and the first of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

from adr.adrtools.answer import Answer, lines
from adr.adrtools.creation import create
from adr.adrtools.layout import MARKER, layout, locate
from adr.adrtools.template import FOLDER, read

HELP = """\
usage: adr init [DIRECTORY]

Makes a folder for decisions below the current one, doc/adr unless DIRECTORY names another, and writes the first
decision there: to record decisions. A DIRECTORY is remembered in the file .adr-dir.

ADR_INIT_TEMPLATE names another file to write the first decision from.

Without ADR_PROFILE=adr-tools, `adr init` is another command: it starts a knowledge base.
"""

_TITLE = "record-architecture-decisions"


def run(arguments: Sequence[str]) -> Answer:
    """Make the folder and the first record."""
    template = read(os.environ.get("ADR_INIT_TEMPLATE") or os.path.join(FOLDER, "init.md"))
    if arguments and arguments[0]:
        layout(os.getcwd(), arguments[0])  # refuses a folder elsewhere before anything is made
        os.makedirs(arguments[0], exist_ok=True)
        with open(MARKER, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(f"{arguments[0]}\n")
    today = os.environ.get("ADR_DATE") or date.today().isoformat()
    created = create(locate(), _TITLE, template, today)
    return Answer(f"{created.path}\n", lines([f"adr: {note}" for note in created.notes]))
