"""Steps of fixes that change metadata: front matter at any depth, or wherever a dialect keeps it."""

from __future__ import annotations

from adr import retouch
from adr.draft import NATIVE, Draft
from adr.edit import Edit, apply
from adr.finding import CannotRunError, Step
from adr.frontmatter import MalformedError, load
from adr.lifecycle import link
from adr.record import Record, read

_BARE = {"true": True, "false": False}


def key(draft: Draft, record: Record, step: Step) -> None:
    """Rename the key at ``keys``."""
    _own_head(record)
    draft.texts[record.path] = retouch.rename_key(_text(draft, record), step.keys, step.new)


def value(draft: Draft, record: Record, step: Step) -> None:
    """Set the scalar at ``keys``, which is there."""
    if record.dialect != NATIVE:
        if len(step.keys) != 1:
            raise CannotRunError(f"{record.path} is written as {record.dialect}; change it by hand")
        draft.set(record, str(step.keys[0]), step.new)
        return
    text = _text(draft, record)
    try:
        draft.texts[record.path] = retouch.set_scalar(text, step.keys, step.new)
    except CannotRunError:
        if step.keys[-1] != 0:
            raise
        draft.texts[record.path] = retouch.set_scalar(text, step.keys[:-1], step.new)  # one item without brackets


def field(draft: Draft, record: Record, step: Step) -> None:
    """Set a field of the record that is missing or empty."""
    if record.dialect != NATIVE:
        raise CannotRunError(f"{record.path} is written as {record.dialect}; add it by hand")
    draft.set(record, str(step.keys[0]), step.new)


def quote(draft: Draft, record: Record, step: Step) -> None:
    """Put quotes around the plain scalar at ``keys``."""
    _own_head(record)
    draft.texts[record.path] = retouch.quote(_text(draft, record), step.keys)


def quote_at(draft: Draft, record: Record, step: Step) -> None:
    """Put quotes around a plain scalar of front matter that is known by its place; what it says stays."""
    _own_head(record)
    text = replaced(_text(draft, record), step)
    after = read(record.path, text, record.kind, record.dialect, record.conventions)
    try:
        same = isinstance(after, Record) and load(after.reading.head) == load(record.reading.head)
    except MalformedError:
        same = False
    if not same:
        raise CannotRunError(f"{record.path} is not safe to edit here; do it by hand")
    draft.texts[record.path] = text


def bare(draft: Draft, record: Record, step: Step) -> None:
    """Take the quotes from the scalar at ``keys``, a number or a truth value."""
    _own_head(record)
    meant = _BARE[step.new] if step.new in _BARE else float(step.new) if "." in step.new else int(step.new)
    draft.texts[record.path] = retouch.set_written(_text(draft, record), step.keys, step.new, meant)


def to_list(draft: Draft, record: Record, step: Step) -> None:
    """Put brackets around the scalar at ``keys``: a list of what stands between its commas."""
    _own_head(record)
    values = [part.strip() for part in step.old.split(",") if part.strip()]
    draft.texts[record.path] = retouch.to_list(_text(draft, record), step.keys, values)


def unique(draft: Draft, record: Record, step: Step) -> None:
    """Keep the first of equal items of the list at ``keys``."""
    _own_head(record)
    draft.texts[record.path] = retouch.without_repeats(_text(draft, record), step.keys)


def relate(draft: Draft, record: Record, step: Step) -> None:
    """Relate the record to the one with the id ``new``, by the relation at ``keys``."""
    target = draft.graph.get(step.new)
    if target is None:
        raise CannotRunError(f"{step.new} cannot be read")
    notes = list(draft.notes)
    link(draft, record, str(step.keys[-1]), target)
    draft.notes[:] = notes


def unrelate(draft: Draft, record: Record, step: Step) -> None:
    """Take an item out of the list of a relation."""
    _own_head(record)
    draft.remove(record, [str(part) for part in step.keys], step.old)


def replaced(text: str, step: Step) -> str:
    """Return a file's text with `old` at line and column replaced by `new`; raises CannotRunError for another text."""
    line, column = step.at
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            raise CannotRunError(f"{step.path} has no line {line}")
    start += column - 1 + (line == 1 and text.startswith("\ufeff"))
    if not text.startswith(step.old, start):
        raise CannotRunError(f"{step.path} does not say `{step.old}` there")
    return apply(text, [Edit(start, start + len(step.old), step.new)])


def _own_head(record: Record) -> None:
    """Refuse a record that has its front matter elsewhere, or none."""
    if record.reading.head_file or not record.reading.head or record.reading.markup != "markdown":
        raise CannotRunError(f"{record.path} has no front matter of its own; change it by hand")


def _text(draft: Draft, record: Record) -> str:
    return draft.texts.get(record.path, record.text)
