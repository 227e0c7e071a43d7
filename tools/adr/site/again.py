"""Building a site again: pages that would come out as they are, are neither drawn nor written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from adr.site.ledger import Ledger, Stamp, key, listing, program, stamp
from adr.site.ready import ReadyPage

_PLUGINS = frozenset({"adr", "search", "material/search"})
_EXTENSIONS = frozenset((
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "md_in_html", "meta",
    "smarty", "tables", "toc",
))  # fmt: skip
_NO_SETTING = frozenset((
    "site_dir", "docs_dir", "plugins", "hooks", "theme", "nav", "exclude_docs", "draft_docs", "not_in_nav",
))  # fmt: skip
_INDEX = "search/search_index.json"


class Again:
    """What one build can take from the last one into `output`, as its ledger says."""

    def __init__(self, output: Path, last: Ledger) -> None:
        self.output = output
        self._last = last
        self._keys: dict[str, str] = {}
        self._kept: set[str] = set()
        self._environment = ""

    def decide(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Mark every file that need not be made again. Called when all pages are read and none is drawn."""
        self._environment = key(program(), _settings(config), [*_of_nav(nav.items)])
        there = dict(listing(self.output)) if self.output.is_dir() else {}
        whole = _INDEX not in self._last.made or there.get(_INDEX) == self._last.made[_INDEX][1]
        for file in files:
            made_from = self._key(file)
            if not made_from:
                continue
            self._keys[file.dest_uri] = made_from
            if whole and (made_from, there.get(file.dest_uri)) == self._last.made.get(file.dest_uri):
                self._kept.add(file.dest_uri)
                file.is_modified = _not_modified  # type: ignore[method-assign]

    def _key(self, file: File) -> str:
        """Return what a file of the site is made from; empty for a page that somebody else's code draws."""
        if isinstance(file.page, ReadyPage):
            return key(self._environment, Path(str(file.abs_src_path)).read_bytes())
        if file.is_documentation_page() or file.abs_src_path is None:
            return ""
        return key(file.abs_src_path, stamp(file.abs_src_path))

    def index(self, pages: Sequence[Page], entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the entries of the search for all pages in order: new ones, and the old ones of pages that stay."""
        if not self._kept:
            return list(entries)
        found: dict[str, list[Mapping[str, Any]]] = {}
        path = self.output / _INDEX
        kept = {page.url for page in pages if page.file.dest_uri in self._kept}
        old = json.loads(path.read_bytes())["docs"] if path.is_file() else []
        for entry in [*(entry for entry in old if _page(entry) in kept), *entries]:
            found.setdefault(_page(entry), []).append(entry)
        return [entry for page in pages for entry in found.get(page.url, [])]

    def settle(self, built: Path) -> dict[str, tuple[str, Stamp]]:
        """Move what was made into the output, where it differs; remove what is no longer part of the site."""
        self.output.mkdir(parents=True, exist_ok=True)
        new = dict(listing(built))
        wanted = new.keys() | self._kept
        for path, _ in list(listing(self.output)):
            if path not in wanted and not path.startswith("."):
                (self.output / path).unlink()
                _prune((self.output / path).parent, self.output)
        for path in new:
            target = self.output / path
            if not _same(built / path, target):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(built / path, target)
        return {path: (self._keys.get(path, ""), about) for path, about in listing(self.output) if path in wanted}


def known(config: MkDocsConfig) -> bool:
    """Tell whether all that draws pages is known: no plugin, hook or extension that may read or write anything else."""
    file = Path(config.config_file_path or "")
    text = file.read_text("utf-8") if file.is_file() else ""
    extensions = all(
        name in _EXTENSIONS or (name.startswith("pymdownx.") and name != "pymdownx.snippets")
        for name in map(str, config.markdown_extensions)
    )
    elsewhere = any(word in text for word in ("INHERIT", "!!python", "!ENV", "!relative"))
    return extensions and not elsewhere and not config.hooks and set(config.plugins) <= _PLUGINS


def read_besides(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the files that the theme's author adds to it."""
    folder = config.theme.custom_dir
    return tuple(f"{folder}/{path}" for path, _ in listing(folder)) if folder else ()


def _settings(config: MkDocsConfig) -> str:
    stated = {name: value for name, value in config.items() if name not in _NO_SETTING}
    plugins = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    theme = (config.theme.name, dict(config.theme), sorted(config.theme.static_templates))
    contents = [(path, Path(path).read_bytes()) for path in read_besides(config)]
    return key(stated, plugins, theme, contents)


def _of_nav(items: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    """Yield what every page shows of the navigation."""
    for item in items:
        drawn = isinstance(item, Page) and not isinstance(item, ReadyPage)
        yield str(item.title), str(getattr(item, "url", "")), repr(sorted(item.meta.items())) if drawn else ""
        if item.children:
            yield ("[",)
            yield from _of_nav(item.children)
            yield ("]",)


def _page(entry: Mapping[str, Any]) -> str:
    return str(entry["location"]).partition("#")[0]


def _same(new: Path, old: Path) -> bool:
    return old.is_file() and old.stat().st_size == new.stat().st_size and old.read_bytes() == new.read_bytes()


def _prune(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it, as far as they are empty."""
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _not_modified() -> bool:
    return False
