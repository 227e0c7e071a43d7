"""Entry point of ``adr`` and ``python -m adr``. Loads nothing before it knows that it is needed."""

import sys


def main() -> None:
    """Run the command line; never returns normally."""
    if sys.argv[1:] == ["--version"]:
        from adr import __version__

        print(f"adr {__version__}")
        sys.exit(0)
    from adr.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
