"""Records made to use up time and memory, and what each costs a command: ``python -m benchmarks.bombs``.

Every one stands beside one plain record in a project of its own, and every command is a process of its own, whose time
and greatest resident memory the operating system counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "adrs/ADR-0001-use-postgresql.md"
OTHER = "adrs/ADR-0002-x.md"
"""A plain record beside it, which it may cite."""

HEAD = "id: ADR-0001\nkind: decision\ntitle: Use PostgreSQL\nstatus: accepted\ndate: 2026-03-02\nowner: m.okafor\n"
HEAD += "impact: high\n"
LEVELS = 9
"""Aliases of aliases: each level has nine times what the one below has."""

_MEASURE = """
import os, signal, sys, time
started = time.monotonic()
process = os.fork()
if not process:
    os.dup2(1, 2)
    os.execv(sys.argv[2], sys.argv[2:])
signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
signal.setitimer(signal.ITIMER_REAL, float(sys.argv[1]))
_, status, usage = os.wait4(process, 0)
print(status, usage.ru_maxrss, time.monotonic() - started, usage.ru_utime + usage.ru_stime, file=sys.stderr)
"""


def head(more: str) -> str:
    """Return a record whose front matter goes on with `more`."""
    return f"---\n{HEAD}{more}\n---\n\n# Use PostgreSQL\n"


def body(text: str) -> str:
    """Return a record with a text."""
    return f"---\n{HEAD}---\n\n# Use PostgreSQL\n\n{text}\n"


def _laughs(first: str, level: str) -> str:
    """Return a value called a0, and levels above it that are made of nine of the level below, called BELOW."""
    lines = [f"a0: &a0 {first}"]
    lines += [f"a{n}: &a{n} {level.replace('BELOW', f'*a{n - 1}')}" for n in range(1, LEVELS + 1)]
    return "\n".join(lines)


def _relations(count: int) -> str:
    return "relations:\n  relates-to:\n" + "".join(f"    - ADR-{n:04d}\n" for n in range(2, count + 2))


def _columns(count: int) -> str:
    return f"{'|a' * count}|\n{'|-' * count}|\n" + f"{'|b' * count}|\n" * 20


BOMBS: Mapping[str, Callable[[], str]] = {
    "aliases of aliases": lambda: head(_laughs("[lol]", f"[{', '.join(['BELOW'] * 9)}]")),
    "merge keys of merge keys": lambda: head(
        _laughs("{k: lol}", "{" + ", ".join(f"k{n}: {{<<: BELOW}}" for n in range(9)) + "}")
    ),
    "a file of 50 MB": lambda: body("x" * 79 + "\n") + ("x" * 79 + "\n") * 655_360,
    "100,000 keys": lambda: head("".join(f"k{n}: 1\n" for n in range(100_000))),
    "20,000 keys, within the limit": lambda: head("".join(f"k{n}: 1\n" for n in range(20_000))),
    "20,000 keys of ours": lambda: head("".join(f"x-{n}: no\n" for n in range(20_000))),
    "20,000 equal keys": lambda: head("k: 1\n" * 20_000),
    "nesting of 10,000 in brackets": lambda: head("tags: " + "[" * 10_000 + "]" * 10_000),
    "nesting of 10,000 in braces": lambda: head("tags: " + "{a: " * 10_000 + "1" + "}" * 10_000),
    "nesting of 700 in lines": lambda: head("tags:\n" + "".join(" " * n + "a:\n" for n in range(1, 700))),
    "nesting of 10,000 in dashes": lambda: head("tags:\n" + "- " * 10_000 + "a"),
    "nesting of 100 in brackets": lambda: head("x-a: " + "[" * 100 + "]" * 100),
    "a number of 100,000 digits": lambda: head("x-a: " + "1" * 100_000),
    "a number of 100,000 digits for a date": lambda: head("review-by: " + "1" * 100_000),
    "a key of 100,000 letters": lambda: head("k" * 100_000 + ": 1"),
    "an octal number of 100,000 digits": lambda: head("x-a: 0" + "7" * 100_000),
    "a number of 1,000,000 digits": lambda: head("x-a: " + "1" * 1_000_000),
    "a key of 1,000,000 letters": lambda: head("k" * 1_000_000 + ": 1"),
    "a title of 200,000 letters": lambda: head("").replace("title: Use", "title: " + "Use " * 50_000),
    "100,000 tags": lambda: head("tags: [" + "a, " * 80_000 + "a]"),
    "50,000 numbers as tags": lambda: head("tags: [" + "1, " * 50_000 + "1]"),
    "5,000 relations": lambda: head(_relations(5_000)),
    "5,000 relations of unknown names": lambda: head(
        "relations:\n" + "".join(f"  r{n}: [ADR-{n:04d}]\n" for n in range(5_000))
    ),
    "5,000 actions": lambda: head("actions:\n" + "".join(f"  - {{id: A{n}, status: open}}\n" for n in range(5_000))),
    "front matter that never ends": lambda: f"---\n{HEAD}" + "a: b\n" * 300_000,
    "a line of 1 MB": lambda: body("word " * 200_000),
    "a word of 1 MB": lambda: body("a" * 1_000_000),
    "hyphens and digits, 1 MB": lambda: body("a-1" * 333_333),
    "70,000 ids of no record": lambda: body("See ADR-0003. " * 70_000),
    "70,000 ids of another record": lambda: body("See ADR-0002. " * 70_000),
    "70,000 ids of another record, in other letters": lambda: body("é ADR-0002 " * 70_000),
    "50,000 links to another record": lambda: body("[a](ADR-0002-x.md) " * 50_000),
    "10,000 headings": lambda: body("## Heading\n\n" * 10_000),
    "10,000 headings of different names": lambda: body("".join(f"## Heading {n}\n\n" for n in range(10_000))),
    "10,000 sections, all the same": lambda: body("## Considered Options\n\n- a\n\n" * 10_000),
    "10,000 links": lambda: body("".join(f"[a]({n}.md)\n" for n in range(10_000))),
    "10,000 links in a letter each": lambda: body("[é](é.md)\n" * 10_000),
    "10,000 mentions": lambda: body("".join(f"ADR-{n:04d} " for n in range(10_000))),
    "10,000 images": lambda: body("![a](a.png)\n" * 10_000),
    "10,000 definitions": lambda: body("".join(f"[a{n}]: {n}.md\n" for n in range(10_000))),
    "10,000 footnotes": lambda: body("".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(10_000))),
    "quotes in quotes, 10,000 deep": lambda: body(">" * 10_000 + " a"),
    "quotes in quotes, 1 MB": lambda: body(">" * 1_000_000 + " a"),
    "elements in elements, 10,000 deep": lambda: body("<div>" * 10_000),
    "lists in lists, 10,000 deep": lambda: body("- " * 10_000 + "a"),
    "lists in lists, in lines": lambda: body("".join("  " * n + "- a\n" for n in range(1_000))),
    "a table of 2,000 columns": lambda: body(_columns(2_000)),
    "a table of 20,000 rows": lambda: body("|a|b|\n|-|-|\n" + "|c|d|\n" * 20_000),
    "100,000 opening brackets": lambda: body("[" * 100_000),
    "100,000 brackets, opened and closed": lambda: body("[" * 50_000 + "]" * 50_000),
    "50,000 beginnings of links": lambda: body("[a](" * 50_000),
    "50,000 beginnings of images": lambda: body("![" * 50_000),
    "100,000 asterisks": lambda: body("*" * 100_000),
    "emphasis that never ends": lambda: body("*a **b " * 50_000),
    "runs of backquotes, each longer": lambda: body(" ".join("`" * n for n in range(1, 1_200))),
    "100,000 opening angles": lambda: body("<" * 100_000),
    "50,000 beginnings of comments": lambda: body("<!-- " * 50_000),
    "50,000 beginnings of anchors": lambda: body("<a id='" * 50_000),
    "50,000 beginnings of variables": lambda: body("{{ " * 50_000),
    "50,000 ats": lambda: body("a@" * 50_000),
    "200,000 entities": lambda: body("&amp;" * 200_000),
    "password, 50,000 times": lambda: body("password " * 50_000),
    "1 MB of blank space": lambda: body(" " * 1_000_000 + "a"),
    "1 MB of blank lines": lambda: body("\n" * 1_000_000 + "a"),
    "1 MB of carriage returns": lambda: body("\r" * 1_000_000 + "a"),
    "fences that never end": lambda: body("```\n~~~\n" * 50_000),
}
"""What each record holds, by name."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: exit code, what it printed, seconds in all and of work, MiB of resident memory at most."""

    code: int
    out: str
    seconds: float
    busy: float
    memory: float


