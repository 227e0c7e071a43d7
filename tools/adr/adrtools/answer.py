"""What a command of adr-tools answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes to standard output and standard error, as it stands, and the exit code."""

    out: str = ""
    err: str = ""
    code: int = 0


def refused(program: str, error: Exception) -> Answer:
    """Return what bash's ``getopts`` and the script around it say of a ``getopt.GetoptError``."""
    letter = getattr(error, "opt", "")
    what = "option requires an argument" if "argument" in str(error) else "illegal option"
    return Answer(err=f"{program}: {what} -- {letter if len(letter) == 1 else '-'}\nNot implemented: ?\n", code=1)


def lines(texts: Sequence[str]) -> str:
    """Return `texts` as lines."""
    return "".join(f"{text}\n" for text in texts)
