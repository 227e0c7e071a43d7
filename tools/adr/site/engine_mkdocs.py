"""MkDocs, run in this process: build once, or serve and rebuild on change."""

from __future__ import annotations

import io
import json
import logging
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adr.finding import CannotRunError
from adr.html import escape
from adr.project import Project
from adr.site import ledger, pagefind
from adr.site.ledger import Ledger, Summary

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from adr.mkdocs_plugin import PlaybookPlugin


def build(project: Project, output: Path, *, as_of: str = "", strict: bool = False) -> Summary:
    """Build the site into `output`. Raises CannotRunError with the engine's words where it fails."""
    kept = ledger.place(project, output)
    last = ledger.load(kept)
    sources = ledger.sources(project, output, as_of)
    if last.told and last.sources == sources + ledger.contents(last.others) and last.fits(output):
        return last.told
    with _engine() as warnings, tempfile.TemporaryDirectory() as folder:
        told = _renew(project, output, Path(folder), as_of, warnings, kept, sources)
        if strict and warnings.messages:
            raise CannotRunError("the site was built, but with warnings:\n" + "\n".join(warnings.messages))
        return told


def _renew(
    project: Project,
    output: Path,
    folder: Path,
    as_of: str,
    warnings: _Warnings,
    kept: Path,
    sources: str = "",
    serve_url: str = "",
) -> Summary:
    """Build what the last build into `output` left is not the same, and keep account of it in `kept`.

    The engine writes into `folder`; the site is touched only when it is done, so a build that fails leaves it as it is.
    """
    from adr.site.again import Again

    built, empty = folder / "built", folder / "empty"
    empty.mkdir(exist_ok=True)
    shutil.rmtree(built, ignore_errors=True)
    again = Again(output, ledger.load(kept))
    config, plugin = _configure(project, built, empty, as_of, warnings)
    if serve_url:
        config.site_url = serve_url
    plugin.again = again
    _run(config, warnings, serve_url)
    made = again.settle(built)
    if plugin.paged:
        pagefind.index(output)
        made |= {path: ("", about) for path, about in ledger.listing(output / "pagefind", "pagefind/")}
    staged = plugin.staged
    assert staged is not None  # noqa: S101 - set by every build
    told = Summary(
        staged.built.as_of, staged.built.commit, staged.records, staged.unreadable, staged.errors, staged.unreached
    )
    others = (*plugin.besides, *staged.outside)
    whole = f"{sources}{ledger.contents(others)}" if sources and plugin.known and not warnings.messages else ""
    ledger.save(kept, Ledger(whole, others, made if plugin.known else {}, told))
    return told


def serve(project: Project, host: str, port: int, *, as_of: str = "") -> Iterator[str]:
    """Serve the site and rebuild on change until interrupted; yields the address once it is ready.

    A change that cannot be built is reported on standard error, and the last good site stays.
    """
    from mkdocs.livereload import LiveReloadServer

    with _engine() as warnings, tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "site"
        address = f"http://{host}:{port}/"

        def builder() -> None:
            from adr.project import find

            try:
                kept = Path(folder) / "ledger"
                _renew(
                    find(project.root, project.config), output, Path(folder), as_of, warnings, kept, serve_url=address
                )
            except CannotRunError as error:
                print(f"adr: {error}", file=sys.stderr)

        try:
            socket.create_server((host, port)).close()
        except OSError as error:
            raise CannotRunError(f"cannot serve at {address}: {error.strerror}; `--port` takes another") from None
        builder()
        server = LiveReloadServer(builder=builder, host=host, port=port, root=str(output), mount_path="/")
        for path in project.sources:
            server.watch(str(path))
        yield address
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


class _Warnings(logging.Handler):
    """Keeps what the engine warns of, for `strict` and for error messages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "'dirty' build" not in record.getMessage():  # ours is none that leaves old links
            self.messages.append(record.getMessage())


@contextmanager
def _engine() -> Iterator[_Warnings]:
    """Listen to the engine's log, and keep it off the terminal."""
    handler = _Warnings()
    logger = logging.getLogger("mkdocs")
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def _configure(
    project: Project, output: Path, empty: Path, as_of: str, warnings: _Warnings
) -> tuple[MkDocsConfig, PlaybookPlugin]:
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    own = project.engine_config
    overrides: dict[str, Any] = {"site_dir": str(output)}
    docs = project.root / project.docs
    overrides["docs_dir"] = str(docs if docs.is_dir() else empty)
    if "directory-urls" in project.site:
        overrides["use_directory_urls"] = project.site["directory-urls"]
    if "url" in project.site:
        overrides["site_url"] = project.site["url"]
    source = str(own) if own else _default(project)
    try:
        config = load_config(source, **overrides)
    except (Abort, ConfigurationError) as error:
        where = own.name if own else "the site's settings"
        raise CannotRunError("\n".join([f"{where}: {error}", *warnings.messages])) from None
    plugin = config.plugins.get("adr")
    if plugin is None:
        raise CannotRunError(
            "mkdocs.yml: add `adr` to `plugins`, so that the site holds the records, or set `site.config` to nothing"
        )
    plugin.use(project, as_of)
    return config, plugin


def _default(project: Project) -> io.BytesIO:
    """Return the configuration of a project that has none of its own."""
    stated = {"site_name": escape(project.name), "theme": {"name": "material"}, "plugins": ["adr"]}
    file = io.BytesIO(json.dumps(stated).encode())
    file.name = str(project.root / "mkdocs.yml")
    return file


def _run(config: MkDocsConfig, warnings: _Warnings, serve_url: str) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.exceptions import Abort, MkDocsException

    warnings.messages.clear()
    config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
    try:
        mkdocs_build(config, serve_url=serve_url or None, dirty=True)  # what is not modified, the last build left
    except (Abort, MkDocsException) as error:
        raise CannotRunError("\n".join([*warnings.messages, str(error)])) from None
    finally:
        config.plugins.on_shutdown()
