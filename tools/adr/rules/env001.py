"""ENV001: a file that cannot be read as a record."""

from __future__ import annotations

from collections.abc import Iterator

from adr.finding import Finding, Fix, Location, Severity, Step
from adr.frontmatter import CONFLICT
from adr.record import Entry, Record, Unreadable
from adr.rule import Context, rule

_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
"""What a conflict has: quicker to look for than where lines start."""


_FIX = {
    "safe": "Blank lines above the front matter are taken out.",
    "unsafe": "A byte-order mark is taken out.",
}


@rule("ENV001", "unreadable-records", scope="file", fix=_FIX)
def RULE(entry: Entry, context: Context) -> Iterator[Finding]:
    """A record's file can be read: UTF-8 text that starts with front matter in plain YAML 1.2.

    ## What it checks
    Every file in a record folder. It is text in UTF-8, not larger than the limit, inside the project, and starts with
    `---`, `key: value` lines and `---`. The front matter is YAML 1.2 without duplicate keys, tabs, anchors, aliases or
    tags. A merge conflict left in the file is an error too. A byte-order mark is a warning, and Windows line endings
    are mentioned: both are kept by every edit.

    ## Why it matters
    A file that one tool reads and another skips is lost without a word, and its id may be given away again. YAML
    parsers differ on duplicate keys and anchors: what you see is not what they read.

    ## Bad
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    status: draft
    status: accepted
    ---
    ```

    ## Good
    ```markdown title="adrs/ADR-0001-use-postgresql.md"
    ---
    id: ADR-0001
    kind: decision
    title: Use PostgreSQL
    status: draft
    date: 2026-03-02
    owner: m.okafor
    ---
    ```

    ## Options
    `max-bytes` at the top of `adr.toml` sets the size beyond which a file is not read (2 MiB).
    """
    if not isinstance(entry, Record):
        yield context.place(
            entry, Location(entry.path, entry.line, entry.column), entry.message, entry.help, fix=_earlier(entry)
        )
        return
    conflict = CONFLICT.search(entry.text) if any(mark in entry.text for mark in _MARKS) else None
    if conflict:
        line = entry.text.count("\n", 0, conflict.start()) + 1
        yield context.place(
            entry, Location(entry.path, line), "a merge conflict is left in the file", "keep one side, drop the markers"
        )
    if entry.text.startswith("\ufeff"):
        yield context.place(
            entry,
            Location(entry.path),
            "the file starts with a byte-order mark",
            "save it as UTF-8 without one; some tools then miss the front matter",
            severity=Severity.WARNING,
            fix=Fix("Take the byte-order mark out", (Step("top", entry.path, old="\ufeff"),)),
        )
    if "\r\n" in entry.text:
        line = entry.text.count("\n", 0, entry.text.index("\r\n")) + 1
        yield context.place(
            entry,
            Location(entry.path, line, len(entry.text.split("\n", line)[line - 1].removeprefix("\ufeff"))),
            "the file has Windows line endings (CRLF)",
            "nothing to do if you want them; `*.md text=auto` in .gitattributes settles it",
            severity=Severity.INFO,
        )


def _earlier(entry: Unreadable) -> Fix | None:
    """Return what moves front matter that starts after blank lines to the first line."""
    text = entry.text.removeprefix("\ufeff")
    blank = text[: len(text) - len(text.lstrip())]
    if entry.dialect != "native" or not blank or not text.startswith("---", len(blank)) or not blank.endswith("\n"):
        return None
    mark = entry.text[: len(entry.text) - len(text)]
    step = Step("top", entry.path, old=mark + blank, new=mark)
    return Fix("Take out the blank lines above the front matter", (step,), safe=True)
