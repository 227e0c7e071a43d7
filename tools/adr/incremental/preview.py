"""Rules run on one file at a time, before the others are known: what is found then, and which rules have to wait."""

from __future__ import annotations

from collections.abc import Iterable

from adr.check import applies, switched_off
from adr.finding import Finding
from adr.incremental.watch import PARTS, Notes, NotYetError, Watched, watched
from adr.record import Entry, Record
from adr.rule import Context

_OF_ONE_FILE = frozenset({"register", "as_of"})
"""The parts of a context that are known before all files are."""


class Preview:
    """The rules over single entries, each with a context that has nothing of other files."""

    def __init__(self, told: Iterable[Context]) -> None:
        withheld = PARTS - _OF_ONE_FILE
        self._rules = [watched(c, Notes(set()), None, withheld) for c in told if c.rule.scope != "graph"]
        self._applying: dict[tuple[bool, str, str], list[Watched]] = {}
        self._waiting: set[str] = set()

    @property
    def parts(self) -> dict[str, set[str]]:
        """The parts of their contexts that rules asked for and were given, by code."""
        return {context.rule.code: context.notes.parts for context in self._rules}

    def check(self, entry: Entry) -> tuple[dict[str, list[Finding]], list[str]]:
        """Run the rules on an entry; return what they find, by code, and the codes of those that have to wait.

        A rule that had to wait once is not tried again.
        """
        sort = (isinstance(entry, Record), entry.kind.name, entry.dialect)
        if sort not in self._applying:
            self._applying[sort] = [context for context in self._rules if applies(context.rule, entry)]
        findings: dict[str, list[Finding]] = {}
        waiting: list[str] = []
        for context in self._applying[sort]:
            code = context.rule.code
            if switched_off(context, entry):
                continue
            if code not in self._waiting:
                try:
                    if found := list(context.rule.function(entry, context)):
                        findings[code] = found
                except NotYetError:
                    self._waiting.add(code)
            if code in self._waiting:
                waiting.append(code)
        return findings, waiting
