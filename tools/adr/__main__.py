"""Entry point of ``adr`` and ``python -m adr``. Loads nothing before it knows that it is needed."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # that of `typing`, which takes longer to load than the version to print
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    """Run the command line; never returns normally."""
    if sys.argv[1:] == ["--version"]:
        from adr import __version__

        print(f"adr {__version__}")
        sys.exit(0)
    _leave(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    """Run the command line that answers here: our own, or adr-tools' in a repository that adr-tools laid out."""
    from adr.adrtools.profile import UnknownProfileError, is_adr_tools

    try:
        adr_tools = is_adr_tools(arguments, os.environ, os.getcwd())
    except UnknownProfileError as error:
        print(f"adr: {error}", file=sys.stderr)
        return 2
    except FileNotFoundError:
        print("adr: the current folder is gone; go to another one", file=sys.stderr)
        return 2
    if adr_tools:
        from adr.adrtools.main import run
    else:
        from adr.cli import run
    return run(arguments)


def _leave(code: int) -> NoReturn:
    """End the process with its output written, and leave the memory to the system.

    To free records and modules one by one takes longer than to print them. The site's engine may have threads and
    temporary files to look after, and who watches a program wants to see its end: those get an orderly one.
    """
    if "mkdocs" in sys.modules or sys.gettrace() or sys.getprofile():
        sys.exit(code)
    from contextlib import suppress

    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):  # the reader has gone; what could not be written was said before
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
