"""The MkDocs plugin: plain ``mkdocs build`` publishes the records too. Thin: the compiler does the work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from adr.findable import PAGEFIND
from adr.finding import CannotRunError
from adr.page import AS_IS
from adr.project import Project, find
from adr.record import is_date
from adr.site import pagefind
from adr.site.again import Again, known, read_besides
from adr.site.policy import policy
from adr.site.ready import ReadyPage, permalink
from adr.site.stage import Staged, stage
from adr.site.theme import dress, navigation

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in ``mkdocs.yml``."""

    as_of = config_options.Type(str, default="")


class PlaybookPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Adds a project's staged tree to what MkDocs builds."""

    def __init__(self) -> None:
        self._given: Project | None = None
        self._as_of = ""
        self._folders: list[Path] = []
        self._watch: tuple[Path, ...] = ()
        self._nav: Navigation | None = None
        self._files: Files | None = None
        self.staged: Staged | None = None
        self.again: Again | None = None
        self.known = False
        self.paged = False
        self.besides: tuple[str, ...] = ()

    def use(self, project: Project, as_of: str) -> None:
        """Build that project, rather than the one around ``mkdocs.yml``."""
        self._given, self._as_of = project, as_of

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Dress the theme; read and stage the records; write the navigation where the author wrote none."""
        dress(config)
        try:
            project = self._given or find(Path(config.config_file_path or ".").parent)
            self.staged = stage(
                project,
                as_of=self._as_of or self.config.as_of,
                directory_urls=config.use_directory_urls,
                site=config.site_url or "",
            )
        except CannotRunError as error:
            raise PluginError(f"adr: {error}") from None
        self._folders = [project.root / place.folder for place in project.places if place.folder]
        self._watch = project.sources
        if config.nav is None:
            docs = Path(config.docs_dir)
            pages = [page for page in docs.rglob("*.md") if not self._of_records(page)]
            config.nav = navigation(self.staged.navigation, [page.relative_to(docs).as_posix() for page in pages])
        self._search(config)
        return config

    def _search(self, config: MkDocsConfig) -> None:
        """Give the pages our search, with the register that stands for it without script, unless another is there."""
        assert self.staged is not None  # noqa: S101 - on_config comes first
        other = any(name in config.plugins for name in ("search", "material/search"))
        path = next((path for title, path in self.staged.navigation if title == "All records"), "index.md")
        config.extra["adr_search"] = "" if other else f"{path.removesuffix('.md')}.html"

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Put every staged file among MkDocs's own; a staged one takes the place of the file it was made from."""
        assert self.staged is not None  # noqa: S101 - on_config comes first
        for file in tuple(files):
            if file.abs_src_path and self._of_records(Path(file.abs_src_path)):
                files.remove(file)  # a record, or what lies beside one: it is staged, or it is not published
        mark, titles = permalink(config), dict(_titles(config.nav))
        for path in self.staged.paths:
            made_from = files.get_file_from_path(path)
            if made_from is not None:
                files.remove(made_from)
            staged = str(self.staged.folder / path)
            level = made_from.inclusion if made_from else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, path, abs_src_path=staged, inclusion=level)
            file.dest_uri = path.removesuffix(AS_IS) if path.endswith(AS_IS) else file.dest_uri
            files.append(file)
            if path in self.staged.texts:
                ReadyPage(titles.get(path), file, config, self.staged.texts[path], mark)
        return files

    def on_nav(self, nav: Navigation, files: Files, **_: object) -> Navigation:
        """Date the pages as the records are dated, so that two builds of one commit are the same to the byte."""
        assert self.staged is not None  # noqa: S101 - on_config comes first
        if is_date(self.staged.built.as_of):
            for file in files.documentation_pages():
                if file.page:
                    file.page.update_date = self.staged.built.as_of
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files, **_: object) -> Environment:
        """Say which pages stay as the last build left them, where that is asked for."""
        env.filters["adr_policy"] = policy
        self._files = files
        self.known, self.besides = known(config), read_besides(config)
        if self.again is not None and self.known and self._nav is not None:
            self.again.decide(config, files, self._nav)
        return env

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Give the search what it knew of the pages that stay, or have Pagefind read them."""
        for plugin in config.plugins.values():
            index = getattr(plugin, "search_index", None)
            if index is not None and self.again is not None and self._files is not None:
                pages = [file.page for file in self._files.documentation_pages() if file.page]
                index.entries = self.again.index(pages, index.entries)
        assert self.staged is not None  # noqa: S101 - on_config comes first
        self.paged = bool(config.extra.get("adr_search")) and self.staged.search == PAGEFIND
        if self.paged and self.again is None:  # else it reads the whole site, once the pages that stay are there
            try:
                pagefind.index(Path(config.site_dir))
            except CannotRunError as error:
                raise PluginError(f"adr: {error}") from None

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Let go of what the page needed while it was built."""
        if isinstance(page, ReadyPage):
            page.forget()
        return output

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Rebuild when a record changes."""
        for path in self._watch:
            server.watch(str(path))
        return server

    def _of_records(self, path: Path) -> bool:
        """Tell whether a file lies in a record folder."""
        return any(path.resolve().is_relative_to(folder) for folder in self._folders)


def _titles(nav: object) -> Iterator[tuple[str, str]]:
    """Yield path and title of every page to which the navigation gives a title."""
    for item in nav if isinstance(nav, list) else ():
        for title, below in item.items() if isinstance(item, dict) else ():
            if isinstance(below, str):
                yield below, str(title)
            else:
                yield from _titles(below)
