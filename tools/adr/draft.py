"""Records as they will be, until a change is made as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from adr import amend
from adr.dialect import dialect
from adr.edit import add_item, remove_item, set_value
from adr.finding import CannotRunError
from adr.graph import Graph
from adr.record import Record, read
from adr.write import FileChange

NATIVE = "native"


@dataclass
class Draft:
    """Records as they will be: every text changed so far, by path. Turns into changes at the end."""

    graph: Graph
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def record(self, record: Record) -> Record:
        """Return a record as it will be."""
        text = self.texts.get(record.path)
        if text is None:
            return record
        again = read(record.path, text, record.kind, record.dialect, record.conventions)
        assert isinstance(again, Record)  # noqa: S101 - every edit was read again when it was made
        return again

    def set(self, record: Record, key: str, value: str, by: Record | None = None) -> None:
        """Set a top-level scalar; a new key takes its place in the kind's order. `by` is what supersedes the record."""
        if record.dialect != NATIVE:
            self.texts[record.path] = amend.set_field(self.record(record), key, value, by)
            return
        fields = record.kind.fields
        above = fields[: fields.index(key)] if key in fields else ()
        self.texts[record.path] = set_value(self._text(record), key, value, after=above)

    def set_date(self, record: Record, today: date) -> None:
        """Set the day of the status, in dialects whose date it is."""
        if dialect(record.dialect).dated:
            self.set(record, "date", today.isoformat())

    def add(self, record: Record, keys: Sequence[str], item: str) -> None:
        """Add an item to a list."""
        if record.dialect != NATIVE and not self.record(record).reading.head:
            raise CannotRunError(f"{record.path} is written as {record.dialect}, which has no place for `{keys[0]}`")
        fields = record.kind.fields
        above = fields[: fields.index(keys[0])] if keys[0] in fields else ()
        self.texts[record.path] = add_item(self._text(record), keys, item, after=above)

    def relate(self, source: Record, name: str, target: Record, written: str) -> None:
        """Store a relation where the source's dialect keeps relations."""
        if amend.writes_links(source):
            self.texts[source.path] = amend.add_link(self.record(source), name, target, written.partition("#")[2])
        else:
            self.add(source, ["relations", name], written)

    def remove(self, record: Record, keys: Sequence[str], item: str) -> None:
        """Remove an item from a list."""
        self.texts[record.path] = remove_item(self._text(record), keys, item)

    def changes(self, root: Path) -> list[FileChange]:
        """Return what is to be written."""
        before = {entry.path: entry.text for entry in self.graph.entries}
        texts = sorted(self.texts.items())
        return [FileChange(root / path, before.get(path), text) for path, text in texts if text != before.get(path)]

    def _text(self, record: Record) -> str:
        return self.texts.get(record.path, record.text)
