"""``adr generate``: a report over all records."""

from __future__ import annotations

from collections.abc import Sequence

from adr.adrtools.answer import Answer, lines
from adr.discovery import load, names

HELP = """\
usage: adr generate [REPORT [OPTION ...]]

Writes a report over all decisions to standard output, for what publishes the project's documentation to pick up.
Without a REPORT, lists those that there are:

    adr generate

To be told about one of them:

    adr help generate toc
"""


def run(arguments: Sequence[str]) -> Answer:
    """Run a report, or list all."""
    reports = names("adrtools.reports")
    if not arguments or not arguments[0]:
        return Answer(lines(reports))
    if arguments[0] not in reports:
        known = ", ".join(reports)
        return Answer(err=f"adr-generate: {arguments[0]}: no such report; one of: {known}\n", code=127)
    answer: Answer = load("adrtools.reports", arguments[0], "run")(arguments[1:])
    return answer
