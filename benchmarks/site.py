"""Measures builds of the site against plain MkDocs and Zensical over the same pages: ``python -m benchmarks.site``.

CPU seconds are those of all of a command's processes. The rivals get the records as pages of their docs folder, out of
the navigation, on the Material theme with its search. Zensical is measured where a command of that name is given.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.records import generate

_SETTINGS = (
    "site_name: Plain\ntheme: {name: material, font: false}\nnav: [index.md]\nnot_in_nav: '*.md'\nplugins: [search]\n"
    "markdown_extensions: [admonition, attr_list, {toc: {permalink: true}}, pymdownx.highlight, pymdownx.superfences]\n"
)


def plain(records: Path, root: Path) -> None:
    """Write a project for the rivals that has the same pages."""
    docs = root / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    for folder in [records / "adrs", *sorted(records.glob("part-*"))]:
        for path in folder.glob("*.md"):
            shutil.copyfile(path, docs / path.name)


def timed(command: list[str], root: Path, cache: Path) -> tuple[float, float, float]:
    """Run a command; return its seconds, CPU seconds and the MB of its largest process."""
    start = time.perf_counter()
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache), "NO_MKDOCS_2_WARNING": "1"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=root, stdout=quiet, stderr=quiet, env=surroundings)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def edit(root: Path, line: str) -> Path:
    """Add a line to a record."""
    path = next((root / "adrs").glob("ADR-0005-*"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    return path


def visible(root: Path, cache: Path, port: int) -> float:
    """Return the seconds from an edit until `adr serve` shows it."""
    command = [sys.executable, "-m", "adr", "-C", str(root), "serve", "--port", str(port), "--as-of", "2026-11-01"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": str(cache)}
    )
    try:
        assert server.stdout is not None  # noqa: S101 - piped above
        server.stdout.readline()
        time.sleep(3)
        path = edit(root, "Seen while it is served.")
        start = time.perf_counter()
        address = f"http://127.0.0.1:{port}/adrs/{path.stem}/"
        while time.perf_counter() - start < 60:  # noqa: PLR2004 - then it never comes
            with urllib.request.urlopen(address) as answer:
                if b"Seen while it is served." in answer.read():
                    return time.perf_counter() - start
            time.sleep(0.05)
        raise SystemExit("an edit was not shown within a minute")
    finally:
        server.terminate()
        server.wait(20)


def measure(count: int, zensical: str, port: int, *, served: bool) -> None:
    """Print a row for each build of `count` records."""
    with tempfile.TemporaryDirectory() as folder:
        root, rival, cache = Path(folder) / "ours", Path(folder) / "plain", Path(folder) / "cache"
        generate(root, count)
        plain(root, rival)
        ours = [sys.executable, "-m", "adr", "-C", str(root), "build", "--as-of", "2026-11-01"]
        builds = {"plain MkDocs Material": ([sys.executable, "-m", "mkdocs", "build", "-q"], rival)}
        builds |= {"Zensical": ([zensical, "build", "--clean"], rival)} if zensical else {}
        builds |= dict.fromkeys(("adr build, nothing kept", "adr build, nothing changed"), (ours, root))
        yardstick = 0.0
        for name, (command, where) in [*builds.items(), ("adr build, one edit", (ours, root))]:
            if name.endswith("one edit"):
                edit(root, "One more.")
            seconds, cpu, memory = timed(command, where, cache)
            yardstick = yardstick or cpu
            print(
                f"| {count} | {name} | {seconds:.2f} | {cpu:.2f} | {cpu / yardstick:.2f} | {memory:.0f} |", flush=True
            )
        if served:
            print(
                f"| {count} | adr serve, an edit until it shows | {visible(root, cache, port):.2f} | | | |", flush=True
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[1000])
    parser.add_argument("--zensical", default=shutil.which("zensical") or "", help="the command to measure")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--serve", action="store_true", help="measure how soon an edit shows")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print(
        "| records | build | seconds | CPU seconds | x plain MkDocs | MB |\n| ---: | --- | ---: | ---: | ---: | ---: |"
    )
    for count in options.records:
        measure(count, options.zensical, options.port, served=options.serve)


if __name__ == "__main__":
    main()
