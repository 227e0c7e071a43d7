"""What an earlier import made of a record that is to be imported."""

from __future__ import annotations

import re

from adr.dialect import stem
from adr.graph import Graph
from adr.importing.plan import Step
from adr.mapping import IMPORTED
from adr.record import Entry, Record

_NATIVE = "native"
_CHANGED = re.compile(r"^#|\]\(|^\[[^\]]+\]:|[A-Za-z]+-\d+")
"""What tells a line that an import may change: a heading, a link, an id."""


def earlier(record: Record, known: Graph, origin: str) -> Record | None:
    """Return the record that an earlier import made of this one: it says so, or was called so and is of that day."""
    for other in known.records:
        if other.fields.get(IMPORTED) == origin:
            return other
    alike = known.get(record.id) if record.dialect == _NATIVE else known.aliases.get(stem(record.path))
    same = alike and alike.title == " ".join(record.title.split()) and alike.date == record.date
    return alike if same else None


def says_the_same(there: Entry, step: Step) -> bool:
    """Tell whether a record is what an earlier import made of a step's, as far as its lines tell.

    It is where it says so. Else all its lines stand in that record, but for those that an import may change: with a
    link, an id, or a heading.
    """
    if not isinstance(there, Record) or there.fields.get(IMPORTED) == step.origin:
        return True
    lines = {line.strip() for line in step.record.text.splitlines()}
    own = (line.strip() for line in there.reading.body.splitlines())
    return all(line in lines or _CHANGED.search(line) for line in own if line)
