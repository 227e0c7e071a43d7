"""Runs one command of adr-tools and prints what it answers."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from adr.adrtools.answer import Answer
from adr.adrtools.layout import MissingFolderError
from adr.discovery import load, names
from adr.finding import CannotRunError, internal_error, printable


def run(arguments: Sequence[str]) -> int:
    """Answer `arguments`, print, and return the exit code: 0, or 1 for what cannot be done, as adr-tools has it."""
    try:
        answer = _answer(arguments)
        _print(answer.err, sys.stderr)
        _print(answer.out, sys.stdout)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader has gone; the exit must not fail on it
        return 0
    except KeyboardInterrupt:
        return 130
    return answer.code


def _answer(arguments: Sequence[str]) -> Answer:
    """Run a command; the list of all, and exit code 1, where there is no such one."""
    name = arguments[0].replace("-", "_") if arguments else ""
    try:
        if name not in names("adrtools.commands"):
            helped: Answer = load("adrtools.commands", "help", "run")([])
            return Answer(helped.out, helped.err, 1)
        if list(arguments[1:]) in (["-h"], ["--help"]):
            return Answer(load("adrtools.commands", name, "HELP"))
        answer: Answer = load("adrtools.commands", name, "run")(arguments[1:])
    except MissingFolderError as error:
        return Answer(f"{error}\n", code=1)
    except CannotRunError as error:
        return Answer(err=f"adr: {error}\n", code=1)
    except OSError as error:
        return Answer(err=f"adr: {error.filename or 'adr'}: {error.strerror or error}\n", code=1)
    except Exception as error:
        if os.environ.get("ADR_DEBUG"):
            raise
        return Answer(err=f"{internal_error(error)}\n", code=2)
    return answer


def _print(text: str, stream: object) -> None:
    """Write `text` as the bytes that it was read as; on a terminal without what the terminal would obey."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
        stream.write(printable(text) if stream.isatty() else text)
        stream.flush()
