"""What a rule is: one decorated function in one file of ``rules/``, whose docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, wraps
from itertools import islice
from typing import Any, Literal

from adr import discovery
from adr.finding import Finding, Fix, Location, Severity
from adr.graph import Graph
from adr.people import Register
from adr.project import Project
from adr.record import Entry, Record, Unreadable, is_date
from adr.sections import section_faults
from adr.severity import OFF, Weights

Scope = Literal["file", "record", "graph"]
"""What a rule is handed: every file, readable or not; every record; or the whole graph once."""

MOST = 1_000
"""What one rule finds in one file at most, so that no record makes a report without end."""

HEADINGS = ("What it checks", "Why it matters", "Bad", "Good", "Options")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code (stable for ever), a name that reads after "allow", and its function.

    `options` are the names and the defaults of what settings may say of it; `choices` are the words that an option may
    be, where only some are. A rule that is `timed` depends on the day; one that is `historical` compares with what
    there was before a change, and does not run without that; one that `compares` does so too, beside what it checks
    anyway. `fix` says what fixes its findings may carry: ``safe``, ``unsafe`` or both, each with a
    sentence; empty for a rule whose findings are mended by hand.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    since: str
    kinds: tuple[str, ...]
    function: Callable[[Any, Context], Iterator[Finding]] = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timed: bool = False
    historical: bool = False
    compares: bool = False
    fix: Mapping[str, str] = field(default_factory=dict)

    @property
    def documentation(self) -> str:
        """The docstring as Markdown: a summary, then a section per heading of `HEADINGS`."""
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.split("\n", 1)[0]


@dataclass(frozen=True, slots=True)
class Base:
    """The branch that a change is to be merged into.

    Attributes:
        ref: Its name.
        added: The files that it has got since the fork.
        before: What the change has removed or made different, by path, as it was at the fork.
        touched: The files that the change has added, removed or made different.
    """

    ref: str
    added: tuple[str, ...]
    before: Mapping[str, Entry] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Rules that were to compare with something and could not: their codes, why, and what to do."""

    rules: tuple[str, ...]
    reason: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may ask about, and how it reports.

    `severity` is that of findings that say nothing else and are in no record; `weights` are what settings say.
    """

    rule: Rule
    severity: Severity
    project: Project
    graph: Graph
    register: Register
    base: Base | None = None
    weights: Weights = field(default_factory=Weights)
    as_of: str = ""

    def option(self, name: str) -> Any:
        """Return what settings say of one of the rule's options, else its default."""
        return self.project.rule_settings(self.rule.code).get(name, self.rule.options[name])

    @property
    def today(self) -> date:
        """The day from which a timed rule counts."""
        return date.fromisoformat(self.as_of)

    def days_since(self, value: Any) -> int | None:
        """Return how many days ago an ISO date was, negative for one to come; None for what is no date."""
        return (self.today - date.fromisoformat(value)).days if is_date(value) else None

    def at(
        self,
        record: Record,
        keys: Sequence[str | int],
        message: str,
        help_: str = "",
        *,
        key: bool = False,
        fix: Fix | None = None,
    ) -> Finding:
        """Report something at a field of a record, or at the field's key."""
        return self.place(record, record.locate(keys, key=key), message, help_, fix=fix)

    def place(
        self,
        entry: Record | Unreadable,
        location: Location,
        message: str,
        help_: str = "",
        *,
        severity: Severity | None = None,
        related: tuple[Location, ...] = (),
        fix: Fix | None = None,
    ) -> Finding:
        """Report something at a place in a file."""
        stated = self.weights.of(entry.kind.name, entry.status if isinstance(entry, Record) else None)
        lines = entry.text.removeprefix("\ufeff").split("\n", location.line)
        excerpt = lines[location.line - 1].rstrip("\r") if len(lines) >= location.line else ""
        return Finding(
            location,
            self.rule.code,
            message,
            Severity(stated) if stated and stated != OFF else severity or self.severity,
            help_,
            related,
            excerpt[:400],
            fix,
        )


def rule(
    code: str,
    name: str,
    *,
    severity: Severity = Severity.ERROR,
    scope: Scope = "record",
    since: str = "0.1.0",
    kinds: tuple[str, ...] = (),
    options: Mapping[str, Any] | None = None,
    choices: Mapping[str, tuple[str, ...]] | None = None,
    timed: bool = False,
    historical: bool = False,
    compares: bool = False,
    fix: Mapping[str, str] | None = None,
) -> Callable[[Callable[[Any, Context], Iterator[Finding]]], Rule]:
    """Make a rule of a function; `kinds` limits a record rule to some kinds."""

    def make(function: Callable[[Any, Context], Iterator[Finding]]) -> Rule:
        run = function if scope == "graph" else _bounded(function)
        return Rule(
            code,
            name,
            severity,
            scope,
            since,
            kinds,
            run,
            options or {},
            choices or {},
            timed=timed,
            historical=historical,
            compares=compares,
            fix=fix or {},
        )

    return make


def _bounded(function: Callable[[Any, Context], Iterator[Finding]]) -> Callable[[Any, Context], Iterator[Finding]]:
    """Return a rule's function that stops after `MOST` findings in one file, and says that it does."""

    @wraps(function)
    def run(entry: Any, context: Context) -> Iterator[Finding]:
        found = function(entry, context)
        yield from islice(found, MOST)
        if more := next(found, None):
            yield replace(more, message=f"{more.message}; what {context.rule.code} finds below is not told")

    return run


def fixes(rule_: Rule) -> str:
    """Return a section of Markdown on what fixes a rule's findings may carry; empty where they carry none."""
    lines = [f"- {level.capitalize()}: {text}" for level, text in rule_.fix.items()]
    return "\n\n## Fix\n" + "\n".join(lines) if lines else ""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Load every rule, by code. Raises ValueError where two share a code."""
    found: dict[str, Rule] = {}
    for module in discovery.names("rules"):
        loaded: Rule = discovery.load("rules", module, "RULE")
        if loaded.code in found or loaded.code.lower() != module:
            raise ValueError(f"rules/{module}.py defines {loaded.code}: a code is its file's name and is used once")
        found[loaded.code] = loaded
    return tuple(found.values())


def section_findings(record: Record, context: Context) -> Iterator[Finding]:
    """Report the sections that the context's rule answers for."""
    for fault in section_faults(record, context.rule.code):
        if fault.start is None:
            location = Location(record.path, max(1, record.text.rstrip("\n").count("\n") + 1))
        else:
            location = record.in_body(fault.start)
        yield context.place(record, location, fault.message, fault.help, fix=fault.fix)


def field_findings(record: Record, context: Context) -> Iterator[Finding]:
    """Report the missing fields that the context's rule answers for."""
    for name, reason in record.missing(context.rule.code):
        yield context.at(record, ["status"], f"`{name}` is missing from a {reason}", f"add `{name}: …`")
