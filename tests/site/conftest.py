"""A built site, a server for it, and a browser that records every request."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from adr.project import find
from adr.site.engine_mkdocs import build

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "lighthouse"
AS_OF = "2026-11-01"

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stage trees in a folder of the run's own, not in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its own."""


Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a folder on a free port of this machine; returns its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site, built once."""
    output = tmp_path_factory.mktemp("example") / "site"
    build(find(EXAMPLE), output, as_of=AS_OF, strict=True)
    return output


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skipped where there is none, unless ADR_REQUIRE_BROWSER is set."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("ADR_REQUIRE_BROWSER"):
            pytest.fail("ADR_REQUIRE_BROWSER is set, but there is no chromium on the path")
        pytest.skip("no chromium on the path: `apt-get install chromium`")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield found
        found.close()


def searched(site: Path, name: str = "index") -> Any:
    """Return what a file of the site's search hands to the browser."""
    text = (site / "search" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text.partition(f").{name} = ")[2].rstrip().removesuffix(";"))


class Visit:
    """One browser page, with the addresses that it asked for and the errors that it logged."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def outside(self, base: str) -> list[str]:
        """Return the requests that left the site."""
        return [url for url in self.requests if not url.startswith((base, "data:", "blob:"))]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a page: `visit(scheme="dark", width=390)`."""
    contexts = []

    def start(scheme: str = "light", width: int = 1280, *, script: bool = True) -> Visit:
        colours: Literal["dark", "light"] = "dark" if scheme == "dark" else "light"
        height = 900
        context = browser.new_context(
            color_scheme=colours, viewport={"width": width, "height": height}, java_script_enabled=script
        )
        contexts.append(context)
        return Visit(context.new_page())

    yield start
    for context in contexts:
        context.close()


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true on a page; Playwright's own way is refused by a strict policy of the page."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}")
