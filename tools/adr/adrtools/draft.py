"""A change of several records: made as a whole, under the project's lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adr.adrtools.layout import Layout, MissingFolderError, number, records, resolve
from adr.adrtools.status import has_section, title, with_link
from adr.finding import CannotRunError, did_you_mean
from adr.write import FileChange, lock, recover, write


@dataclass(frozen=True, slots=True)
class Draft:
    """The records with their texts as they will be.

    Attributes:
        layout: Where they are.
        paths: All records there, as adr-tools prints them, in order.
        before: Texts as they were read, by path; None for a new record.
        texts: Texts as they will be, by path.
        notes: What the user should know, a line each.
    """

    layout: Layout
    paths: tuple[str, ...]
    before: dict[str, str | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def find(self, reference: str) -> str:
        """Return the path of the record that a reference means; raises CannotRunError."""
        path = resolve(reference, self.paths)
        if path is None:
            if reference.isdigit():
                last = max(map(number, self.paths), default=0)
                hint = f"the last is {last}" if last else "there are none"
            else:
                hint = did_you_mean(reference, map(os.path.basename, self.paths))
            raise CannotRunError(f"no record is `{reference}`; {hint}; nothing was written")
        return path

    def text(self, path: str) -> str:
        """Return a record's text as it will be; raises CannotRunError."""
        if path not in self.texts:
            try:
                with open(path, encoding="utf-8", newline="") as file:
                    self.before[path] = self.texts[path] = file.read()
            except UnicodeDecodeError:
                raise CannotRunError(f"{path} is not UTF-8; nothing was written") from None
        return self.texts[path]

    def add(self, path: str, text: str) -> None:
        """Add a new record."""
        self.before[path] = None
        self.texts[path] = text

    def link(self, source: str, description: str, target: str) -> None:
        """Add a link to the status of one record that leads to another."""
        text = self.text(source)
        if not has_section(text):
            self.notes.append(f"{source} has no section `## Status`; no link was added there")
        link = f"{description} [{title(self.text(target))}]({os.path.basename(target)})"
        self.texts[source] = with_link(text, link)

    def changes(self) -> list[FileChange]:
        """Return what is to be written."""
        folder = Path(os.path.realpath(self.layout.folder))
        changed = [path for path, text in self.texts.items() if text != self.before[path]]
        return [FileChange(folder / os.path.basename(p), self.before[p], self.texts[p]) for p in changed]


@contextmanager
def drafting(layout: Layout) -> Iterator[Draft]:
    """Read which records there are, under the lock; write the draft when it is left without an error."""
    root = Path(layout.root)
    done = recover(root)
    with lock(root):
        try:
            paths = records(layout)
        except MissingFolderError:
            paths = []
        draft = Draft(layout, tuple(paths), notes=done)
        yield draft
        try:
            write(root, draft.changes())
        except UnicodeEncodeError:
            raise CannotRunError("a title or the name of a file is not UTF-8; nothing was written") from None
