"""``adr completion``: completion for the shell."""

from __future__ import annotations

import click

from adr.command import Name


@click.command("completion")
@click.argument("shell", type=Name(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script that makes a shell complete commands and options.

    \b
    Example:
      adr completion bash >> ~/.bashrc
      adr completion fish > ~/.config/fish/completions/adr.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:  # pragma: no cover - the choices above are click's own
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(ctx.find_root().command, {}, "adr", "_ADR_COMPLETE").source())
    return 0
