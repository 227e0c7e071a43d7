"""``adr serve``: the site while you write."""

from __future__ import annotations

from datetime import datetime

import click

from adr.command import DAY, Session, session


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--as-of", type=DAY, help="Build as of that date (default: HEAD's).", metavar="DATE")
@session
def command(session: Session, host: str, port: int, as_of: datetime | None) -> int:
    """Build the site, serve it, and rebuild it when a record changes, until Ctrl-C.

    \b
    Example:
      adr serve
      adr serve --port 8080
    """
    from adr.site.engine_mkdocs import serve

    for address in serve(session.project, host, port, as_of=as_of.date().isoformat() if as_of else ""):
        click.echo(f"serving {session.project.name} at {address} (Ctrl-C ends)")
    return 0
