"""Measures the command against yardsticks in the same run, and prints a Markdown table: ``make bench``.

The yardsticks are bare Python's start-up, and a bare Python process that scans, stats and reads the same files.
Every figure is the median of interleaved runs. On a shared machine, seconds also say how long one waited for others, so
ratios are of CPU seconds, those of all of a command's processes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.records import generate, generate_adr_tools

BRANCHES = 100
"""How many branches `adr new` looks for numbers on, besides the main one."""

COLD, WARM, EDITED = "adr check, cold", "adr check, warm", "adr check, one file changed"

MOST_COMMANDS = 1_000
"""Records beyond which only commands that are made for many are measured."""

_READ = (
    "import os, sys\n"
    "for folder in sys.argv[1:]:\n"
    "    for entry in os.scandir(folder):\n"
    "        entry.stat()\n"
    "        open(entry.path, 'rb').read()\n"
)


def commands(root: Path) -> dict[str, list[str]]:
    """Return what is measured, by name; the first two are the yardsticks."""
    adr = [sys.executable, "-m", "adr", "-C", str(root)]
    return {
        "bare Python": [sys.executable, "-c", "pass"],
        "bare Python reading the files": [sys.executable, "-c", _READ, *map(str, folders(root))],
        "adr --version": [sys.executable, "-m", "adr", "--version"],
        "adr --help": [sys.executable, "-m", "adr", "--help"],
        "adr list": [*adr, "list"],
        "adr list, no cache": [*adr, "--no-cache", "list"],
        "adr check, no cache": [*adr, "--no-cache", "check"],
        "adr show": [*adr, "show", "ADR-0002"],
        "adr search": [*adr, "search", "queue"],
        f"adr new, {BRANCHES} branches": [*adr, "new", "Use a queue", "--owner", "person-1", "--dry-run"],
        COLD: [*adr, "check"],
        WARM: [*adr, "check"],
        EDITED: [*adr, "check"],
        "adr index --json": [*adr, "index", "--json"],
        "adr generate toc": ["sh", "-c", f'cd "{root}/legacy" && exec "$0" -m adr generate toc', sys.executable],
    }


def folders(root: Path) -> list[Path]:
    """Return the folders that hold records."""
    return [root / "adrs", *sorted(root.glob("part-*"))]


def branch(root: Path) -> None:
    """Put the records into git, on a main branch and on others that each have one record more."""

    def git(*arguments: str, stdin: str = "") -> None:
        subprocess.run(["git", *arguments], cwd=root, input=stdin, text=True, capture_output=True, check=True)

    who = "bench <bench@example.com>"
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message=Records")
    git("fast-import", "--quiet", stdin="".join(_branch(number, who) for number in range(1, BRANCHES + 1)))


def _branch(number: int, who: str) -> str:
    path = f"adrs/ADR-{9000 + number}-branch.md"
    head = f"commit refs/heads/branch-{number}\ncommitter {who} {1_790_000_000 + number} +0000\ndata 0\n"
    return f"{head}from refs/heads/main^0\nM 100644 inline {path}\ndata 2\nx\n\n"


def measure(root: Path, count: int, runs: int) -> dict[str, tuple[float, float, float]]:
    """Return each command's median seconds and CPU seconds over interleaved runs, and the MB of its largest process."""
    cases = commands(root)
    if count > MOST_COMMANDS:
        cases = {name: case for name, case in cases.items() if name.startswith(("bare", "adr list", "adr check"))}
    cache = root.parent / "cache"
    edited = next((root / "adrs").glob("ADR-0005-*"))
    prepare: dict[str, Callable[[], object]] = {
        COLD: lambda: shutil.rmtree(cache, ignore_errors=True),
        EDITED: lambda: edited.write_text(f"{edited.read_text(encoding='utf-8')}\nOne more.\n", encoding="utf-8"),
    }
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    worked: dict[str, list[float]] = {name: [] for name in cases}
    memory = dict.fromkeys(cases, 0.0)
    time.sleep(2.1)  # until the files count as left alone
    for run in range(runs + 1):
        for name, command in cases.items():
            prepare.get(name, lambda: None)()
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=surroundings)
            _, status, usage = os.wait4(process.pid, 0)
            taken = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1):
                raise subprocess.CalledProcessError(process.returncode, command)
            if run:  # the first one compiles
                seconds[name].append(taken)
                worked[name].append(usage.ru_utime + usage.ru_stime)
            memory[name] = max(memory[name], usage.ru_maxrss / 1024)
    median = statistics.median
    return {name: (median(values), median(worked[name]), memory[name]) for name, values in seconds.items()}


def build_seconds(root: Path) -> float:
    """Return the CPU seconds of one full build of the site."""
    before = os.times()
    output = str(root / "site")
    command = [sys.executable, "-m", "adr", "-C", str(root), "build", "--output", output, "--as-of", "2026-11-01"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--build", action="store_true", help="measure a full build of the site too")
    options = parser.parse_args()
    where = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    print(f"{where}, median of {options.runs} interleaved runs; MB is the peak of the largest process.\n")
    print("| records | command | seconds | CPU seconds | x bare Python | x reading the files | MB |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for count in options.records:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "base"
            generate(root, count)
            generate_adr_tools(root / "legacy", count)
            if count <= MOST_COMMANDS:
                branch(root)
            found = measure(root, count, options.runs)
            bare, reading = found["bare Python"][1], found["bare Python reading the files"][1]
            for name, (taken, worked, memory) in found.items():
                ratios = f"{worked / bare:.1f} | {worked / reading:.1f}"
                print(f"| {count} | {name} | {taken:.3f} | {worked:.3f} | {ratios} | {memory:.0f} |", flush=True)
            if options.build:
                print(f"| {count} | adr build | | {build_seconds(root):.1f} | | | |")


if __name__ == "__main__":
    main()
