"""``adr list``: the paths of all records."""

from __future__ import annotations

from collections.abc import Sequence

from adr.adrtools.answer import Answer, lines
from adr.adrtools.layout import locate, records

HELP = """\
usage: adr list

Prints the paths of all decisions, in the order of their names, as seen from the current folder.
"""


def run(arguments: Sequence[str]) -> Answer:  # noqa: ARG001 - adr-tools reads none
    """List the records."""
    return Answer(lines(records(locate())))
