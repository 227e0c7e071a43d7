"""Waivers: that a rule may be broken in a record, or at one place of it, for a while; by whom, why and until when.

Front matter states them under `waivers`, the text in comments such as ``<!-- adr: waive REL008, reason: "…", … -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from adr.comments import Comment, comments
from adr.finding import Finding, Location, did_you_mean, nearest
from adr.frontmatter import MalformedError, load
from adr.ruleset import codes as codes_of
from adr.ruleset import known

if TYPE_CHECKING:
    from adr.record import Record

OWN = "ENV012"
"""The code of the rule that speaks of waivers."""

OPTIONS: Mapping[str, Any] = {"reason": 20, "days": 180, "never": []}
"""What settings may say of that rule: the shortest reason, the longest time, and rules that nobody may waive."""

NEVER = ("ENV001", OWN, "ENV015")
"""Rules that nobody may waive, whatever settings say: without what they ask for, no other finding can be trusted."""

IN_FORCE, EXPIRED, EARLY, VOID = "in force", "expired", "not yet in force", "not in order"
"""How a waiver stands on a day. Only one in force takes a finding out of the count."""

FORM = '`<!-- adr: waive REL008, reason: "…", approved-by: HANDLE, approved-on: DATE, expires: DATE -->`'

_TERMS = ("reason", "approved-by", "approved-on", "expires")
_DAYS = ("approved-on", "expires")
_MOST = 200
"""Comments of a text beyond which no further one is read."""

_LONGEST = 4_000
"""Characters of a comment beyond which it is refused: no human wrote them."""

_WORD = re.compile(r"[\s,]*([\w-]+)(\s*:)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a waiver is not in order. A schema that knows waivers finds those of `form` too."""

    message: str
    help: str
    term: str = ""
    form: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver of one rule, as it is stated; what is not stated, or cannot be read, is empty.

    Attributes:
        rule: The rule's code.
        path: The file that states it.
        line: Where in that file, from 1.
        column: From 1.
        keys: Where it stands in front matter; empty for a comment.
        first: The first line that it covers, from 1; 0 for one that covers the whole record.
        last: The last line that it covers.
        problems: What is wrong with how it is stated.
    """

    rule: str
    reason: str
    approved_by: str
    approved_on: str
    expires: str
    path: str
    line: int
    column: int
    keys: tuple[str | int, ...] = ()
    first: int = 0
    last: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> Location:
        """Where it is stated."""
        return Location(self.path, self.line, self.column)

    def covers(self, place: Location) -> bool:
        """Tell whether it is about a place in the record's files."""
        return bool(self.keys) or (place.path == self.path and self.first <= place.line <= self.last)


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding, and the waiver that takes it out of the count: it has not gone, and the record does not pass."""

    finding: Finding
    waiver: Waiver


def stated(record: Record) -> Iterator[Waiver]:
    """Yield the waivers that a record states, in order or not: those of its front matter first."""
    listed = record.fields.get("waivers")
    for index, item in enumerate(listed if isinstance(listed, list) else [listed] if listed else []):
        keys: tuple[str | int, ...] = ("waivers", index) if isinstance(listed, list) else ("waivers",)
        place = record.locate(keys)
        if isinstance(item, dict):
            problems = tuple(_problems(item, ("rule", *_TERMS)))
            yield _waiver(_text(item.get("rule")), item, place, problems, keys=keys)
        else:
            problem = Problem("a waiver is a mapping", f"such as `{{rule: REL008, {', '.join(_TERMS)}}}`", form=True)
            yield _waiver("", {}, place, (problem,), keys=keys)
    if record.reading.markup == "markdown":
        told = comments(record.reading.body, _MOST + 1)
        data = record.reading.body.encode() if told else b""
        for comment in told[:_MOST]:
            yield from _of_comment(record, comment, data)
        if len(told) > _MOST:
            problem = Problem(f"the text has more than {_MOST} comments to adr", "waive the rule in front matter")
            yield _waiver("", {}, record.in_body(told[_MOST].start), (problem,))


def standing(waiver: Waiver, record: Record, options: Mapping[str, Any], day: str) -> str:
    """Return how a waiver stands on an ISO day; with none, days that pass do not count."""
    if next(faults(waiver, record, options), None):
        return VOID
    if day and waiver.expires < day:
        return EXPIRED
    return EARLY if day and day < waiver.approved_on else IN_FORCE


def options_of(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the options that waivers are judged by, from what settings say of their rule."""
    return {**OPTIONS, **{name: value for name, value in settings.items() if name in OPTIONS}}


