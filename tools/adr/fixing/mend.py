"""A finding's fix to the parts of files that it replaces; nothing where it cannot be made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adr.draft import Draft
from adr.edit import Edit, apply
from adr.finding import CannotRunError, Finding, Location, Replacement, Step
from adr.fixing import body, head
from adr.frontmatter import CONFLICT
from adr.graph import Graph
from adr.record import Entry, Record, read
from adr.wording import NONE

_STEPS: Mapping[str, Callable[[Draft, Record, Step], None]] = {
    function.__name__: function
    for function in (
        *(head.key, head.value, head.field, head.quote, head.quote_at, head.bare, head.to_list, head.unique),
        *(head.relate, head.unrelate, body.word, body.link, body.heading, body.section, body.order, body.top),
    )
}
_WORD = re.compile(r"[\w.-]")


@dataclass(frozen=True, slots=True)
class Mend:
    """A finding and what mends it: edits by path, in characters of the file."""

    finding: Finding
    edits: Mapping[str, tuple[Edit, ...]]

    @property
    def safe(self) -> bool:
        """Whether nobody could disagree."""
        return self.finding.fix is not None and self.finding.fix.safe

    def clashes(self, taken: Mapping[str, list[Edit]]) -> bool:
        """Tell whether an edit overlaps with, or touches, one that is `taken`."""
        return any(
            edit.start <= other.end and other.start <= edit.end
            for path, edits in self.edits.items()
            for edit in edits
            for other in taken.get(path, ())
        )


def mend(graph: Graph, finding: Finding) -> Mend | None:
    """Return what mends a finding; None where it carries no fix, or one that cannot be made safely here."""
    if finding.fix is None:
        return None
    draft = Draft(graph)
    try:
        for step in finding.fix.steps:
            _make(draft, graph.by_path.get(step.path), step)
    except CannotRunError:
        return None
    before = {path: graph.by_path[path] for path in draft.texts}
    if not all(_readable(before[path], text) for path, text in draft.texts.items()):
        return None
    edits = {path: (difference(before[path].text, text),) for path, text in sorted(draft.texts.items())}
    return Mend(finding, edits) if any(e.new != before[p].text[e.start : e.end] for p, (e,) in edits.items()) else None


def replacements(graph: Graph, finding: Finding) -> tuple[Replacement, ...]:
    """Return a finding's fix as parts of files to replace; empty where it has none that can be made."""
    found = mend(graph, finding)
    if found is None:
        return ()
    return tuple(
        Replacement(_place(path, text, edit.start), _place(path, text, edit.end), edit.new)
        for path, edits in found.edits.items()
        for text in (graph.by_path[path].text,)
        for edit in edits
    )


def difference(before: str, after: str) -> Edit:
    """Return the one edit that makes a text another: as short as may be, but of whole words."""
    start, least = 0, min(len(before), len(after))
    while start < least and before[start] == after[start]:
        start += 1
    end = 0
    while end < least - start and before[-1 - end] == after[-1 - end]:
        end += 1
    while start and _WORD.match(before[start - 1]):
        start -= 1
    while end and _WORD.match(before[len(before) - end]):
        end -= 1
    if start and before[start - 1] == "\r":
        start -= 1
    return Edit(start, len(before) - end, after[start : len(after) - end])


def _make(draft: Draft, entry: Entry | None, step: Step) -> None:
    if entry is None or CONFLICT.search(entry.text):
        raise CannotRunError(f"{step.path} is not to be edited by a program now")
    if not isinstance(entry, Record):
        if step.do != "top":
            raise CannotRunError(f"{step.path} cannot be read")
        draft.texts[step.path] = body.start(entry.text, step)
        return
    _STEPS[step.do](draft, entry, step)


def _readable(entry: Entry, text: str) -> bool:
    conventions = entry.conventions if isinstance(entry, Record) else NONE
    return isinstance(read(entry.path, text, entry.kind, entry.dialect, conventions), Record)


def _place(path: str, text: str, offset: int) -> Location:
    """Return a place as findings have it: a byte order mark is no column."""
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    return Location(path, line + 1, column + 1 - (line == 0 and offset > 0 and text.startswith("\ufeff")))


def made(texts: Mapping[str, str], mends: list[Mend]) -> dict[str, str]:
    """Return the texts with all edits of mends that do not clash."""
    edits: dict[str, list[Edit]] = {}
    for found in mends:
        for path, own in found.edits.items():
            edits.setdefault(path, []).extend(own)
    return {path: apply(texts[path], own) for path, own in edits.items()}
