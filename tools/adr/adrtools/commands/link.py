"""``adr link``: a link between two records, both ways."""

from __future__ import annotations

from collections.abc import Sequence

from adr.adrtools.answer import Answer, lines
from adr.adrtools.draft import drafting
from adr.adrtools.layout import locate

HELP = """\
usage: adr link SOURCE LINK TARGET REVERSE-LINK

Links two decisions, each in its section "## Status". SOURCE and TARGET are numbers or parts of file names. LINK is
what SOURCE will say of TARGET, and REVERSE-LINK what TARGET will say of SOURCE.

To say that decision 12 amends decision 10:

    adr link 12 Amends 10 "Amended by"
"""

_PARAMETERS = ("SOURCE", "LINK", "TARGET", "REVERSE-LINK")


def run(arguments: Sequence[str]) -> Answer:
    """Write the two links."""
    given = [*arguments, "", "", "", ""]
    for place, (name, value) in enumerate(zip(_PARAMETERS, given, strict=False), 1):
        if not value:
            return Answer(err=f"adr-link: {place}: {name}\n", code=1)
    with drafting(locate()) as draft:
        source, target = draft.find(given[0]), draft.find(given[2])
        draft.link(source, given[1], target)
        draft.link(target, given[3], source)
    return Answer(err=lines([f"adr: {note}" for note in draft.notes]))