def faults(waiver: Waiver, record: Record, options: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield why a waiver is not in order, whatever the day."""
    yield from waiver.problems
    code, who = waiver.rule, waiver.approved_by
    if code and code not in known():
        yield Problem(f"`{code}` is no rule", did_you_mean(code, known()), "rule")
    elif code.startswith((*NEVER, *codes_of(map(str, options["never"])))):
        yield Problem(f"{code} cannot be waived", "mend what it finds, and take the waiver out", "rule")
    if waiver.reason and len(waiver.reason.strip()) < options["reason"]:
        has = f"the reason has {len(waiver.reason.strip())} characters, and {options['reason']} are asked for"
        yield Problem(has, "say why the rule may be broken here, and what will end that", "reason")
    if who and who == record.owner:
        message = f"`{who}` approves the waiver of {code} and owns the record"
        yield Problem(message, "let somebody else approve it", "approved-by")
    elif who and who in _authors(record):
        message = f"`{who}` approves the waiver of {code} and is an author of the record"
        yield Problem(message, "let somebody else approve it", "approved-by")
    if waiver.approved_on and waiver.expires:
        yield from _span(waiver, options["days"])


def _span(waiver: Waiver, longest: int) -> Iterator[Problem]:
    start, end = date.fromisoformat(waiver.approved_on), date.fromisoformat(waiver.expires)
    if end < start:
        message = f"the waiver of {waiver.rule} expires on {end}, before it was approved on {start}"
        yield Problem(message, "change the day that is wrong", "expires")
    elif (end - start).days > longest:
        message = f"the waiver of {waiver.rule} runs {(end - start).days} days, and {longest} are the most"
        yield Problem(message, f"let it expire by {start + timedelta(days=longest)}, and renew it then", "expires")


def _authors(record: Record) -> set[str]:
    listed = record.fields.get("contributors")
    found = (item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict))
    return {_text(item.get("who")) for item in found if item.get("role") == "author"}


def _of_comment(record: Record, comment: Comment, data: bytes) -> Iterator[Waiver]:
    """Yield the waivers of a comment in a body, one for each rule that it names."""
    place = record.in_body(comment.start)
    first = record.in_body(comment.about_start).line
    about = data[comment.about_start : comment.about_end].rstrip()
    last = first + about.count(b"\n") if about else first - 1
    word = _WORD.match(comment.text)
    verb = word[1] if word else ""
    if verb != "waive":
        if nearest(verb, ["waive"]) or verb in ("disable", "ignore", "waiver", "noqa"):
            problem = Problem(f"`{verb}` is nothing that a comment tells adr", "did you mean `waive`?")
            yield _waiver("", {}, place, (problem,), lines=(first, last))
        return
    codes, terms, problems = _parsed(comment.text[word.end() :] if word else "")
    for code in codes or [""]:
        yield _waiver(code, terms, place, problems, lines=(first, last))


def _parsed(text: str) -> tuple[list[str], Mapping[str, Any], tuple[Problem, ...]]:
    """Return the codes and the terms behind ``waive``, and what is wrong with them."""
    if len(text) > _LONGEST:
        return [], {}, (Problem(f"the waiver is longer than {_LONGEST} characters", "shorten the reason"),)
    codes: list[str] = []
    at = 0
    while (match := _WORD.match(text, at)) and not match[2]:
        codes.append(match[1])
        at = match.end()
    try:
        terms = load("{" + text[at:].strip().strip(",") + "}")
    except MalformedError as error:
        help_ = error.help or f"put quotes around a reason that holds more than words; such as {FORM}"
        why = error.message.replace("front matter", "it", 1)
        return codes, {}, (Problem(f"the waiver cannot be read: {why}", help_),)
    problems = [] if codes else [Problem("the waiver names no rule", f"such as {FORM}")]
    return list(dict.fromkeys(codes)), terms, (*problems, *_problems(terms, _TERMS))


def _problems(terms: Mapping[str, Any], wanted: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with how a waiver's terms are stated."""
    for term in terms:
        if term not in wanted:
            help_ = f"{did_you_mean(term, wanted)} Quotes go around a reason that holds a comma"
            yield Problem(f"`{term}` is nothing that a waiver says", help_, term, form=True)
    for term in wanted:
        value = terms.get(term)
        if value in (None, ""):
            yield Problem(f"the waiver does not say `{term}`", f"add `{term}: …`", form=True)
        elif not isinstance(value, str):
            yield Problem(f"`{term}` of the waiver is no text", "put quotes around it", term, form=True)
        elif term in _DAYS and not _is_day(value):
            message = f"`{term}` of the waiver is `{value}`, which is no day of the calendar"
            yield Problem(message, "write it as 2026-03-02", term, form=True)


def _waiver(
    code: str,
    terms: Mapping[str, Any],
    place: Location,
    problems: tuple[Problem, ...],
    *,
    keys: tuple[str | int, ...] = (),
    lines: tuple[int, int] = (0, 0),
) -> Waiver:
    reason, who, on, until = (_text(terms.get(term)) for term in _TERMS)
    on, until = (day if _is_day(day) else "" for day in (on, until))
    return Waiver(code, reason, who, on, until, place.path, place.line, place.column, keys, *lines, problems)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
