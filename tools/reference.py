"""Writes the reference in ``docs/reference`` from the code: ``python tools/reference.py [--check]``.

``--check`` writes nothing, names each file that is stale, missing or left over, and ends with exit code 1 if there is
one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from adr import command, dialect, discovery, export, output
from adr.catalogue import load_kinds
from adr.cli import cli
from adr.kind import Kind, Requirement
from adr.layout import Layout
from adr.rule import Rule, all_rules, fixes
from adr.schemas import output_schema, output_schemas
from reference_tables import fence, form, schema_table, table, words

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTE = "\n\n<!-- Written by tools/reference.py from the code. Do not edit. -->\n"
WIDTH = 90

_SCOPES = {"file": "every file in a record folder", "record": "every record", "graph": "all records together"}
_PHASES = {
    "draft": "`draft`: being written",
    "open": "`open`: waiting for a decision or a review",
    "in-force": "`in-force`: binds its readers",
    "retired": "`retired`: no longer binds, or never did",
}
_COMMANDS = """\
# Commands

Every command takes `-h` and `--help`, and runs from any folder below the one with `adr.toml`. Options of `adr` itself
stand before the command's name: `adr -C handbook check`.

An option can be given by an environment variable too: `ADR_DIRECTORY` for `adr -C`, `ADR_CHECK_STRICT=1` for
`adr check --strict`. `NO_COLOR` switches colour off. `ADR_DEBUG=1` shows the traceback of an internal error.

In a repository laid out by adr-tools, or with `ADR_PROFILE=adr-tools`, the commands that adr-tools has are
[its own](../how-to/replace-adr-tools.md); `ADR_PROFILE=native` switches that off.

| Exit code | Meaning |
| --- | --- |
| 0 | Done, and nothing that fails. |
| 1 | Findings: `adr check` found errors (with `--strict`, warnings), or `adr index --check` a stale file. |
| 2 | The command could not run. The message on standard error says why. |
"""
_SETTINGS = """\
# Settings

Settings stand in `adr.toml` at the root of the knowledge base; an empty file is valid. A setting that is not known is
refused. `adr schema settings` prints all of this as a JSON Schema.

```toml title="adr.toml"
name = "Lighthouse handbook"

[kinds.playbook]
folder = "runbooks"

[rules.ENV007]
severity = "warning"

[site]
url = "https://handbook.example.org/"
```

"""
_DIALECTS = """\
# Dialects

How records can be written. A folder has one dialect: `dialect` below `[kinds.KIND]` states it, else it is found by
looking. [Adopt the records that you have](../how-to/adopt-existing-records.md) shows how to begin.

"""
_OUTPUTS = """\
# Outputs

Formats of `adr check --format` and of `adr export`, and the shapes of all JSON that commands print. `adr schema NAME`
prints a shape as JSON Schema. Keys are only ever added within a version.

