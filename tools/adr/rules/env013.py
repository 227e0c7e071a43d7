"""ENV013: published secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr.finding import Finding, Location, Severity
from adr.record import Record
from adr.rule import Context, rule

_SECRETS = tuple(
    (marks.split(), re.compile(pattern), what)
    for marks, pattern, what in (
        ("AKIA ASIA", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", "an Amazon access key"),
        ("AIza", r"\bAIza[0-9A-Za-z_-]{35}\b", "a Google API key"),
        (
            "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
            r"\bgh[pousr]_[0-9A-Za-z]{36,}\b|\bgithub_pat_[0-9A-Za-z_]{40,}\b",
            "a GitHub token",
        ),
        ("glpat-", r"\bglpat-[0-9A-Za-z_-]{20,}", "a GitLab token"),
        ("xox", r"\bxox[abprs]-[0-9A-Za-z-]{20,}", "a Slack token"),
        ("k_live_", r"\b[rs]k_live_[0-9A-Za-z]{20,}\b", "a Stripe key"),
        ("eyJ", r"\beyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]{10,1000}", "a token (JWT)"),
        ("-----BEGIN", r"-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----", "a private key"),
        (
            "passw secret api_key api-key apikey",
            r"(?i)\b(?:password|passwd|secret|api[_-]?key)\s{0,3}[:=]\s{0,3}[\"']?(?=[^\s\"'`<{$*]{8})(?=\S*\d)[^\s\"'`]{8,80}",
            "a password",
        ),
    )
)
_PERSONAL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b|(?<![\w.-])\+\d[\d ()-]{8,18}\d\b")


@rule("ENV013", "published-secrets")
def RULE(record: Record, context: Context) -> Iterator[Finding]:
    """No record holds what looks like a secret.

    ## What it checks
    The whole file: keys of Amazon, Google, GitHub, GitLab, Slack and Stripe, tokens of three parts, private keys, and
    words such as `password` followed by a value. In records with the classification `client` or `restricted`, an
    e-mail address or a telephone number in the text is a warning.

    ## Why it matters
    Git forgets nothing. A secret that was committed once is to be changed, not deleted.

    ## Bad
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---

    The key is AKIAIOSFODNN7EXAMPLE.
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-x.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---

    The key is in the vault, under `orders/s3`.
    ```

    ## Options
    None.
    """
    texts = record.text, record.text.casefold()
    for marks, pattern, what in _SECRETS:
        for match in pattern.finditer(record.text) if _any_in(marks, texts[pattern.flags & re.IGNORECASE != 0]) else ():
            yield _at(
                record,
                match.start(),
                f"this looks like {what}",
                "change it at its source; deleting it here is not enough",
                context,
            )
    if record.fields.get("classification") in ("client", "restricted"):
        for match in _PERSONAL.finditer(record.reading.body):
            place = record.in_body(record.document.offset(match.start()))
            message = "an address or a number of a person stands in a record that is not for everybody"
            yield context.place(
                record, place, message, "name the role or the handle instead", severity=Severity.WARNING
            )


def _any_in(marks: list[str], text: str) -> bool:
    """Tell whether a text has one of some marks: to look for them is quicker than to look where words start."""
    single = "_" in text  # which many marks have, and few texts
    for mark in marks:  # noqa: SIM110 - a generator takes twice as long
        if (single or "_" not in mark) and mark in text:
            return True
    return False


def _at(record: Record, start: int, message: str, help_: str, context: Context) -> Finding:
    before = record.text[:start]
    location = Location(record.path, before.count("\n") + 1, start - before.rfind("\n"))
    return context.place(record, location, message, help_)