def lay(root: Path, text: str) -> None:
    """Make a project of two records, one of which is `text`."""
    (root / "adrs").mkdir(parents=True)
    (root / "adr.toml").write_text("", encoding="utf-8")
    (root / NAME).write_bytes(text.encode())
    (root / OTHER).write_text(
        head("").replace("ADR-0001", "ADR-0002").replace("PostgreSQL", "a queue"), encoding="utf-8"
    )


def run(root: Path, *arguments: str, limit: float = 60) -> Cost:
    """Run the command on a project; a process that goes on for `limit` seconds is killed.

    A small process starts it: what its starter had in memory counts as a process's own.
    """
    command = [sys.executable, "-m", "adr", "-C", str(root), *arguments]
    with tempfile.TemporaryFile() as out:
        measured = subprocess.run(
            [sys.executable, "-S", "-c", _MEASURE, str(limit), *command],
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ, "ADR_CHECK_AS_OF": "2026-06-20"},
            check=True,
        )
        out.seek(0)
        printed = out.read().decode("utf-8", "replace")
    status, kibibytes, seconds, busy = measured.stderr.split()
    exit_code = os.waitstatus_to_exitcode(int(status))
    return Cost(exit_code, printed, float(seconds), float(busy), int(kibibytes) / 1024)


def main() -> None:
    """Print a line for each record and command: seconds, MiB, exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of the records' names; all without")
    parser.add_argument("--command", action="append", help="a command to measure; `check` without")
    chosen = parser.parse_args()
    print("| Record | Command | Seconds | of work | MiB | Exit |\n| --- | --- | ---: | ---: | ---: | ---: |")
    for name, make in BOMBS.items():
        if chosen.names and not any(part in name for part in chosen.names):
            continue
        for command in chosen.command or ["check"]:
            with tempfile.TemporaryDirectory() as folder:
                lay(Path(folder) / "project", make())
                cost = run(Path(folder) / "project", *command.split())
            row = f"| {name} | {command} | {cost.seconds:.2f} | {cost.busy:.2f} | {cost.memory:.0f} | {cost.code} |"
            print(row, flush=True)


if __name__ == "__main__":
    main()
