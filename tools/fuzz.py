"""Feeds what nobody would write to the reader, the rules and the outputs: ``python3 tools/run.py fuzz``.

Two targets are driven by atheris, which changes records wherever that reaches new lines of the program: ``head`` is the
bytes between the fences, ``record`` all bytes of a file, in any kind and dialect. Hypothesis draws the rest: values of
the fields that a kind has. An input that raises is written to ``.fuzz/`` and ends the run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".fuzz"
"""Where what was learned, and what failed, is kept from run to run."""

SHARES = {"head": 90_000, "record": 90_000, "fields": 20_000}
"""How many inputs each target gets, of 200,000."""

LONGEST = 8_192
"""Bytes of an input: what takes more is a bomb, and has tests of its own."""

OTHERS = Path(os.environ.get("ADR_SHARED", ROOT.parent / "shared")) / "corpora"
"""Records of other projects, where they lie beside this one."""


def main() -> int:
    """Run one target in this process, or all of them, each in its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", choices=list(SHARES), help="one of the targets; all without")
    parser.add_argument("--runs", type=int, help="how many inputs it gets; all together get 200,000 without")
    asked = parser.parse_args()
    if asked.target in ("head", "record"):
        return drive(asked.target, asked.runs or SHARES[asked.target])
    if asked.target == "fields":
        return properties(asked.runs or SHARES["fields"])
    total = sum(SHARES.values())
    for target, share in SHARES.items():
        runs = str((asked.runs or total) * share // total)
        print(f"== {target}: {runs} inputs", flush=True)
        if code := subprocess.call([sys.executable, __file__, target, "--runs", runs]):
            return code
    return 0


def properties(runs: int) -> int:
    """Run the property tests of whole records on values that no run has seen."""
    environment = {**os.environ, "ADR_HYPOTHESIS": "search", "ADR_EXAMPLES": str(runs)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "tests/test_robust.py", "-k", "check"]
    return subprocess.call(command, cwd=ROOT, env=environment)


def drive(target: str, runs: int) -> int:
    """Let atheris change the seeds until `runs` inputs have passed; what raises ends the process."""
    import atheris

    known = FOLDER / target
    known.mkdir(parents=True, exist_ok=True)
    started_with = tuple(seeds(target))
    for number, seed in enumerate(started_with):
        (known / f"seed-{number}").write_bytes(seed)
    with atheris.instrument_imports(include=["adr"], enable_loader_override=False):
        check = checking(target)
        for seed in started_with[:50]:  # so that what is imported late is watched too
            check(seed)
    limits = [f"-runs={runs}", f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={FOLDER}/{target}-", str(known)], check)
    atheris.Fuzz()
    return 0


def seeds(target: str) -> Iterator[bytes]:
    """Yield records that people wrote, as inputs of a target."""
    folders = [ROOT / "adrs", ROOT / "learnings", ROOT / "playbooks", ROOT / "examples", OTHERS]
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.rglob("*.md"))]
    for number, file in enumerate(files):
        data = bytes([number % 256]) + file.read_bytes()
        if target == "head":
            data = data[1:].split(b"\n---\n", 1)[0].removeprefix(b"---\n")
        if data and len(data) <= LONGEST:
            yield data


def checking(target: str) -> Callable[[bytes], None]:
    """Return what is done with an input: read it, check it beside a record that it may name, tell what was found."""
    from adr.check import check
    from adr.dialect import dialect, names
    from adr.finding import Finding
    from adr.graph import Graph
    from adr.output import Report, rendered
    from adr.people import Person, Register
    from adr.project import find
    from adr.record import Entry
    from adr.report import index
    from adr.source import read_data

    folder = tempfile.mkdtemp()
    Path(folder, "adr.toml").write_text("", encoding="utf-8")
    project = find(Path(folder))
    mary = Person("m.okafor", "Mary Okafor", "person", "credit", "", "", "2026-06-30", ())
    register = Register({"m.okafor": mary}, {"iso-27001": frozenset(["A.5"])})
    dialects = [name for name in sorted(names()) if not dialect(name).file_beside("x/README.md")]
    ways = [("native", place) for place in project.places]
    if target == "record":
        ways = [(name, place) for name in dialects for place in project.places]
    head = b"---\nid: ADR-0002\nkind: decision\ntitle: Use a queue\nstatus: accepted\ndate: 2026-01-01\nowner: x\n---\n"
    other = read_data(project.places[0], "adrs/ADR-0002-x.md", head, "native")

    def tell(entry: Entry) -> None:
        graph = Graph([entry, other], project.kinds, lambda _: False)
        found: tuple[Finding, ...] = check(project, graph, register, None, "2026-11-01")
        report = Report(found, 2, len(graph.unreadable), entries=graph.entries)
        for output in ("text", "json", "sarif"):
            rendered(output, report)
        index(graph)

    def run(data: bytes) -> None:
        way, place = ways[data[0] % len(ways)] if data else ways[0]
        text = b"---\n" + data + b"\n---\n\n# Use PostgreSQL\n" if target == "head" else data[1:]
        name = f"{place.folder}/{place.kind.prefix}-0001-x.md" if way == "native" else f"{place.folder}/0001-x.md"
        tell(read_data(place, name, text, way))

    return run


if __name__ == "__main__":
    sys.exit(main())
