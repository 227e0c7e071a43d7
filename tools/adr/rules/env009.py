"""ENV009: controls that no framework has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adr.finding import Finding, Fix, Step, alike, did_you_mean, nearest
from adr.record import Record, items
from adr.rule import Context, rule

_FIX = {
    "safe": "A framework or a reference in another case becomes the one that is listed.",
    "unsafe": "Any other becomes the nearest that is listed.",
}


@rule("ENV009", "unknown-controls", fix=_FIX)
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """Every control is one that a framework in `governance/controls` lists.

    ## What it checks
    Each `framework:reference` under `controls`: the framework is a file `governance/controls/FRAMEWORK.yml`, and the
    reference is one of its entries. Where the project has no such folder, nothing is checked.

    ## Why it matters
    A coverage table is worth as much as its references. A mistyped control looks covered and is not.

    ## Bad
    ```yaml title="governance/controls/nist-ai-rmf.yml"
    - {ref: GOVERN 3.2, title: Roles and responsibilities for human-AI configurations}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    controls: ["nist-ai-rmf:GOVERN 3.9"]
    ---
    ```

    ## Good
    ```yaml title="governance/controls/nist-ai-rmf.yml"
    - {ref: GOVERN 3.2, title: Roles and responsibilities for human-AI configurations}
    ```
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    controls: ["nist-ai-rmf:GOVERN 3.2"]
    ---
    ```

    ## Options
    None.
    """
    frameworks = context.register.controls
    if frameworks is None:
        return
    for index, control in enumerate(items(record.fields.get("controls"))):
        framework, _, reference = str(control).partition(":")
        if framework not in frameworks:
            yield context.at(
                record,
                ["controls", index],
                f"no framework is called `{framework}`",
                did_you_mean(framework, frameworks),
                fix=_near(record, index, framework, frameworks, f"{{}}:{reference}"),
            )
        elif (known := frameworks[framework]) is not None and reference not in known:
            message = f"`{framework}` has no control `{reference}`"
            help_ = did_you_mean(reference, known)
            fix = _near(record, index, reference, known, f"{framework}:{{}}")
            yield context.at(record, ["controls", index], message, help_, fix=fix)


def _near(record: Record, index: int, word: str, known: Iterable[str], form: str) -> Fix | None:
    """Return what writes the nearest name that is listed; `form` is the control around it."""
    best = nearest(word, known)
    if best is None:
        return None
    before, _, after = form.partition("{}")
    new = f"{before}{best}{after}"
    if new in items(record.fields.get("controls")):
        return None
    step = Step("value", record.path, ("controls", index), new=new)
    return Fix(f"Change `{word}` to `{best}`", (step,), safe=alike(word, best))
