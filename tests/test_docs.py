"""The console blocks of the documentation print what they say. ``python tests/test_docs.py`` writes what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    page
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
    if "```console" in page.read_text(encoding="utf-8")
]
DAY = "2026-03-20"
"""The day on which the commands of the documentation check records."""

BLOCK = re.compile(r"^```(\w+)(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)


def replay(text: str, folder: Path) -> str:
    """Return `text` with the real output below every ``$ command`` of its console blocks, run in `folder` in order.

    A block with a title is a file: it is written before the commands below it run.
    """

    def step(block: re.Match[str]) -> str:
        language, info, body = block.groups()
        if title := re.search(r'title="([^"]+)"', info):
            file = folder / title[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
        if language != "console":
            return block[0]
        commands = [line for line in body.splitlines() if line.startswith("$ ")]
        return f"```console{info}\n" + "".join(f"{line}\n{output(line[2:], folder)}" for line in commands) + "```"

    return BLOCK.sub(step, text)


def output(line: str, folder: Path) -> str:
    """Return what a shell prints for `line`, the scratch folder shown as a reader's own."""
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {"PATH": tools, "HOME": str(folder.parent), "XDG_CACHE_HOME": str(folder.parent / "cache")}
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**surroundings, "ADR_CHECK_AS_OF": DAY, "LC_ALL": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull},
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout.replace(str(folder), "/home/you/handbook")


def scratch(parent: Path) -> Path:
    folder = parent.resolve() / "handbook"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_console_blocks_are_what_the_commands_print(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert replay(text, scratch(tmp_path)) == text, "`python tests/test_docs.py` writes what the commands print now"


def test_a_block_with_a_title_is_a_file(tmp_path: Path) -> None:
    folder = scratch(tmp_path)
    text = '```text title="notes/a.md"\nhello\n```\n\n```console\n$ cat notes/a.md\n```\n'
    assert replay(text, folder).endswith("```console\n$ cat notes/a.md\nhello\n```\n")
    assert (folder / "notes" / "a.md").read_text() == "hello\n"


if __name__ == "__main__":
    for page in PAGES:
        with tempfile.TemporaryDirectory() as parent:
            before = page.read_text(encoding="utf-8")
            page.write_text(replay(before, scratch(Path(parent))), encoding="utf-8")
