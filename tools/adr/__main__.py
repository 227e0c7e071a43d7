"""Entry point of ``adr`` and ``python -m adr``. Loads nothing before it knows that it is needed."""

import os
import sys


def main() -> None:
    """Run the command line; never returns normally."""
    if sys.argv[1:] == ["--version"]:
        from adr import __version__

        print(f"adr {__version__}")
        sys.exit(0)
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    """Run the command line that answers here: our own, or adr-tools' in a repository that adr-tools laid out."""
    from adr.adrtools.profile import UnknownProfileError, is_adr_tools

    try:
        adr_tools = is_adr_tools(arguments, os.environ, os.getcwd())
    except UnknownProfileError as error:
        print(f"adr: {error}", file=sys.stderr)
        return 2
    if adr_tools:
        from adr.adrtools.main import run
    else:
        from adr.cli import run
    return run(arguments)


if __name__ == "__main__":
    main()
