"""``adr rule``: what a rule checks, why, and how to satisfy it."""

from __future__ import annotations

import click

from adr.command import print_json, table


@click.command("rule")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; `adr schema rule` describes it.")
def command(code: str | None, *, as_json: bool) -> int:
    """Print the documentation of a rule, or the list of all rules.

    \b
    Example:
      adr rule
      adr rule ENV003
    """
    from adr.finding import CannotRunError, did_you_mean
    from adr.rule import all_rules, fixes

    rules = {rule.code: rule for rule in all_rules()}
    if code is not None and code.upper() not in rules:
        raise CannotRunError(f"no rule has the code `{code}`; {did_you_mean(code.upper(), rules)}")
    chosen = [rules[code.upper()]] if code else list(rules.values())
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
    elif code:
        rule = chosen[0]
        head = f"# {rule.code} {rule.name}\n\nSeverity: {rule.severity}\n\n"
        click.echo(f"{head}{rule.documentation}{fixes(rule)}")
    else:
        click.echo(
            table((rule.code, rule.severity, "/".join(rule.fix) or "-", rule.name, rule.summary) for rule in chosen)
        )
    return 0