"""


def pages() -> Iterator[tuple[str, str]]:
    """Yield every page of the reference: path below `FOLDER`, and text."""
    yield "commands.md", commands_page()
    yield "settings.md", _SETTINGS + schema_table(output_schema("settings"))
    yield "outputs.md", outputs_page()
    yield "dialects.md", dialects_page()
    yield "rules/index.md", rules_index(all_rules())
    for rule in all_rules():
        yield f"rules/{rule.code.lower()}.md", rule_page(rule)
    kinds = load_kinds()
    yield "kinds/index.md", kinds_index(kinds.values())
    for kind in kinds.values():
        yield f"kinds/{kind.name}.md", kind_page(kind)


def commands_page() -> str:
    """Return the page with the help text of every command."""
    parent = click.Context(cli, info_name="adr", terminal_width=WIDTH, **cli.context_settings)
    parts = [_COMMANDS, fence("text", cli.get_help(parent))]
    for name in command.names():
        parts += _helps(command.command(name), name, parent, "##")
    return "\n".join(parts)


def _helps(found: click.Command, name: str, parent: click.Context, mark: str) -> Iterator[str]:
    """Yield heading and help text of a command, and of those below it."""
    context = click.Context(found, info_name=name, parent=parent, terminal_width=WIDTH)
    yield from (f"{mark} {context.command_path}\n", fence("text", found.get_help(context)))
    if isinstance(found, click.Group):
        for below in found.list_commands(context):
            if inner := found.get_command(context, below):
                yield from _helps(inner, below, context, f"{mark}#")


def outputs_page() -> str:
    """Return the page of formats and JSON shapes."""
    formats = [(f"`{name}`", summary("outputs", name)) for name in output.names()]
    parts = [_OUTPUTS + "## Formats of adr check\n", table(("Format", "What it prints"), formats)]
    exports = [(f"`{name}`", _holds(export.load(name)), summary("exports", name)) for name in export.names()]
    parts += ["## Formats of adr export\n", table(("Format", "Holds", "What it is"), exports)]
    for name in output_schemas():
        if name != "settings":
            schema = output_schema(name)
            parts += [f"## {name}\n", f"{schema['title']}.\n", schema_table(schema)]
    return "\n".join(parts)


def _holds(format_: export.Format) -> str:
    """Return how much an export in a format is, in words."""
    return ("a file for each record" if format_.folder else "one document") + (
        ", of one kind" if format_.series else ""
    )


def dialects_page() -> str:
    """Return the page of dialects, and of the tools whose settings say where records are."""
    found = [dialect.dialect(name) for name in dialect.names()]
    rows = [
        (
            f"`{d.name}`",
            d.title,
            f"`{d.form}`",
            "yes" if d.name == "native" or d.template else "no",
            summary("dialects", d.name),
        )
        for d in found
    ]
    exempt: dict[frozenset[str], list[str]] = {}
    for d in found:
        exempt.setdefault(d.exempt, []).append(d.name)
    rules = [
        (words(names, ", "), ", ".join(f"[{code}](rules/{code.lower()}.md)" for code in sorted(codes)) or "none")
        for codes, names in exempt.items()
    ]
    tools = [(layout.title, words(layout.files, ", "), summary("layouts", name)) for name, layout in _layouts()]
    return "\n".join(
        [
            _DIALECTS,
            table(("Dialect", "What people call it", "Files", "`adr new` writes it", "What it is"), rows),
            "## Rules that are off\n\nThey ask for what records in these dialects have no place for.\n",
            table(("Dialects", "Rules"), rules),
            "## Settings of other tools\n\nWhat `adr init` reads to find records.\n",
            table(("Tool", "Files", "What they say"), tools),
        ]
    )


def _layouts() -> Iterator[tuple[str, Layout]]:
    for name in discovery.names("layouts"):
        yield name, discovery.load("layouts", name, "LAYOUT")


def rules_index(rules: Iterable[Rule]) -> str:
    """Return the list of all rules."""
    rows = [
        (f"[{r.code}]({r.code.lower()}.md)", f"`{r.name}`", r.severity.value, ", ".join(r.fix), r.summary)
        for r in rules
    ]
    intro = "# Rules\n\nWhat `adr check` looks for. `adr rule CODE` prints the same pages.\n"
    intro += "[Fix findings](../../how-to/fix-findings.md) says which fixes are safe.\n\n"
    return intro + table(("Code", "Name", "Severity", "Fix", "What must hold"), rows)


def rule_page(rule: Rule) -> str:
    """Return the page of one rule: its docstring below its head."""
    seen = " and ".join(f"every {name}" for name in rule.kinds) or _SCOPES[rule.scope]
    head = f"Severity: {rule.severity.value}. Looks at: {seen}. Since {rule.since}."
    change = "[Change its severity](../../how-to/change-a-rules-severity.md)."
    return f"# {rule.code} {rule.name}\n\n{head} {change}\n\n{rule.documentation}{fixes(rule)}\n"


def kinds_index(kinds: Iterable[Kind]) -> str:
    """Return the list of the kinds that come with the package."""
    rows = [
        (f"[{k.title}]({k.name}.md)", f"`{k.prefix}-0000`", f"`{k.folder}`", str(k.raw.get("description", "")))
        for k in kinds
    ]
    intro = "# Kinds of record\n\nThe kinds that come with the package. "
    intro += "A project [adds its own](../../how-to/add-a-kind.md).\n\n"
    return intro + table(("Kind", "Ids", "Folder", "What it holds"), rows)


def kind_page(kind: Kind) -> str:
    """Return the page of one kind."""
    shared = [name for name in kind.fields if name in kind.envelope["properties"]]
    own = [name for name in kind.fields if name not in shared]
    statuses = [
        (f"`{s}`", _PHASES[kind.phase(s)], words(kind.transitions[s], ", ") or "nothing further") for s in kind.statuses
    ]
    relations = [
        (f"`{r.name}`", words(r.targets, ", "), f"`{r.inverse}`", "no" if r.acyclic else "yes")
        for r in kind.relations.values()
    ]
    sections = [(f"`{'#' * s.level} {s.title}`", str(s.condition) or "always") for s in kind.sections]
    return "\n".join(
        [
            f"# {kind.title}\n\n{kind.description}",
            f"Ids are `{kind.prefix}-` and four digits; records lie in `{kind.folder}/`.\n",
            "## Fields of this kind\n",
            field_table(kind, own),
            "## Fields of every kind\n",
            field_table(kind, shared),
            "## Statuses\n",
            table(("Status", "What it means for readers", "May become"), statuses),
            "## Sections\n",
            f"Needed from `{kind.statuses[1]}` on, once and in this order.\n",
            table(("Section", "When"), sections),
            "## Relations\n",
            "Kinds that do not come with the package are for a project to add.\n",
            table(("Relation", "Points at", "Seen from there as", "May run in a circle"), relations),
            "## Template\n",
            fence("markdown", kind.template),
        ]
    )


def field_table(kind: Kind, names: Iterable[str]) -> str:
    """Return the fields called `names` as a table."""
    properties, required = kind.schema["properties"], kind.envelope["required"]
    rows = []
    for name in names:
        schema = properties[name]
        needed = "always" if name in required else "; ".join(when(r) for r in kind.requirements if name in r.fields)
        rows.append((f"`{name}`", form(schema, kind.schema), needed, str(schema.get("description", ""))))
    return table(("Field", "Form", "Needed", "What it says"), rows)


def when(requirement: Requirement) -> str:
    """Return when a requirement holds, in words."""
    condition = str(requirement.condition)
    return f"from `{requirement.status}`" + (f" where {condition}" if condition else "")


def summary(folder: str, name: str) -> str:
    """Return the first line of a module's docstring."""
    found: str = discovery.load(folder, name.replace("-", "_"), "__doc__")
    return found.split("\n", 1)[0].replace("``", "`")


def stale(wanted: Mapping[Path, str]) -> list[Path]:
    """Return the files of `FOLDER` that are not as `wanted`: changed, missing or left over."""
    found = {path for path in FOLDER.rglob("*") if path.is_file()}
    changed = {path for path, text in wanted.items() if path not in found or path.read_text(encoding="utf-8") != text}
    return sorted(changed | (found - set(wanted)))


def main(arguments: Sequence[str]) -> int:
    """Write the reference, or with ``--check`` name what is stale; return the exit code."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    wanted = {FOLDER / path: text.rstrip() + NOTE for path, text in pages()}
    for path in stale(wanted):
        print(("stale " if arguments else "wrote ") + path.relative_to(FOLDER.parent.parent).as_posix())
        if arguments:
            continue
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return int(bool(arguments and stale(wanted)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
