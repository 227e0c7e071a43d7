"""``adr report``: documents made of records, each one file of ``reports/``."""

from __future__ import annotations

import click

from adr import discovery


class _Reports(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(discovery.names("reports"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in discovery.names("reports"):
            return None
        found: click.Command = discovery.load("reports", cmd_name, "command")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in discovery.names("reports") and not args[0].startswith("-"):
            from adr.finding import did_you_mean

            raise click.UsageError(f"no report is called `{args[0]}`; {did_you_mean(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


command = _Reports("report")
command.help = """Make a document of records, for somebody who has neither the repository nor the site.

\b
Example:
  adr report pack --select "kind=decision&status=accepted" --output decisions.html
"""
