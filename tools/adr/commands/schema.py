"""``adr schema``: the JSON Schema of a kind's front matter, or of what a command prints."""

from __future__ import annotations

import click

from adr.command import Session, print_json, session


@click.command("schema")
@click.argument("name", required=False)
@session
def command(session: Session, name: str | None) -> int:
    """Print the JSON Schema (2020-12) of a kind's front matter, of `settings`, or of what a command prints.

    Without NAME, list what there is. Works outside a knowledge base too, for the kinds that come with it.

    \b
    Example:
      adr schema decision > decision.schema.json
      adr schema list
    """
    from adr.catalogue import load_kinds
    from adr.finding import CannotRunError, did_you_mean
    from adr.project import NoProjectError
    from adr.schemas import output_schema, output_schemas

    try:
        kinds = dict(session.project.kinds)
    except NoProjectError:
        kinds = load_kinds()
    if name is None:
        click.echo("\n".join([*kinds, *output_schemas()]))
    elif name in kinds:
        print_json(kinds[name].schema)
    elif name in output_schemas():
        print_json(output_schema(name))
    else:
        raise CannotRunError(f"no schema is called `{name}`; {did_you_mean(name, [*kinds, *output_schemas()])}")
    return 0
