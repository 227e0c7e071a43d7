"""What an output is: one file of ``outputs/`` that turns findings into text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adr import discovery
from adr.finding import Finding, Replacement, Severity, printable
from adr.report import finding, many
from adr.waiver import Waived

if TYPE_CHECKING:
    from datetime import date

    from adr.comparison import RecordChange
    from adr.due import Due
    from adr.record import Entry
    from adr.rule import Rule, Unchecked


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, for every output alike.

    Attributes:
        findings: What is to be told, by place.
        records: How many records were checked.
        unreadable: How many files were not, because they cannot be read.
        colour: Whether the text is for a terminal that wants colour.
        entries: What was checked.
        rules: The rules that ran, by code.
        left_out: Codes of the rules that did not run.
        hidden: How many findings are not told: by what hides them, and by code.
        prefix: Where the project lies in its repository, with a slash at the end; empty at its top. Services that
            show findings beside files take paths from there.
        rule_pages: Address below which each rule has its page; empty where there is none.
        strict: Whether warnings fail.
        base: The branch to merge into; empty where there is none.
        changes: What differs from `base`; asked for by outputs that tell it, since it reads all records again.
        due: What is overdue, or soon due, on the day `today`.
        waived: Findings that a record's waivers take out of `findings`, by place; they are told apart, never as passed.
        edits: From a finding to the parts of files that its fix replaces; empty where it has none that can be made.
        unsafe: Whether fixes that are not safe are to be marked too.
        not_checked: Rules that were to compare with the base and could not.
    """

    findings: Sequence[Finding]
    records: int
    unreadable: int
    colour: bool = False
    entries: Sequence[Entry] = ()
    rules: Sequence[Rule] = ()
    left_out: Sequence[str] = ()
    hidden: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    prefix: str = ""
    rule_pages: str = ""
    strict: bool = False
    base: str = ""
    changes: Callable[[], Sequence[RecordChange]] = tuple
    due: Callable[[], Sequence[Due]] = tuple
    today: date | None = None
    waived: Sequence[Waived] = ()
    edits: Callable[[Finding], tuple[Replacement, ...]] = lambda _: ()
    unsafe: bool = False
    not_checked: Sequence[Unchecked] = ()

    def mark(self, found: Finding) -> str:
        """Return ``[*] `` for a finding that ``--fix`` mends, as far as that can be told; else nothing."""
        marked = found.fix is not None and (found.fix.safe or self.unsafe) and self.edits(found)
        return "[*] " if marked else ""

    def fails(self, found: Finding) -> bool:
        """Tell whether a finding makes the check fail."""
        return found.severity is Severity.ERROR or (self.strict and found.severity is Severity.WARNING)


Renderer = Callable[[Report], str]


def names() -> tuple[str, ...]:
    """Return the names of all output formats, without loading any."""
    return discovery.names("outputs")


def renderer(name: str) -> Renderer:
    """Return the function that renders the format called `name`, which is one of `names()`."""
    found: Renderer = discovery.load("outputs", name, "render")
    return found


def rendered(name: str, report: Report) -> str:
    """Return a report in the format called `name`; what UTF-8 cannot hold, such as in a file's name, is ``?``."""
    return renderer(name)(report).encode("utf-8", "replace").decode()


def summary(report: Report) -> str:
    """Return one line that counts records and findings."""
    total = report.records + report.unreadable
    unread = f", {report.unreadable} of them unreadable" if report.unreadable else ""
    waived = f"{len(report.waived)} waived" if report.waived else ""
    found = ", ".join(filter(None, (tally(report.findings), waived)))
    return f"{many(total, 'record')} checked{unread}: {found or 'nothing to report'}"


def fixable(report: Report) -> str:
    """Return one line that counts the findings that fixes mend; empty where there are none."""
    found = Counter(f.fix.safe for f in report.findings if f.fix is not None and report.edits(f))
    safe, unsafe = found[True], found[False]
    if report.unsafe:
        return f"[*] `--fix --unsafe-fixes` mends {safe + unsafe}" if found else ""
    if not safe:
        return f"`--fix --unsafe-fixes` mends {unsafe}" if unsafe else ""
    return f"[*] `--fix` mends {safe}" + (f"; `--unsafe-fixes` mends {unsafe} more" if unsafe else "")


def unchecked(report: Report) -> Iterator[tuple[str, str]]:
    """Yield a line that says which rules did not run and why, with what to do, for whatever could not be compared."""
    for skipped in report.not_checked:
        yield printable(f"not checked: {', '.join(skipped.rules)}: {skipped.reason}"), printable(skipped.help)


def unchecked_lines(report: Report) -> Iterator[str]:
    """Yield the lines of `unchecked` for a reader: what was not checked, and what to do."""
    for line, help_ in unchecked(report):
        yield line
        if help_:
            yield f"  help: {help_}"


def tally(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity, such as ``2 errors, 1 note``; empty where none are."""
    found = Counter(f.severity for f in findings)
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    return ", ".join(many(found[severity], noun) for severity, noun in nouns.items() if found[severity])


def items(report: Report) -> list[dict[str, Any]]:
    """Return the items of ``schemas/check.yaml``: findings, then those that are waived, last what was not checked."""
    rows = [finding(found, report.edits(found)) for found in report.findings]
    waived = [finding(each.finding, waiver=each.waiver) for each in report.waived]
    skipped = [{"rules": list(u.rules), "reason": u.reason, "help": u.help} for u in report.not_checked]
    return [*rows, *waived, *([{"not_checked": skipped}] if skipped else [])]


def fingerprinted(findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with 32 hexadecimal digits that are its own, and stay when its line moves.

    They are made of path, code and message; of findings equal in these, the order counts.
    """
    import hashlib

    seen: Counter[tuple[str, str, str]] = Counter()
    for found in findings:
        key = (found.location.path, found.code, found.message)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        yield found, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
