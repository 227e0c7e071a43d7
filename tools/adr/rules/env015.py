"""ENV015: lists that rules rely on and that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding
from adr.graph import Graph
from adr.rule import Context, rule


@rule("ENV015", "unreadable-lists", scope="graph")
def RULE(_graph: Graph, context: Context) -> Iterator[Finding]:
    """The lists of people and of controls can be read.

    ## What it checks
    `governance/people.yml` and each `governance/controls/FRAMEWORK.yml` is a YAML list. Every person has a `handle`,
    every control a `ref`.

    ## Why it matters
    Other rules look handles and controls up there. A list that cannot be read would switch them off without a word.

    ## Bad
    ```yaml title="governance/people.yml"
    - {name: Mary Okafor, kind: person}
    ```

    ## Good
    ```yaml title="governance/people.yml"
    - {handle: m.okafor, name: Mary Okafor, kind: person}
    ```

    ## Options
    None.
    """
    for problem in context.register.problems:
        help_ = "`adr rule ENV015` shows the form"
        yield Finding(
            problem.location, context.rule.code, problem.message, context.severity, help_, excerpt=problem.excerpt
        )
