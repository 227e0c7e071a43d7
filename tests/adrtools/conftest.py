"""What tests of the drop-in share: the command in a process of its own, as scripts call it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Outcome

Run = Callable[..., Outcome]
Started = Callable[..., "subprocess.Popen[bytes]"]


def surroundings(**more: str) -> dict[str, str]:
    """Return an environment without a profile, an editor or a pager, and with a date."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return kept | {"ADR_DATE": "1992-01-12", "LC_ALL": "C.UTF-8"} | more


@pytest.fixture
def start(tmp_path: Path) -> Started:
    """Return a function that starts the command in the temporary folder, or in ``at``, with more environment."""

    def call(*arguments: str, at: Path = tmp_path, **more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "adr", *arguments]
        return subprocess.Popen(
            command, cwd=at, env=surroundings(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    return call


@pytest.fixture
def run(start: Started) -> Run:
    """Return a function that runs the command and returns what came of it."""

    def call(*arguments: str, **more: object) -> Outcome:
        with start(*arguments, **more) as process:
            out, err = process.communicate()
        return Outcome(process.returncode, out.decode("utf-8", "surrogateescape"), err.decode())

    return call


@pytest.fixture
def adr_tools(tmp_path: Path) -> Path:
    """Return the folder ``doc/adr`` of a repository laid out by adr-tools, with two records."""
    folder = tmp_path / "doc" / "adr"
    folder.mkdir(parents=True)
    for number, title in ((1, "Use SQLite"), (2, "Use MySQL")):
        name = f"{number:04d}-{title.lower().replace(' ', '-')}.md"
        (folder / name).write_text(record(number, title))
    return folder


def record(number: int, title: str, status: str = "Accepted") -> str:
    """Return a record's text as adr-tools has it."""
    return f"# {number}. {title}\n\nDate: 1992-01-12\n\n## Status\n\n{status}\n\n## Context\n\nOf {title}.\n"


def status(text: str) -> str:
    """Return what stands in a record's status section."""
    return text.partition("## Status\n\n")[2].partition("\n\n## Context")[0]
