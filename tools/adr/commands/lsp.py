"""``adr lsp``: the language server, for editors."""

from __future__ import annotations

import click


@click.command("lsp")
def command() -> int:
    """Serve an editor over standard input and output: findings while typing, completion, and going to records.

    Editors start it themselves; `docs/how-to/edit-in-your-editor.md` has what to write into their settings. It speaks
    the Language Server Protocol, and needs the extra `lsp`.

    \b
    Example:
      pip install "adr-playbook[lsp]"
      adr lsp
    """
    import sys
    from importlib.util import find_spec

    from adr.finding import CannotRunError

    if find_spec("pygls") is None:
        raise CannotRunError('`adr lsp` needs pygls; install it: pip install "adr-playbook[lsp]"')
    from adr.lsp.server import serve

    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what anything prints must not end up in the conversation
    serve(stdin, stdout)
    return 0
