"""Does everything on a fresh machine with Python 3.11: ``python3 tools/run.py demo``, ``test`` or ``fuzz``.

Needs nothing but Python: what the project needs goes into ``.venv``, and is installed again when it changes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DAY = "2026-11-01"
"""The day on which the example is looked at: some of its reviews and actions are late by then."""

EXAMPLE = ROOT / "examples" / "lighthouse"


def demo() -> int:
    """Check the example's records, build its site, serve it until Ctrl-C; without a terminal, end after the build."""
    adr = [str(PYTHON), "-m", "adr", "-C", str(EXAMPLE)]
    for step in (["check", "--as-of", DAY], ["build", "--as-of", DAY]):
        if code := subprocess.call([*adr, *step]):
            return code
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return 0
    try:
        return subprocess.call([*adr, "serve"])
    except KeyboardInterrupt:
        return 0


def test(arguments: list[str]) -> int:
    """Run every test: the package's, the house's (ruff, mypy, import-linter, the docs), and the browser's."""
    return subprocess.call([str(PYTHON), "-m", "pytest", "-n", "auto", *arguments], cwd=ROOT)


def install(groups: list[str]) -> None:
    """Make ``.venv`` hold the project, and the dependency groups asked for, as ``pyproject.toml`` has them."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + " ".join(groups).encode()).hexdigest()
    stamp = VENV / "installed"
    if stamp.is_file() and wanted in stamp.read_text(encoding="utf-8").split():
        return
    print("installing into .venv", file=sys.stderr)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "--upgrade", "pip>=25.1"], cwd=ROOT)
    subprocess.check_call([*pip, "--editable", ".", *(f"--group={group}" for group in groups)], cwd=ROOT)
    with stamp.open("a", encoding="utf-8") as file:
        file.write(f"{wanted}\n")


def main() -> int:
    """Run what the command line asks for."""
    match sys.argv[1:]:
        case ["demo"]:
            install([])
            return demo()
        case ["test", *arguments]:
            install(["dev"])
            return test(arguments)
        case ["fuzz", *arguments]:
            install(["dev", "fuzz"])
            return subprocess.call([str(PYTHON), str(ROOT / "tools" / "fuzz.py"), *arguments], cwd=ROOT)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
