"""Measures a register of many records in a browser, and prints a Markdown table: ``python -m benchmarks.register``.

The data is what a build of so many records writes; the page around it is that of a small site, since building ten
thousand pages takes minutes and changes none of these figures. The yardstick is a frame in which nothing happens: where
the machine has other things to do, that takes long too.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import shutil
import statistics
import tempfile
import threading
from pathlib import Path
from typing import Any

from benchmarks.records import generate
from playwright.sync_api import Page, Route, sync_playwright

from adr.page import Asset, Built, View
from adr.pages.register import pages
from adr.people import read_register
from adr.project import find
from adr.site.engine_mkdocs import build
from adr.source import read_graph

DATA = "adrs/register-data.js"
FEW = 30
RUNS = 5

WHEEL = 120 * 120
"""Pixels in the 120 frames that are measured."""

_SCROLL = """async (way) => {
  const frames = [];
  const end = way || document.documentElement.scrollHeight;
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < 120; i++) {
    scrollTo(0, (end * i) / 120);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""

_IDLE = """async () => {
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < 60; i++) {
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""

_TYPE = """async (words) => {
  const field = document.querySelector("[data-adr=controls] input[type=search]");
  const before = performance.now();
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const filtered = performance.now() - before;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [filtered, performance.now() - before];
}"""

_CLICK = """async (selector) => {
  const before = performance.now();
  document.querySelector(selector).click();
  const done = performance.now() - before;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [done, performance.now() - before];
}"""

_FIRST = """() => {
  const made = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  return [made, performance.now()];
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the table is the output."""


def measure(page: Page, address: str) -> dict[str, float]:
    """Return milliseconds by what was done, from one visit."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".adr-register--live")
    painted, live = page.evaluate(_FIRST)
    found = {"first rows painted, from the page itself": painted, "all rows there to scroll and filter": live}
    idle = page.evaluate(_IDLE)
    found["a frame in which nothing happens, median"] = statistics.median(idle)
    found["a frame in which nothing happens, slowest of twenty"] = statistics.quantiles(idle, n=20)[-1]
    for name, way in {"as fast as a wheel goes": WHEEL, "through all rows in two seconds": 0}.items():
        page.evaluate("scrollTo(0, 0)")
        frames = page.evaluate(_SCROLL, way)
        found[f"a frame while scrolling {name}, median"] = statistics.median(frames)
        found[f"a frame while scrolling {name}, slowest of twenty"] = statistics.quantiles(frames, n=20)[-1]
    found["most rows made at once"] = page.locator("tr[data-phase]").count()
    page.evaluate("scrollTo(0, 0)")
    for name, words in {"the first word typed": "gateway", "one more word typed": "gateway queue"}.items():
        found[f"{name}, until filtered"], found[f"{name}, until painted"] = page.evaluate(_TYPE, words)
    page.evaluate(_TYPE, "")
    for name, selector in {
        "a facet ticked": ".adr-facet input[name=impact]",
        "sorted by title": "th[data-sort=title] button",
    }.items():
        found[f"{name}, until painted"] = page.evaluate(_CLICK, selector)[1]
    return found


def run(count: int) -> None:
    """Measure a register of `count` records and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["XDG_CACHE_HOME"] = str(root / "cache")
        for name, number in (("many", count), ("few", FEW)):
            generate(root / name, number)
        data = _data(root / "many")
        build(find(root / "few"), root / "site", as_of="2026-11-01")
        handler = functools.partial(_Quiet, directory=str(root / "site"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def answer(route: Route) -> None:
            route.fulfill(body=data, content_type="text/javascript")

        with sync_playwright() as playwright:
            path = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            runs = []
            for _ in range(RUNS):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.route(f"**/{DATA}*", answer)
                runs.append(measure(page, f"http://127.0.0.1:{server.server_address[1]}/adrs/?retired=1"))
                page.close()
            browser.close()
        server.shutdown()
    _print(count, data, runs)


def _data(root: Path) -> bytes:
    """Return what a build writes for the register of decisions."""
    project = find(root)
    view = View(project, read_graph(project), read_register(project), (), Built("2026-11-01", ""))
    return next(made.content for made in pages(view) if isinstance(made, Asset) and made.path == DATA)


def _print(count: int, data: bytes, runs: list[dict[str, Any]]) -> None:
    print(f"| {count:,} records, median of {RUNS} visits | |\n| --- | ---: |")
    print(f"| the data, compressed | {len(gzip.compress(data)) / 1000:.0f} kB |")
    print(f"| the data, as it is | {len(data) / 1000:.0f} kB |")
    for name in runs[0]:
        value = statistics.median(run[name] for run in runs)
        print(f"| {name} | {value:.0f}{'' if 'rows made' in name else ' ms'} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000])
    for number in parser.parse_args().counts:
        run(number)
