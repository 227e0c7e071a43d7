"""Waiting for files to change: what an editor saves, as the paths of a knowledge base, without looking all the time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from adr.finding import CannotRunError
from adr.project import BASELINE, OWN_KINDS, SETTINGS, Project, find, root_of

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

_QUIET = 0.15
"""Seconds without a change after which a save counts as done: editors write in several steps."""
_PAUSE = 1.0
"""Seconds between two looks, where the system has no room to tell of changes itself."""
_NOTHING_CHANGED = ("opened", "closed_no_write")
_LISTED = 3


def changes(start: Path, config: Path | None) -> Iterator[tuple[str, ...]]:
    """Yield the paths that changed, from the root: nothing at once, then whenever something has, without end.

    Records, settings, kinds, people and controls count. Settings are read again each time, since they say where records
    are; while they are broken, the folders of before are watched. Raises CannotRunError outside a knowledge base.
    """
    root = start.resolve() if config else root_of(start.resolve())
    if root is None:
        raise CannotRunError(f"no {SETTINGS} in {start.resolve()} or above it; `adr init` makes one")
    settings = (config or root / SETTINGS).resolve()
    watch = _Watch(root, settings)
    try:
        watch.renew()
        yield ()
        while True:
            paths = {watch.events.get()}
            with suppress(Empty):
                while True:
                    paths.add(watch.events.get(timeout=_QUIET))
            changed = watch.relevant(paths)
            if watch.renew() or changed:
                yield changed
    finally:
        watch.end()


def listed(paths: tuple[str, ...]) -> str:
    """Return paths as a line has room for them."""
    further = len(paths) - _LISTED
    return ", ".join(paths[:_LISTED]) + (f" and {further} more" if further > 0 else "")


class _Watch:
    """What is watched: folders with all below them, and the folders in which those, or settings, may appear.

    The system tells of changes; where it has no more room to, they are looked for now and then.
    """

    def __init__(self, root: Path, settings: Path) -> None:
        from watchdog.observers import Observer

        self.root, self.settings = root, settings
        self.named = self._name(settings)
        self.events: SimpleQueue[str] = SimpleQueue()
        self.folders: tuple[str, ...] = ()
        self.watched: dict[Path, bool] = {}
        self.known: frozenset[str] = frozenset()
        self.observer: BaseObserver = Observer()
        self.observer.start()

    def end(self) -> None:
        """Listen no more."""
        self.observer.stop()
        self.observer.join()

    def renew(self) -> bool:
        """Watch what settings say now; tell whether it is something else than before."""
        with suppress(CannotRunError):
            self.folders = _folders(find(self.root, self.settings))
        wanted = {self.root: False, self.settings.parent: False}
        for folder in self.folders:
            path = self.root / folder
            if path.is_dir():
                wanted[path] = True
            elif nearest := next((p for p in path.parents if p.is_dir() and p.is_relative_to(self.root)), None):
                wanted.setdefault(nearest, False)
        if wanted == self.watched:
            return False
        first, self.watched = not self.watched, wanted
        self.observer.unschedule_all()
        try:
            self._listen()
        except OSError:
            from watchdog.observers.polling import PollingObserver

            self.end()
            self.observer = PollingObserver(timeout=_PAUSE)
            self.observer.start()
            self._listen()
        self.known = frozenset(self._files())
        return not first

    def _listen(self) -> None:
        for path, below in self.watched.items():
            with suppress(FileNotFoundError):  # it has gone meanwhile, of which its parent tells
                self.observer.schedule(_handler(self.events), str(path), recursive=below)

    def relevant(self, paths: set[str]) -> tuple[str, ...]:
        """Return which of the paths concern a check; what came and went, as editors' own files do, does not."""
        before, self.known = self.known, frozenset(self._files())
        names = {self._name(Path(path)) for path in paths}
        found = {name for name in names & (before | self.known) if self._concerns(name)}
        return tuple(sorted(found | (before ^ self.known)))

    def _name(self, path: Path) -> str:
        """Return a path from the root; of what lies elsewhere, the path itself."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def _concerns(self, name: str) -> bool:
        return name in (self.named, BASELINE) or any(_below(name, folder) for folder in self.folders)

    def _files(self) -> Iterator[str]:
        """Yield the files that are watched, but for hidden ones."""
        yield from (name for name in (self.named, BASELINE) if (self.root / name).is_file())
        for start in self.folders:
            for folder, folders, names in os.walk(self.root / start):
                folders[:] = [name for name in folders if not name.startswith(".")]
                place = Path(folder).relative_to(self.root)
                yield from ((place / name).as_posix() for name in names if not name.startswith("."))


def _folders(project: Project) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(place.folder for place in project.places), "governance", OWN_KINDS.split("/")[0]]))


def _below(name: str, folder: str) -> bool:
    rest = name.removeprefix(f"{folder}/") if folder else name
    return (not folder or rest != name) and not any(part.startswith(".") for part in rest.split("/"))


def _handler(events: SimpleQueue[str]) -> FileSystemEventHandler:
    """Return what hands on the paths of every event that changed something."""
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in _NOTHING_CHANGED:
                for path in filter(None, (event.src_path, event.dest_path)):
                    events.put(str(path))

    return Handler()
