"""``adr rule``: what a rule checks, why, and how to satisfy it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from adr.command import print_json, table

if TYPE_CHECKING:
    from adr.rule import Rule


@click.command("rule")
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="All rules, as without CODE.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `adr schema rule` describes it.")
def command(code: str | None, *, every: bool, as_json: bool) -> int:
    """Print the documentation of a rule, or the list of all rules.

    CODE may be the rule's name too, such as unknown-keys; a family, such as ENV, lists its rules.

    \b
    Example:
      adr rule
      adr rule ENV003
      adr rule unknown-keys
      adr rule ENV
      adr rule --all --json
    """
    from adr.rule import fixes

    if code and every:
        raise click.UsageError("--all is for all rules: leave it or CODE out")
    chosen = _meant(code or "")
    if as_json:
        print_json(
            [
                {
                    "code": rule.code,
                    "name": rule.name,
                    "severity": rule.severity,
                    "since": rule.since,
                    "kinds": list(rule.kinds),
                    "fix": dict(rule.fix),
                    "summary": rule.summary,
                    "documentation": rule.documentation,
                }
                for rule in chosen
            ]
        )
    elif code and len(chosen) == 1:
        rule = chosen[0]
        head = f"# {rule.code} {rule.name}\n\nSeverity: {rule.severity}\n\n"
        click.echo(f"{head}{rule.documentation}{fixes(rule)}")
    else:
        click.echo(
            table((rule.code, rule.severity, "/".join(rule.fix) or "-", rule.name, rule.summary) for rule in chosen)
        )
    return 0


def _meant(word: str) -> list[Rule]:
    """Return the rules with a code, a name or a family; all of them for an empty word."""
    from adr.finding import CannotRunError, did_you_mean
    from adr.rule import all_rules

    code, name = word.upper(), word.lower().replace("_", "-")
    rules = {rule.code: rule for rule in all_rules()}
    found = [rule for rule in rules.values() if code in ("", rule.code, rule.code[:3]) or name == rule.name]
    if not found:
        known = [*rules, *(rule.name for rule in rules.values())]
        raise CannotRunError(f"no rule has the code or the name `{word}`; {did_you_mean(code, known)}")
    return found
