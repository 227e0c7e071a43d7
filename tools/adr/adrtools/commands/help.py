"""``adr help``: what the commands do, through a pager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from adr.adrtools.answer import Answer, lines
from adr.discovery import load, names

HELP = """\
usage: adr help [COMMAND [SUBCOMMAND...]]

Tells what a command does, or which commands there are.

The text goes through the pager that ADR_PAGER names, or else PAGER, or else `more`.
"""


def run(arguments: Sequence[str]) -> Answer:
    """Show the help of a command."""
    text = _text([argument.replace("-", "_") for argument in arguments])
    stated = (os.environ.get("ADR_PAGER") or os.environ.get("PAGER") or "").split()
    pager = stated or (["more"] if sys.stdout.isatty() and shutil.which("more") else [])
    if not pager:
        return Answer(text)
    try:
        done = subprocess.run(pager, input=text, text=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return Answer(err=f"adr-help: {pager[0]}: command not found\n", code=127)
    return Answer(code=done.returncode)


def _text(words: Sequence[str]) -> str:
    """Return the help of a command given by its words; the list of commands where there is no such one."""
    commands, reports = names("adrtools.commands"), names("adrtools.reports")
    if len(words) == 1 and words[0] in commands:
        text: str = load("adrtools.commands", words[0], "HELP")
        if words[0] == "generate":
            text += "\nSubcommands:\n" + lines([f"  adr generate {report}" for report in reports])
        return text
    if len(words) == 2 and words[0] == "generate" and words[1] in reports:  # noqa: PLR2004 - a command of two words
        found: str = load("adrtools.reports", words[1], "HELP")
        return found
    listed = lines([f"  {name.replace('_', '-')}" for name in commands])
    return (
        f"usage: adr help COMMAND [ARG] ...\nCOMMAND is one of: \n{listed}"
        "Run 'adr help COMMAND' to be told what it does.\n"
        "The commands beyond those of adr-tools: adr --help.\n"
    )
