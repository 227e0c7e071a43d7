"""The house rules: style, types, the way imports run, and our own records."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from adr.cli import run
from adr.history import head

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tools" / "adr"


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["importlinter.cli", "lint-imports"],
    ],
    ids=" ".join,
)
def test_tool_finds_nothing(command: list[str]) -> None:
    name, *arguments = command
    if name == "importlinter.cli":
        full = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    else:
        full = [sys.executable, "-m", name, *arguments]
    done = subprocess.run(full, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_and_functions_are_short() -> None:
    long = []
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT)
        if text.count("\n") > 300:
            long.append(f"{name} has {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                size = sum(map(_lines, node.body[1:] if ast.get_docstring(node) else node.body))
                if size > 40:
                    long.append(f"{name}:{node.lineno} {node.name} has {size} lines")
    assert long == []


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize(
    "folder,day", [(".", ""), ("examples/lighthouse", "2026-09-14"), ("examples/eip", "2026-03-20")]
)
def test_our_own_records_are_in_order(folder: str, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    commit = head(ROOT)
    day = day or (commit.date if commit else date.today().isoformat())
    check = ["-C", str(ROOT / folder), "check", "--strict", "--base", "", "--as-of", day]
    assert run(check) == 0, capsys.readouterr().out
