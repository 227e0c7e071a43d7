"""``adr upgrade-repository``: dates as ISO 8601 writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adr.adrtools.answer import Answer, lines
from adr.adrtools.draft import drafting
from adr.adrtools.layout import locate, records

HELP = """\
usage: adr upgrade-repository

Rewrites dates such as "Date: 31/12/2017" in all decisions as "Date: 2017-12-31".
"""

_DATE = re.compile(r"^(.*?)Date: ([0-9]{2})/([0-9]{2})/([0-9]{4})", re.MULTILINE)


def run(arguments: Sequence[str]) -> Answer:  # noqa: ARG001 - adr-tools reads none
    """Rewrite the dates."""
    layout = locate()
    records(layout)  # says so where the folder is missing
    with drafting(layout) as draft:
        for path in draft.paths:
            draft.texts[path] = _DATE.sub(r"\1Date: \4-\3-\2", draft.text(path))
    return Answer(err=lines([f"adr: {note}" for note in draft.notes]))
