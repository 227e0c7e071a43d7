"""MkDocs, run in this process: build once, or serve and rebuild on change."""

from __future__ import annotations

import io
import json
import logging
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
from adr.site.stage import Staged

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from adr.mkdocs_plugin import PlaybookPlugin


def build(project: Project, output: Path, *, as_of: str = "", strict: bool = False) -> Staged:
    """Build the site into `output`. Raises CannotRunError with the engine's words where it fails."""
    with _engine() as warnings, tempfile.TemporaryDirectory() as empty:
        config, plugin = _configure(project, output, Path(empty), as_of, warnings)
        _run(config, warnings)
        if strict and warnings.messages:
            raise CannotRunError("the site was built, but with warnings:\n" + "\n".join(warnings.messages))
        assert plugin.staged is not None  # noqa: S101 - set by every build
        return plugin.staged


def serve(project: Project, host: str, port: int, *, as_of: str = "") -> Iterator[str]:
    """Serve the site and rebuild on change until interrupted; yields the address once it is ready.

    A change that cannot be built is reported on standard error, and the last good site stays.
    """
    from mkdocs.livereload import LiveReloadServer

    with _engine() as warnings, tempfile.TemporaryDirectory() as folder:
        output, empty = Path(folder) / "site", Path(folder) / "empty"
        empty.mkdir()
        address = f"http://{host}:{port}/"

        def builder() -> None:
            from adr.project import find

            try:
                config, _ = _configure(find(project.root, project.config), output, empty, as_of, warnings)
                config.site_url = address
                _run(config, warnings, serve_url=address)
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


def _run(config: MkDocsConfig, warnings: _Warnings, serve_url: str | None = None) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.exceptions import Abort, MkDocsException

    warnings.messages.clear()
    config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
    try:
        mkdocs_build(config, serve_url=serve_url)
    except (Abort, MkDocsException) as error:
        raise CannotRunError("\n".join([*warnings.messages, str(error)])) from None
    finally:
        config.plugins.on_shutdown()
